"""Cards on the study page: asked, answered, kept by the browser, and back when they are due or corrected."""

import pytest

from dea_export.reading import load
from tests.support.facts import study_text
from tests.support.study_page import wild_study

BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


def test_the_keyboard_alone_learns(site, mini):
    page = site(mini, "#/learn")
    assert "[a call]" in page.text("[data-part=card]")
    assert page.text("[data-part=left]") == "0 due, 11 new today"
    first = page.text("[data-part=card]")
    page.keys(" ")
    assert "[a call]" not in page.text("[data-part=card]")
    page.keys("2")
    assert page.text("[data-part=card]") != first
    assert page.text("[data-part=left]") == "0 due, 10 new today"
    page.keys(" ", "1")
    assert page.text("[data-part=left]") == "1 due, 9 new today"
    boxes = [card[0] for known in page.progress()["facts"].values() for card in known["cards"].values()]
    assert sorted(boxes) == [0, 1]


def test_progress_stays_and_what_is_due_comes_back(site, browser, mini):
    page = site(mini, "#/learn")
    page.keys(" ", "2")
    (learnt,) = page.progress()["facts"]
    page = site(mini, "#/learn", keep=True)
    assert page.text("[data-part=left]") == "0 due, 10 new today"
    tomorrow = (
        "const now = Date.now; const D = Date; Date.now = () => now() + 86400000;"
        "globalThis.Date = class extends D { constructor(...a) { super(...(a.length ? a : [D.now()])) } static now() { return D.now() } }"
    )
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": tomorrow})
    try:
        page = site(mini, "#/learn", keep=True)
        assert page.text("[data-part=left]") == "1 due, 10 new today"
        page.keys(" ")
        assert page.text("[data-part=card] .place a") == learnt
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def test_a_corrected_fact_is_marked_and_comes_back(site, mini):
    page = site(mini, "#/learn")
    for _ in range(11):
        page.keys(" ", "2")
    assert page.text("[data-part=left]") == "0 due, 0 new today"
    newer = wild_study(how_to_load={"why": "It is faster."}, role_vs_user={"rank": 3})
    page = site(newer, "#/learn", keep=True)
    assert page.text("[data-part=left]") == "2 due, 0 new today"
    assert "Changed since you learnt it" in page.text("[data-part=card]")
    page.go("#how-to-load")
    assert "Changed since you learnt it" in page.text("#how-to-load")
    page.go("#/learn")
    page.run("document.activeElement.blur()")
    page.keys(" ", "2", " ", "2")
    assert page.text("[data-part=left]") == "0 due, 0 new today"
    page.go("#/read")
    assert "Changed since" not in page.text("#how-to-load")


def test_options_are_picked_and_explained(site, mini):
    page = site(mini, "#/learn")
    page.choose("kind", "choice")
    assert page.run("return document.querySelectorAll('.options button').length") == 3
    right = page.run(
        "return 1 + [...document.querySelectorAll('.options button')].findIndex(b => b.innerText.includes('profile'))"
    )
    page.keys(str(right))
    assert "Right." in page.text("[data-part=card]")
    assert "the key leaks with the code" in page.text("[data-part=card]")
    page.keys(" ")
    assert page.progress()["facts"]["pick-a-key"]["cards"]["1"][0] == 1


def test_a_gap_within_a_formula_is_hidden_and_shown(site):
    page = site(load(study_text(r"text: 'Mass: \(E = {{c1::m c^2}} + x\)'").encode(), "a.yaml").study, "#/learn")
    assert page.text("[data-part=card]") == "Mass: E = [...] + x"
    page.keys(" ")
    assert page.text("[data-part=card] .gap") == "m c²"


def test_a_gap_within_a_drawn_formula_is_hidden_and_shown(site):
    text = r"text: 'Speed: \(v = \frac{ {{c1::s::way}} }{t}\)'"
    page = site(load(study_text(text).encode(), "a.yaml").study, "#/learn")
    hidden = "const one = document.querySelector('[data-part=card] mfrac').firstChild; return "
    assert page.run(hidden + "one.textContent") == "[way]"
    assert page.run(hidden + "one.getBoundingClientRect().height") > 5  # drawn, not only there
    page.keys(" ")
    assert page.run("return document.querySelector('[data-part=card] .gap').textContent") == "s"


@pytest.mark.parametrize("trouble", [BLOCKED, FULL])
def test_a_browser_that_keeps_nothing_says_so_and_works(site, browser, mini, trouble):
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": trouble})
    try:
        page = site(mini, "#/learn")
        page.keys(" ", "2")
        assert page.text("[data-part=left]") == "0 due, 10 new today"
        assert "does not keep your progress" in page.text("[data-part=storage]")
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
