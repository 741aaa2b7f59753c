"""Cards as a learner sees them: rendered by the real backend, shown by a real browser at a phone's width."""

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from dea_export.exporters.anki.card_sides import render_sides
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.anki.preview import render_preview, show_notes
from dea_export.exporters.api import Job
from dea_export.simulation.learner import Learner
from tests.support.backend import shown
from tests.support.browser import chromium
from tests.support.releases import TEMPLATES, Publisher

WIDTH, HEIGHT = 390, 640
GOLDEN = Path(__file__).parents[2] / "golden" / "anki" / "cards"
FAILED = Path(__file__).parents[3] / ".pytest_cache" / "cards"
TOLERANCE = 0.02  # of the pixels may differ by more than NOTICEABLE: fonts differ a little between machines
NOTICEABLE = 48
KINDS = {
    "statement": "glue-bookmark", "code": "glue-code", "question": "firehose-name", "compare": "role-vs-user",
    "chain": "s3-to-lambda", "steps": "how-to-load", "choice": "pick-a-key",
}  # fmt: skip
# As the reviewer of AnkiDroid and of the desktop have it around a card.
REVIEWER = "body{margin:0} pre,li{text-align:left} img{max-width:100%;max-height:95vh} #qa{overflow-wrap:break-word}"


@pytest.fixture(scope="module")
def author(tmp_path_factory):
    made = Publisher(tmp_path_factory.mktemp("deck"))
    made.content["study"]["repository"] = "https://example.org/notes"
    made.fact("glue-bookmark")["figure"] = {"file": "flow.png", "alt": "A job that commits its bookmark"}
    return made


@pytest.fixture(scope="module")
def picture():
    out = io.BytesIO()
    Image.new("RGB", (900, 200), (20, 120, 200)).save(out, "PNG")
    return {"flow.png": out.getvalue()}


@pytest.fixture(scope="module")
def deck(author, picture):
    return build_deck(author.study(), Job("mini", TEMPLATES, media=picture))


@pytest.fixture
def folder(deck, tmp_path):
    """Where a card is opened: its pictures lie beside it, as in Anki's media folder."""
    for name, data in deck.media.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture(scope="module")
def rendered(deck, tmp_path_factory):
    """Front and back of every card, as the real backend renders them, by fact and number."""
    from dea_export.exporters.anki.apkg import write_apkg

    path = tmp_path_factory.mktemp("package") / "mini.apkg"
    path.write_bytes(write_apkg(deck))
    with Learner() as learner:
        learner.take(path)
        cards = [learner.collection.get_card(id_) for id_ in learner.collection.find_cards("")]
        return {(card.note()["Id"], card.ord + 1): (card.question(), card.answer()) for card in cards}


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """One browser for all tests, as wide as a phone."""
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        opened.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": True},
        )
        yield opened


def show(browser, folder, html, *, night):
    """Opens a side as AnkiDroid's reviewer does: the card is the body."""
    mode = "nightMode night_mode" if night else ""
    document = (
        f'<!doctype html><html class="mobile android chrome {"night-mode" if night else ""}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><style>{REVIEWER}</style></head>'
        f'<body class="card card1 {mode}"><div id="qa">{html}</div></body></html>'
    )
    path = folder / "card.html"
    path.write_text(document, encoding="utf-8")
    browser.get(path.as_uri())


def forget(browser):
    """Empties the logs."""
    browser.get_log("browser")
    browser.get_log("performance")


def requests(browser):
    """Addresses that the page asked for, its own file aside."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    return [url for url in sent if not url.startswith(("data:", "file:", "chrome:"))]


def test_our_faces_are_those_of_the_backend(deck, rendered):
    ours = {
        (note.fields.values["Id"], number): (shown(front), shown(back))
        for note in deck.notes
        for number, front, back in render_sides(note, deck.looks[note.fields.kind])
    }
    assert ours == {card: (shown(front), shown(back)) for card, (front, back) in rendered.items()}


def test_every_card_is_quiet_fits_and_needs_no_network(browser, rendered, folder):
    forget(browser)
    for card, sides in rendered.items():
        for html in sides:
            show(browser, folder, html, night=True)
            assert browser.execute_script("return document.documentElement.scrollWidth") <= WIDTH, card
            wide = browser.execute_script(
                "return [...document.querySelectorAll('#qa *')].filter(e => e.getBoundingClientRect().right > innerWidth)"
                ".map(e => e.outerHTML)"
            )
            assert wide == [], card
    assert browser.get_log("browser") == []
    assert requests(browser) == []


CONTRAST = """
const lum = c => { const [r,g,b] = c.map(v => { v /= 255; return v <= .04045 ? v/12.92 : ((v+.055)/1.055)**2.4 });
  return .2126*r + .7152*g + .0722*b };
