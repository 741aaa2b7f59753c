"""What a learner forgets, told by the page's own data: by domain, as a filter, as cards, on paper, as an Anki search."""

import json

import pytest

LATER = """
  const Day = Date;
  globalThis.Date = class extends Day {
    constructor(...given) { super(...(given.length ? given : [Day.now() + DAYS * 86400000])) }
    static now() { return Day.now() + DAYS * 86400000 }
  };
"""


@pytest.fixture
def on_day(site, browser, mini):
    """Opens the page as it is some days later."""
    added = []

    def show(days, hash_, keep=True):
        for script in added:
            browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
        source = {"source": LATER.replace("DAYS", str(days))}
        added[:] = [browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)]
        return site(mini, hash_, keep=keep)

    yield show
    for script in added:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def forgetful(on_day):
    """Three cards known on the first day; the next day the first is forgotten, the others are not."""
    page = on_day(0, "#/learn", keep=False)
    page.keys(" ", "2", " ", "2", " ", "2")
    page = on_day(1, "#/learn")
    page.keys(" ")
    weak = page.text("[data-part=card] .place a")
    page.keys("1", " ", "2", " ", "2")
    return page, weak


def test_what_is_forgotten_on_a_later_day_is_counted_by_domain(on_day):
    page, weak = forgetful(on_day)
    assert page.progress()["recalls"][weak][1] == 1
    assert sum(counts[0] for counts in page.progress()["recalls"].values()) == 3
    page.go("#/record")
    assert "What you forget most" in page.text("[data-view=record]")
    table = page.run("return document.querySelectorAll('[data-view=record] table')[1].innerText")
    assert table.split("\n")[0].split() == ["Domain", "asked", "again", "forgotten", "Share"]
    assert table.split("\n")[1:] == ["1 Ingestion\t2\t1\t50 %", "2 Security\t1\t0\t0 %"]
    assert (
        page.run("return document.querySelector('[data-view=record] textarea').value") == f'"tag:mini::*" (Id:{weak})'
    )


def test_what_is_asked_again_on_the_same_day_says_nothing(on_day):
    page = on_day(0, "#/learn", keep=False)
    page.keys(" ", "1", " ", "2", " ", "1")
    assert page.progress()["recalls"] == {}
    page.go("#/record")
    assert "What you forget most" not in page.text("[data-view=record]")


def test_the_weakest_are_a_filter_to_read_and_print(on_day):
    page, weak = forgetful(on_day)
    page.go("#/record")
    page.click("Read or print")
    page.go("#/read")
    assert page.shown() == [weak]
    assert page.run("return document.querySelector('[name=mine]').selectedOptions[0].text") == "my weakest"
    for value, count in (("due", 1), ("unmet", 5), ("", 8)):
        page.choose("mine", value)
        assert (value, len(page.shown())) == (value, count)


def test_the_weakest_are_learnt_until_they_are_known_for_the_day(on_day):
    page, weak = forgetful(on_day)
    page.go("#/record")
    page.click("Learn them")
    page.go("#/learn")
    cards = int(page.text("[data-part=left]").split()[0])
    assert page.text("[data-part=left]") == f"{cards} of your weakest"
    for _ in range(cards):
        page.keys(" ", "2")
    assert page.text("[data-part=card]") == "Nothing weak is left for today."
    page = on_day(2, "#/learn")
    page.run("location.hash = '#/record'")
    assert weak in page.run("return document.querySelector('[data-view=record] textarea').value")


def test_what_was_missed_in_a_test_is_weak_too(on_day):
    page = on_day(0, "#/test", keep=False)
    page.click("Start")
    page.run("[...document.querySelectorAll('.options button')].find(one => one.innerText.includes('code')).click()")
    page.go("#/read")
    page.choose("mine", "weak")
    assert page.shown() == ["pick-a-key"]


def test_the_file_of_progress_holds_it_and_nonsense_is_left_out(site, on_day, mini):
    page, weak = forgetful(on_day)
    kept = page.progress()
    spoilt = {**kept, "recalls": {**kept["recalls"], "x": "y", "z": [1], "q": [1, None]}}
    page.run("localStorage.setItem('dea-export:mini', arguments[0])", json.dumps(spoilt))
    page = site(mini, "#/record", keep=True)
    page.run("document.querySelector('[data-view=record] details')?.open")
    page.go("#/learn")
    page.keys(" ", "2")
    assert set(page.progress()["recalls"]) == set(kept["recalls"])
    assert page.progress()["recalls"][weak][1] == 1
