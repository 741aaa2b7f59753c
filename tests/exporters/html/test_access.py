"""The study page for everybody: by finger and by keyboard, in large letters, calm, on paper."""

import base64
import io
from pathlib import Path

import pypdf
import pytest
from selenium.webdriver.support.ui import WebDriverWait

from dea_export.reading import load
from tests.support import studies
from tests.support.axe import findings
from tests.support.facts import study_text

VIEWS = ["read", "sheet", "signals", "learn", "test", "record", "exam/form-1", "result/form-1"]
TESTS = Path(__file__).parents[2]
TEMPLATES = Path(__file__).parents[3] / "templates" / "html"
SMALL = """
  const pressed = "button, select, summary, input:not([type=radio], [type=checkbox]), header nav a, label.choice";
  return [...document.querySelectorAll(pressed)].filter(one => one.checkVisibility()).map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
    .filter(([, {width, height}]) => Math.min(width, height) < 43.9).map(([html]) => html)"""
UNREACHED = "return [...document.querySelectorAll('.table')].filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth && one.tabIndex < 0).length"
OUTSIDE = """
  return [...document.querySelectorAll("body *")].filter(one => one.checkVisibility() && one.getBoundingClientRect().height)
    .filter(one => !one.closest("header, nav, main, footer, [role=search], [role=status]") && !one.contains(document.querySelector("main"))).map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def window(browser):
    """Sets the size of the window, and how many pixels of the device each of its pixels is."""

    def resize(width, height=700, scale=1):
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    yield resize
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def opened(site, study, view):
    """The page of a study that shows a view; of an exam there is a sitting, or a result."""
    page = site(study, "#/test")
    if "form" in view:
        page.click("Begin")
    if "result" in view:
        page.keys("a", "o")
        page.click("Submit now")
    page.go(f"#/{view}")
    return page


def printed(browser):
    paper = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    reader = pypdf.PdfReader(io.BytesIO(base64.b64decode(paper["data"])))
    return "\n".join(page.extract_text() for page in reader.pages)


@pytest.fixture(params=[(390, "dark"), (1280, "light")], ids=["phone by night", "laptop by day"])
def device(request, browser, window):
    """What somebody reads on, and when."""
    width, scheme = request.param
    window(width)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    yield
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.usefixtures("device")
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(site, browser, mini, view):
    page = opened(site, mini, view)
    assert findings(browser) == []
    if view == "learn":
        page.click("Show answer")
        assert findings(browser) == []
    if view == "test":
        page.click("Start")
        page.run("document.querySelector('[data-view=test] .options button').click()")
        assert findings(browser) == []


def test_axe_finds_nothing_at_a_table_wider_than_a_phone(site, browser, window):
    window(390)
    row = f"| {'x' * 40} | {{{{c1::{'y' * 40}}}}} |"
    table = f"- id: wide\n  text: |-\n    | a | b |\n    | --- | --- |\n    {row}\n"
    page = site(load(study_text(table).encode(), "a.yaml").study)
    page.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.run("return document.querySelector('.table').tabIndex") == 0
    assert findings(browser) == []


def test_axe_finds_nothing_at_a_tree_that_is_walked(site, browser, window):
    window(390)
    page = site(load((TESTS / "tree.yaml").read_bytes(), "tree.yaml").study)
    assert findings(browser) == []
    page.click("Step by step")
    assert findings(browser) == []


def test_axe_is_not_blind(site, browser, mini):
    site(mini).run("document.querySelector('nav').removeAttribute('aria-label'); document.documentElement.lang = ''; document.querySelector('h2').style.color = '#ccc'")  # fmt: skip
    assert {rule for rule, _ in findings(browser)} >= {"html-has-lang", "color-contrast"}


@pytest.mark.parametrize("view", VIEWS)
def test_fingers_hit_what_is_pressed(site, window, mini, view):
    window(390)
    assert opened(site, mini, view).run(SMALL) == []


@pytest.mark.parametrize("view", VIEWS)
def test_large_letters_fit(site, browser, window, mini, view):
    """A window of 1,280 pixels at 200 % is one of 640; letters alone can be twice as large, too."""
    window(640, 400, 2)
    page = opened(site, mini, view)
    assert page.run("return document.documentElement.scrollWidth") <= 640
    browser.execute_cdp_cmd("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    try:
        assert page.run("return getComputedStyle(document.documentElement).fontSize") == "32px"
        assert page.run("return document.documentElement.scrollWidth") <= 640
    finally:
        browser.execute_cdp_cmd("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "pt"])
def test_the_words_of_each_language_fit_a_small_phone(site, window, language):
    window(320)
    text = (TESTS / "mini.yaml").read_text(encoding="utf-8").replace("language: en", f"language: {language}", 1)
    page = site(load(text.encode(), "mini.yaml").study)
    for view in ("read", "sheet", "signals", "learn", "test", "record"):
        page.go(f"#/{view}")
        page.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert (view, page.run("return document.documentElement.scrollWidth")) == (view, 320)
        assert (view, page.run(UNREACHED)) == (view, 0)


@pytest.mark.parametrize("view", VIEWS)
def test_everything_stands_in_a_landmark(site, mini, view):
    page = opened(site, mini, view)
    assert page.run(OUTSIDE) == []
    assert page.run("return [...document.querySelectorAll('h1, main')].map(one => one.tagName)") == ["H1", "MAIN"]


def test_the_title_says_which_view_is_open(site, mini):
    page = site(mini)
    assert page.run("return document.title") == mini.study.title
    page.go("#/learn")
    assert page.run("return document.title") == f"Learn – {mini.study.title}"


def heard(browser):
    """Name and description of what has the focus, as a screen reader is told them."""
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    (node,) = [one for one in nodes if {"name": "focused", "value": {"type": "booleanOrUndefined", "value": True}} in one.get("properties", []) and one["role"]["value"] != "RootWebArea"]  # fmt: skip
    return node["name"]["value"], node.get("description", {}).get("value", "")


def test_a_screen_reader_is_told_the_next_card(site, browser, mini):
    page = site(mini, "#/learn")
    page.keys(" ", "2")
    name, description = heard(browser)
    assert name == "Card"
    assert " ".join(description.split()) == " ".join(page.text("[data-part=card]").split())


# What a screen reader says of itself when it changes: what did it, and what stands there then.
SAID = [
    ("#/read", "const words = document.querySelector('[name=words]'); words.value = 'bookmark'; words.dispatchEvent(new Event('input', {bubbles: true}))", "2 of 8 facts"),
    ("#/learn", "document.querySelector('[data-part=buttons] button').click(); document.querySelectorAll('[data-part=buttons] button')[1].click()", "0 due, 10 new today"),
    ("#gone-thing", "", "gone-thing is no longer learnt"),
    ("#/record", "const field = document.querySelector('input[type=file]'), list = new DataTransfer(); list.items.add(new File(['{}'], 'a.json')); field.files = list.files; field.dispatchEvent(new Event('change'))", "holds no progress"),
]  # fmt: skip


@pytest.mark.parametrize(("view", "does", "said"), SAID)
def test_a_screen_reader_is_told_what_changes(site, mini, view, does, said):
    page = site(mini, "#/record" if view != "#/record" else "#/read")
    page.run("""
        window.regions = [...document.querySelectorAll("[role=status], [aria-live=polite]")];
        location.hash = arguments[0]; dispatchEvent(new HashChangeEvent("hashchange"));
        regions.push(...document.querySelectorAll("[role=status], [aria-live=polite]"))""", view)  # fmt: skip
    page.run(does)
    heard = "return regions.filter(one => one.isConnected && one.checkVisibility()).map(one => one.innerText).join(' ')"
    WebDriverWait(page.browser, 10).until(lambda _: said in page.run(heard))


def test_nothing_moves():
    """Who asks for less motion gets what everybody gets."""
    moving = [path.name for path in TEMPLATES.iterdir() if any(word in path.read_text(encoding="utf-8") for word in ("transition:", "animation:", "smooth", ".animate("))]  # fmt: skip
    assert moving == []


def test_the_first_stop_of_the_keyboard_skips_to_the_content(site, mini):
    page = site(mini)
    page.keys("\ue004", "\ue007")  # Tab, Enter
    assert page.run("return document.activeElement.tagName") == "MAIN"
    page.keys("/", "b", "o", "o", "k", "m", "a", "r", "k")
    assert page.text("[data-part=found]") == "2 of 8 facts"


def test_paper_gets_what_is_found_and_nothing_to_press(site, browser, mini):
    page = site(mini)
    page.choose("kind", "steps")
    text = printed(browser)
    for word in ("Progress", "Search", "Filters", "of 8 facts"):
        assert word not in text
    assert [id_ in text for id_ in ("how-to-load", "glue-bookmark")] == [True, False]
    page.choose("kind", "")
    page.go("#/sheet")
    assert "job.commit()" in printed(browser)


def test_paper_gets_facts_that_the_window_has_not_reached(site, browser):
    page = site(studies.study(studies.facts(3, 300)))
    assert len(page.shown()) < 100
    text = printed(browser)
    assert [
        number for number in range(300) if f"fact-{number}\n" not in text + "\n" and f"fact-{number} " not in text
    ] == []


def test_few_facts_of_many_topics_fill_both_columns_of_paper(site, browser):
    topics = [f"  - title: Topic {number}\n    facts:\n      - id: fact-{number}\n        kind: statement\n        text: 'It is {{{{c1::{number} m}}}}.'\n        why: {'word ' * 60}\n" for number in range(20)]  # fmt: skip
    page = site(
        load(f"format: 1\nstudy: {{id: many, title: Many}}\ntopics:\n{''.join(topics)}".encode(), "a.yaml").study
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    sides = page.run("return [...document.querySelectorAll('article')].map(one => one.getBoundingClientRect().left < innerWidth / 3)")  # fmt: skip
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(sides) >= 10
    assert 0.4 < sum(sides) / len(sides) < 0.6


def test_paper_is_white_at_night_too(site, browser, mini):
    page = site(mini)
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": features})
    colours = page.run("const own = getComputedStyle(document.documentElement); return ['--back', '--text', '--key', '--d1'].map(name => own.getPropertyValue(name))")  # fmt: skip
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    assert colours == ["#ffffff", "#000000", "#b3121d", "#0a4f96"]


def test_the_buttons_of_a_long_card_are_under_the_thumb(site, window, mini):
    window(390, 420)
    page = site(mini, "#/learn")
    page.choose("kind", "choice")
    page.click("Show answer")
    page.run("scrollTo(0, 0)")
    tops = page.run("return [...document.querySelectorAll('[data-part=buttons] button')].map(one => one.getBoundingClientRect().bottom)")  # fmt: skip
    assert page.run("return document.documentElement.scrollHeight") > 700
    assert [0 < top <= 420 for top in tops] == [True, True]
