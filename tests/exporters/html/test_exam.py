"""A mock exam on the study page: sat by the keyboard, resumed, submitted, scored, reviewed; in a real browser."""

import json
from dataclasses import replace

import pytest
from selenium.webdriver import Keys

from dea_export.cards.wording import say_margin
from dea_export.exporters import html
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.words import words_in
from tests.support.browser import chromium
from tests.support.study_page import Page, changed_exam

# A clock that stands but for `pass(seconds)`, which lets it tick once in a while; a night passes in one tick.
CLOCK = """
  let now = Date.UTC(2026, 10, 28, 9);
  const Day = Date, ticks = [];
  globalThis.Date = class extends Day {
    constructor(...given) { super(...(given.length ? given : [now])) }
    static now() { return now }
  };
  globalThis.setInterval = tick => ticks.push(tick);
  globalThis.pass = (seconds, step = 20) => {
    for (let left = seconds; left > 0; left -= step) { now += Math.min(left, step) * 1000; ticks.forEach(tick => tick()) }
  };
"""
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
FIRST, SECOND = "m1-toy-orders", "m1-museum-robot"


@pytest.fixture(autouse=True)
def clock(browser):
    """Scripts that run before the page's own: the clock, and what a test adds."""
    added = []

    def add(script):
        added.append(browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script}))

    add(CLOCK)
    yield add
    for script in added:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def begun(site, study):
    page = site(study, "#/test")
    page.click("Begin")
    return page


def title(page):
    return page.text("[data-view]:not([hidden]) h2")


def reviewed(page):
    """All of it: `innerText` knows only what is near the window."""
    return page.run("return document.querySelector('[data-part=reviewed]').textContent")


def submit(page):
    page.keys("o")
    page.click("Submit now")