const rgb = s => s.match(/[\\d.]+/g).map(Number);
const under = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c.slice(0, 3) } return [255, 255, 255] };
const low = [];
for (const e of document.querySelectorAll('#qa *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
  if (!e.getClientRects().length || e.tagName === 'STYLE') continue;
  const [a, b] = [lum(rgb(getComputedStyle(e).color).slice(0, 3)), lum(under(e))];
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < 4.5) low.push(e.outerHTML.slice(0, 80) + ' ' + ratio.toFixed(2));
}
return low;
"""


def test_code_wraps_after_40_columns(browser, deck, folder):
    style = f"<style>{deck.looks['cloze'].css}</style>"
    heights = []
    for columns in (1, 40, 42):
        show(browser, folder, f'{style}<pre class="hl"><code>{"x" * columns}</code></pre>', night=False)
        heights.append(browser.execute_script("return document.querySelector('pre').offsetHeight"))
    one, forty, more = heights
    assert one == forty < more


@pytest.mark.parametrize("night", [False, True])
def test_text_has_contrast_as_rendered(browser, rendered, folder, night):
    for _, back in rendered.values():
        show(browser, folder, back, night=night)
        assert browser.execute_script(CONTRAST) == []


def test_the_options_wait_behind_their_hint(browser, rendered, folder):
    front, _ = rendered["pick-a-key", 1]
    show(browser, folder, front, night=False)
    text = "return document.querySelector('#qa').innerText"
    assert "instance profile" not in browser.execute_script(text)
    browser.execute_script("document.querySelector('a.hint').click()")
    assert "instance profile" in browser.execute_script(text)


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_card_looks_as_it_did(browser, rendered, folder, kind, night, request):
    """Front above back, as one picture. A failing comparison leaves three: wanted, found, difference."""
    sides = []
    for html in rendered[KINDS[kind], 1]:
        show(browser, folder, html, night=night)
        sides.append(Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB"))
    found = Image.new("RGB", (WIDTH, 2 * HEIGHT))
    for i, side in enumerate(sides):
        found.paste(side.resize((WIDTH, HEIGHT)), (0, i * HEIGHT))
    path = GOLDEN / f"{kind}-{'night' if night else 'day'}.png"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        found.quantize(32).save(path, optimize=True)
        return
    compare(found, path)


def compare(found, path):
    assert path.exists(), f"no golden picture {path.name}; run: pytest --update-golden"
    wanted = Image.open(path).convert("RGB")
    difference = ImageChops.difference(found, wanted).convert("L").point(lambda value: 255 if value > NOTICEABLE else 0)
    share = sum(1 for value in difference.tobytes() if value) / (WIDTH * 2 * HEIGHT)
    if share > TOLERANCE:
        FAILED.mkdir(parents=True, exist_ok=True)
        for name, picture in (("wanted", wanted), ("found", found), ("difference", difference)):
            picture.save(FAILED / f"{path.stem}-{name}.png")
        pytest.fail(f"{100 * share:.1f} % of {path.name} differ; three pictures are in {FAILED}")


def test_the_preview_shows_all_cards_and_filters_them(browser, author, deck, tmp_path):
    path = tmp_path / "preview.html"
    path.write_text(
        render_preview(author.study(), deck, show_notes(author.study(), deck, {"glue-bookmark"}), TEMPLATES),
        encoding="utf-8",
    )
    forget(browser)
    browser.get(path.as_uri())
    count = "return document.querySelector('output').textContent"
    assert browser.execute_script(count) == "8 of 8 notes"
    for name, value, left in (
        ("domain", "2", 2),
        ("kind", "steps", 2),
        ("rank", "1", 3),
        ("service", "iam", 2),
        ("changed", "yes", 1),
    ):
        found = browser.execute_script(
            f"const s = document.querySelector('select[name={name}]'); s.value = '{value}';"
            "s.dispatchEvent(new Event('input', {bubbles: true})); const t = document.querySelector('output').textContent;"
            "s.value = ''; s.dispatchEvent(new Event('input', {bubbles: true})); return t"
        )
        assert found == f"{left} of 8 notes", name
    assert browser.execute_script("return document.querySelectorAll('.phone').length") == 4 * 11
    assert browser.get_log("browser") == []
    assert requests(browser) == []
    assert not re.search(r'(?:src|href)="(?!data:|https://)', path.read_text(encoding="utf-8"))
