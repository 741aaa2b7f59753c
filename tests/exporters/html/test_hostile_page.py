"""Nothing runs on the study page, and nothing leaves it, whatever stands in the content."""

import json
import re
import time
from pathlib import Path

import yaml

from dea_export.reading import load

TESTS = Path(__file__).parents[2]
CODE = "\"><img src=https://evil.example/x onerror=\"document.title='run'\"><script>document.title='run'</script>"
HOSTILE = CODE.replace("<", "\\<")  # as Markdown: raw HTML is an error of `check`
HINT = CODE.replace("::", "")


def requests(browser):
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    return [url for url in sent if not url.startswith(("data:", "file:", "chrome:", "about:", "blob:"))]


# Keys that hold no free text: what is wrong there is an error of `check`.
BOUND = {"format", "id", "language", "number", "weight", "kind", "skill", "services", "rank", "docs", "renamed", "closed",
         "minutes", "also", "hinge", "level", "fails", "instead", "sheet", "source", "checked", "confuse_with", "volatile", "flow", "tags", "pick", "retired"}  # fmt: skip


def is_bound(key, value):
    """`facts` are those of a topic, or ids of them."""
    return key in BOUND or (key == "facts" and isinstance(value[0], str))


def asked(item):
    """The question of an exam's item, which must end as one."""
    question = item.get("question", "")
    return {"question": HOSTILE + question[question.index("?") :]} if "?" in question else {}


def spoilt(value):
    """The same with every text as somebody would write it who wants a script to run."""
    match value:
        case dict():
            return {key: below if is_bound(key, below) else spoilt(below) for key, below in value.items()} | asked(
                value
            )
        case list():
            return [spoilt(below) for below in value]
        case str() if found := re.search(r"\{\{c(\d)", value):
            return f"{{{{c{found[1]}::{HOSTILE} {found[1]}::{HINT}}}}} `{CODE}`"
        case _:
            return HOSTILE


def hostile_study():
    content = yaml.safe_load((TESTS / "mini.yaml").read_text(encoding="utf-8"))
    content = spoilt(content)
    facts = [fact for domain in content["domains"] for topic in domain["topics"] for fact in topic["facts"]]
    for fact in facts:
        for number, option in enumerate(fact.get("options", ())):
            option["text"] += f" {number}"
        fact |= {"why": HOSTILE, "figure": {"file": "a.png", "alt": HOSTILE}}
        fact.pop("sheet", None)
    for item in (item for exam in content["exams"] for item in exam["items"]):
        item["options"] = [option | {"text": f"{HOSTILE} {number}"} for number, option in enumerate(item["options"])]
    loaded = load(yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode(), "mini.yaml")
    assert loaded.study is not None, loaded.problems
    return loaded.study


def test_hostile_texts_do_nothing(site, browser):
    study = hostile_study()
    browser.get_log("performance")
    page = site(study)
    title = page.run("return document.title")
    assert title == study.study.title
    page.type("evil")
    assert len(page.shown()) == 8
    for hash_ in ("#/sheet", "#/signals"):
        page.go(hash_)
        assert "evil.example" in page.run("return document.querySelector('[data-view]:not([hidden])').textContent")
    page.go("#/learn")
    for _ in range(12):
        page.keys(" ", "2")
    page.go("#/test")
    page.click("Start")
    page.run("document.querySelector('[data-view=test] .options button').click()")
    page.click("Result")
    page.click("All tests")
    page.click("Begin")
    page.keys("b", "m", "n", "b", "o")
    page.click("Submit now")
    assert "evil.example" in page.run("return document.querySelector('.review .loses').textContent")
    page.go("#/record")
    assert page.run("return document.title") == f"Progress – {title}"
    assert (
        page.run("return document.querySelectorAll('img, script:not([type]):not(:last-of-type), iframe').length") == 0
    )
    assert requests(browser) == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_a_hostile_tree_does_nothing(site, browser):
    content = spoilt(yaml.safe_load((TESTS / "tree.yaml").read_text(encoding="utf-8")))
    content["study"] |= {"title": HOSTILE}
    loaded = load(yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode(), "tree.yaml")
    assert loaded.study is not None, loaded.problems
    browser.get_log("performance")
    page = site(loaded.study)
    page.click("Step by step")
    page.run("document.querySelector('.tree summary').click()")
    assert "evil.example" in page.text(".tree .condition")
    page.go("#/learn")
    for _ in range(5):
        page.keys(" ", "2")
    assert page.run("return document.title") == f"Learn – {loaded.study.study.title}"
    assert page.run("return document.querySelectorAll('img, iframe').length") == 0
    assert requests(browser) == []


def test_the_policy_stops_what_should_ever_get_in(site, browser, mini):
    page = site(mini)
    page.run(
        "const box = document.createElement('div'); document.body.append(box);"
        'box.innerHTML = \'<img src="https://evil.example/x" onerror="document.title = 1">\''
    )
    time.sleep(0.2)
    assert page.run("return document.title") == "A mini study – all kinds"
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))