def test_a_whole_exam_by_the_keyboard_alone(site, mini):
    page = begun(site, mini)
    assert (title(page), page.text("[data-part=time]")) == ("Question 1 of 2", "4:00")
    page.keys("b", "a", "m")
    page.run("pass(60)")
    assert page.text("[data-part=time]") == "3:00"
    assert page.text("[data-part=said]") == ""
    page.keys(Keys.ENTER, "a", "b", "c")
    assert title(page) == "Question 2 of 2"
    assert page.text("[data-part=too-many]") == "2 are asked, and as many are picked: give one back first."
    page.keys("b", "c")
    assert page.text("[data-part=too-many]") == ""
    states = "return [...document.querySelectorAll('.side button')].map(one => one.getAttribute('aria-label'))"
    assert page.run(states) == ["Question 1, answered, flagged", "Question 2, answered", None]
    page.run("pass(130)")
    assert page.run("return document.querySelector('[data-part=said]').textContent") == "1 minute left"
    page.keys("n")
    assert title(page) == "Before you submit"
    page.run("pass(70)")
    assert page.text("[data-part=time]") == "0:20 over"
    assert "The time is over" in page.run("return document.querySelector('[data-part=said]').textContent")
    page.keys(Keys.ENTER)  # submits nothing before one is there
    assert title(page) == "Before you submit"
    page.keys(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
    assert title(page) == "2 of 2 right: 100 %"
    assert page.text("[data-view=result]").startswith("Mock exam 1 – mini, 28 Nov 2026, 4 minutes of the 4")
    assert page.text(".note") == say_margin(2, words_in("en"))
    assert page.progress()["sittings"] == {}


def test_the_time_can_be_hidden_and_stopped(site, mini):
    page = begun(site, mini)
    page.keys("h")
    assert page.text("[data-part=time]") == ""
    page.keys("h", "s")
    assert title(page) == "The time stands"
    assert "toy maker" not in page.text("[data-view=exam]")
    page.run("pass(100)")
    page.keys("s")
    assert page.text("[data-part=time]") == "4:00"
    page.go("#glue-bookmark")
    page.run("pass(100)")
    page.go("#/exam/form-1")
    assert page.text("[data-part=time]") == "4:00"
    page.run("pass(30000, 30000)")  # the device slept
    assert (title(page), page.text("[data-part=time]")) == ("The time stands", "4:00")


def test_any_question_is_one_step_away(site, mini):
    page = begun(site, mini)
    page.click("2")
    assert title(page) == "Question 2 of 2"
    page.keys("p")
    assert title(page) == "Question 1 of 2"
    page.keys("p")
    assert title(page) == "Question 1 of 2"
    page.keys("d", "o")
    assert page.run("return [...document.querySelectorAll('[data-view=exam] h3')].map(one => one.innerText)") == [
        "Not answered: 1",
        "All questions: 2",
    ]


def test_what_is_begun_outlives_the_browser(mini, tmp_path):
    (artifact,) = html.exporter.export(mini, Job("page", template_root()))
    path = tmp_path / artifact.name
    path.write_bytes(artifact.data)
    with chromium(tmp_path / "profile") as browser:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": CLOCK})
        browser.get(f"{path.as_uri()}#/test")
        page = Page(browser)
        page.click("Begin")
        page.keys("a", "m", "n", "c")
        page.run("pass(100)")
    with chromium(tmp_path / "profile") as browser:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": CLOCK})
        browser.get(f"{path.as_uri()}#/test")
        page = Page(browser)
        assert "Begun: 1 answered, 2 minutes left." in page.text("[data-view=test]")
        page.click("Go on")
        assert (title(page), page.text("[data-part=time]")) == ("Question 2 of 2", "2:20")
        page.keys("a")
        submit(page)
        assert title(page) == "2 of 2 right: 100 %"


@pytest.mark.parametrize("trouble", [BLOCKED, FULL])
def test_without_storage_it_can_be_sat_too(site, mini, clock, trouble):
    clock(trouble)
    page = begun(site, mini)
    page.keys("a", "n", "b")
    page.go("#/read")
    page.go("#/exam/form-1")
    submit(page)
    assert title(page) == "1 of 2 right: 50 %"
    assert "does not keep your progress" in page.text("[data-part=storage]")


def test_the_score_is_by_domain_and_task(site, mini):
    page = begun(site, mini)
    page.keys("b", "n", "a", "c")
    submit(page)
    rows = page.run("return [...document.querySelectorAll('.scores tbody tr')].map(row => row.innerText.trim())")
    assert [" ".join(row.split()) for row in rows] == [
        "1 Ingestion and Transformation 0 of 1",
        "1.1 Perform ingestion 0 of 1",
        "2 Security and Governance 1 of 1",
        "2.1 Authorize 1 of 1",
    ]


def test_misses_are_reviewed_learnt_and_searched_in_anki(site, mini):
    page = begun(site, mini)
    page.keys("d", "n", "a", "c")
    submit(page)
    review = reviewed(page)
    assert "museum" not in review
    for told in ("The bookmark is saved at that call.", "Firehose takes records & no files.", "one more thing to run",
                 "What decides: “read new files only”", "your answer", "docs.aws.amazon.com › monitor-continuations"):  # fmt: skip
        assert told in review
    search = page.run("return document.querySelector('[data-view=result] textarea').value")
    assert search == '"tag:mini::*" (Id:glue-bookmark OR Id:firehose-name)'
    page.run("const link = document.querySelector('.review a[href=\"#firehose-name\"]'); link.focus(); link.click()")
    page.go("#firehose-name")
    assert page.run("return document.activeElement.id") == "firehose-name"
    page.go("#/result/form-1")
    assert page.run("return document.activeElement.getAttribute('href')") == "#firehose-name"
    page.run("document.querySelector('input[value=all]').click()")
    assert "museum" in reviewed(page)
    page.click("Learn them here")
    assert page.text("[data-part=left]") == "2 missed"


def test_results_stand_in_the_picture_of_progress(site, mini):
    page = begun(site, mini)
    submit(page)
    page.run("pass(86400, 86400)")
    page.go("#/test")
    page.click("Begin")
    page.keys("a")
    submit(page)
    page.go("#/record")
    cells = page.run("return [...document.querySelectorAll('[data-view=record] tr:has(a)')].map(row => row.innerText)")
    assert [" ".join(row.split()) for row in cells] == [
        "29 Nov 2026 Mock exam 1 – mini 1 of 2 50 % 1 min",
        "28 Nov 2026 Mock exam 1 – mini 0 of 2 0 % 1 min",
    ]
    assert page.run("return document.querySelectorAll('.plot .point').length") == 2
    assert [len(one["answers"]) for one in page.progress()["results"]] == [0, 1]  # only the last one is reviewed


def test_an_answer_to_another_text_is_none(site, mini):
    page = begun(site, mini)
    page.keys("a", "n", "a", "c")
    page = site(changed_exam(FIRST, stem="Another story. Read new files only."), "#/test", keep=True)
    assert "Begun: 1 answered" in page.text("[data-view=test]")
    page.click("Go on")
    page.keys("p", "a")
    submit(page)
    assert title(page) == "2 of 2 right: 100 %"
    page = site(mini, "#/result/form-1", keep=True)
    page.run("document.querySelector('input[value=all]').click()")
    assert "✗ changed since" in reviewed(page)


def test_a_sitting_can_be_thrown_away(site, browser, mini):
    page = begun(site, mini)
    page.keys("a", "o")
    page.click("Throw")
    browser.switch_to.alert.dismiss()
    assert title(page) == "Before you submit"
    page.click("Throw")
    browser.switch_to.alert.accept()
    assert "Begun" not in page.text("[data-view=test]")
    assert page.progress()["sittings"] == {}
    page.go("#/exam/form-1")
    page.run("return new Promise(done => requestAnimationFrame(done))")
    assert page.run("return document.body.dataset.showing") == "test"


def test_a_sitting_that_another_tab_ended_is_left(site, mini):
    page = begun(site, mini)
    page.run(
        "const kept = JSON.parse(localStorage.getItem('dea-export:mini')); kept.sittings = {};"
        "localStorage.setItem('dea-export:mini', JSON.stringify(kept));"
        "dispatchEvent(new StorageEvent('storage', {key: 'dea-export:mini'}));"
        "return new Promise(done => setTimeout(done, 1500))"
    )
    assert page.run("return document.body.dataset.showing") == "test"
    assert page.progress()["sittings"] == {}


def test_an_older_file_brings_back_no_exam_that_is_over(site, browser, mini, tmp_path):
    page = begun(site, mini)
    page.keys("a", "n")
    path = tmp_path / "older.json"
    path.write_text(json.dumps(page.progress()), encoding="utf-8")
    submit(page)
    page = site(mini, "#/record", keep=True)
    browser.find_element("css selector", "input[type=file]").send_keys(str(path))
    page.await_words("[data-part=imported]", "Taken up")
    assert (page.progress()["sittings"], len(page.progress()["results"])) == ({}, 1)


def test_a_file_of_progress_holds_the_exams(site, mini):
    page = begun(site, mini)
    page.keys("a")
    submit(page)
    page.go("#/test")
    page.click("Begin")
    page.keys("a", "n")
    kept = page.progress()
    page = site(mini, "#/record")
    spoilt = {
        **kept,
        "results": [*kept["results"], {"exam": 1}, None],
        "sittings": {**kept["sittings"], "x": {"at": "y"}},
    }
    page.run("localStorage.setItem('dea-export:mini', arguments[0])", json.dumps(spoilt))
    page = site(mini, "#/exam/form-1", keep=True)
    assert title(page) == "Question 2 of 2"
    page.keys("a")
    now = page.progress()
    assert (now["results"], list(now["sittings"])) == (kept["results"], ["form-1"])


def test_progress_of_a_page_that_had_no_exams_is_taken_up(site, mini):
    page = site(mini, "#/test")
    known = {"glue-bookmark": {"digest": "old", "cards": {"1": [3, 20000, 1, 19990]}}}
    old = {"format": 1, "facts": known, "misses": {"role-vs-user": 19999}, "rounds": []}
    page.run("localStorage.setItem('dea-export:mini', arguments[0])", json.dumps(old))
    page = site(mini, "#/test", keep=True)
    page.click("Begin")
    assert page.progress() == {**old, "recalls": {}, "results": [], "sittings": page.progress()["sittings"]}
    assert list(page.progress()["sittings"]) == ["form-1"]


def test_a_study_without_exams_says_nothing_of_them(site, mini):
    page = site(replace(mini, exams=()), "#/test")
    assert "Begin" not in page.text("[data-view=test]")
    page.go("#/record")
    assert "Mock" not in page.text("[data-view=record]")
