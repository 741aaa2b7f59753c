"""Six views as pictures: phone and laptop, day and night, compared a quarter of their size, with tolerance.

The letters are those that the PDFs bring along, so that no machine's own fonts decide where a line ends.
"""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

import dea_export
from tests.conftest import GOLDEN, SEEN

FONTS = Path(dea_export.__file__).parent / "fonts"
DIFFERENCES = Path(__file__).parents[2] / "differences"
SMALLER = 4  # pixels of the screen a pixel of the picture
VISIBLE = 24  # of 255 that a pixel may be lighter or darker: how letters are smoothed differs between versions
TOLERATED = 0.02  # of the pixels: 1.4 % differ where letters stand on whole pixels, 3.2 % without headings
DAY = """
  const Day = Date, now = Day.UTC(2026, 10, 28, 12);
  globalThis.Date = class extends Day {
    constructor(...given) { super(...(given.length ? given : [now])) }
    static now() { return now }
  };
  Math.random = () => 0;
"""
LETTERS = """
  const done = arguments[arguments.length - 1];
  const style = document.createElement("style");
  style.textContent = "* { font-family: Letters !important } :is(code, pre), :is(code, pre) * { font-family: Code !important }";
  document.head.append(style);
  const loaded = Object.entries(arguments[0]).map(([name, [family, weight]]) => [family, weight, arguments[1][name]]).map(([family, weight, data]) =>
    new FontFace(family, Uint8Array.from(atob(data), sign => sign.charCodeAt(0)), {weight}).load());
  Promise.all(loaded).then(faces => { faces.forEach(face => document.fonts.add(face)); requestAnimationFrame(() => requestAnimationFrame(() => done(faces.length))) });
"""
FACES = {
    "sheet-regular.ttf": ("Letters", "400"),
    "sheet-bold.ttf": ("Letters", "700"),
    "mono-regular.ttf": ("Code", "400"),
    "mono-bold.ttf": ("Code", "700"),
}
KNOWN = """
  const texts = JSON.parse(document.querySelector("[data-part=data]").textContent), [day, kept] = [Math.floor(Date.UTC(2026, 10, 28) / 864e5), {format: 1, facts: {}, misses: {}}];
  const every = texts.domains.flatMap(one => one.topics).flatMap(one => one.facts);
  every.slice(0, 6).forEach((fact, i) => { kept.facts[fact.id] = {digest: fact.digest, cards: Object.fromEntries(fact.cards.map(card => [card, [i, day + i - 2, 1, day - 9]]))} });
  kept.recalls = {[every[0].id]: [4, 2], [every[1].id]: [2, 0]};
  kept.results = [1, 2, 1].map((right, i) => ({exam: texts.exams[0].id, day: day - 9 + i, at: i, seconds: 90, right, asked: 2, answers: {}, flags: []}));
  localStorage.setItem("dea-export:mini", JSON.stringify(kept));
"""
PHONE, LAPTOP = (390, 844), (1280, 800)
VIEWS = {  # name -> window, colours, address, what is pressed
    "read": (LAPTOP, "light", "", []),
    "sheet": (LAPTOP, "dark", "#/sheet", []),
    "card": (PHONE, "dark", "#/learn", ["Show answer"]),
    "exam": (LAPTOP, "light", "#/test", ["Begin"]),
    "result": (PHONE, "light", "#/test", ["Begin", "Submit", "Submit now"]),
    "record": (PHONE, "dark", "#/record", []),
}


@pytest.fixture
def look(site, browser, mini):
    """A view as a small grey picture."""
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": DAY})["identifier"]
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    fonts = {name: base64.b64encode((FONTS / name).read_bytes()).decode() for name in FACES}

    def take(name, spoil=""):
        (width, height), colours, address, pressed = VIEWS[name]
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        media = {"features": [{"name": "prefers-color-scheme", "value": colours}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        page = site(mini, address)
        if name == "record":
            page.run(KNOWN)
            page = site(mini, address, keep=True)
        for words in pressed:
            page.click(words)
        assert browser.execute_async_script(LETTERS, FACES, fonts) == len(FACES)
        page.run("const style = document.createElement('style'); style.textContent = arguments[0]; document.head.append(style)", spoil)  # fmt: skip
        page.run("document.activeElement.blur(); scrollTo(0, 0)")
        picture = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("L")
        return picture.resize((width // SMALLER, height // SMALLER), Image.Resampling.BOX)

    yield take
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": added})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def differing(actual, expected):
    """The share of pixels that differ visibly."""
    histogram = ImageChops.difference(actual, expected).histogram()
    return sum(histogram[VISIBLE + 1 :]) / (actual.size[0] * actual.size[1])


@pytest.mark.parametrize("name", VIEWS)
def test_views_look_the_same(name, look, request):
    actual, path = look(name), GOLDEN / "page" / f"{name}.png"
    request.config.stash[SEEN].add(path)
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        actual.save(path, optimize=True)
    with Image.open(path) as picture:
        expected = picture.convert("L")
    share = differing(actual, expected)
    if share > TOLERATED:
        DIFFERENCES.mkdir(exist_ok=True)
        actual.save(DIFFERENCES / f"page-{name}-actual.png")
    assert share <= TOLERATED, f"{share:.2%} of {name} differs: look at tests/differences, then: pytest --update-golden"


@pytest.mark.parametrize(
    "spoil", ["article { padding: 0 }", "h2 { display: none }", ":root { --text: #bbbbbb }", "html { font-size: 17px }"]
)
def test_the_tolerance_is_not_blind(look, spoil):
    assert differing(look("read", spoil), look("read")) > TOLERATED
