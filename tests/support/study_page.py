"""The study page in a browser: what a learner does there and sees, and studies that differ from the mini study."""

import json
from pathlib import Path

import yaml
from selenium.webdriver import ActionChains
from selenium.webdriver.support.wait import WebDriverWait

from dea_export.reading import load
from tests.support.patience import PATIENCE

TESTS = Path(__file__).parents[1]


class Page:
    """What a learner does and sees."""

    def __init__(self, browser):
        self.browser = browser

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.innerText ?? null", selector)

    def await_words(self, selector, words):
        """Waits until an element says something: files are read beside everything else."""
        WebDriverWait(self.browser, PATIENCE).until(lambda _: words in (self.text(selector) or ""))

    def type(self, words):
        self.run(
            "const w = document.querySelector('[name=words]'); w.value = arguments[0];"
            "w.dispatchEvent(new Event('input', {bubbles: true}))",
            words,
        )

    def choose(self, name, value):
        self.run(
            "const s = document.querySelector(`[name=${arguments[0]}]`); s.value = arguments[1];"
            "s.dispatchEvent(new Event('input', {bubbles: true}))",
            name,
            value,
        )

    def shown(self):
        return self.run("return [...document.querySelectorAll('article')].map(one => one.id)")

    def go(self, hash_):
        self.run("location.hash = arguments[0]; window.dispatchEvent(new HashChangeEvent('hashchange'))", hash_)

    def keys(self, *keys):
        ActionChains(self.browser).send_keys(*keys).perform()

    def click(self, words):
        self.run(
            "[...document.querySelectorAll('button')].find(b => b.innerText.startsWith(arguments[0])).click()", words
        )

    def progress(self, study="mini"):
        return json.loads(self.run("return localStorage.getItem(arguments[0])", f"dea-export:{study}") or "{}")


def wild_study(**changes):
    """The mini study with other values at the facts named."""
    content = yaml.safe_load((TESTS / "mini.yaml").read_text(encoding="utf-8"))
    for domain in content["domains"]:
        for fact in (fact for topic in domain["topics"] for fact in topic["facts"]):
            fact.update(changes.get(fact["id"].replace("-", "_"), {}))
    loaded = load(yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode(), "mini.yaml")
    assert loaded.study is not None, loaded.problems
    return loaded.study


def changed_exam(item_id, **changes):
    """The mini study with other values at one item of its exam."""
    content = yaml.safe_load((TESTS / "mini.yaml").read_text(encoding="utf-8"))
    next(item for item in content["exams"][0]["items"] if item["id"] == item_id).update(changes)
    loaded = load(yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode(), "mini.yaml")
    assert loaded.study is not None, loaded.problems
    return loaded.study
