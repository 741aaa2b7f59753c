"""Japanese, Arabic and Hebrew in print: every letter in its shape and place, as Chromium has it; all else as in English."""

import base64
import json
import random
import re
from pathlib import Path

import page as page_validation
import pypdfium2
import pytest
from PIL import ImageChops, ImageFilter, ImageStat

from dea_export.exporters.api import Job
from dea_export.exporters.pdf import exporter, fonts, rendering
from dea_export.exporters.pdf.full.fact_html import FactWriter
from dea_export.exporters.resources import template_root
from dea_export.model.characters import MISSING
from dea_export.reading import load
from dea_export.typefaces import as_printed
from tests.support import pdf_forms
from tests.support.browser import chromium
from tests.support.exports import outputs

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("every_font"), pytest.mark.xdist_group("scripts")]

STUDIES = Path(__file__).parents[2] / "scripts"
LANGUAGES = ("ja", "ar", "he")
FAMILY = ("large", "numbers", "pairs")  # sheets beside the cheat sheet
POINTS, LINE, MARGIN, SCALE = 20, 1.5, 30, 2  # of the page below; pixels of a point
PAGE = f"""\
@page {{ size: 1200pt 900pt; margin: {MARGIN}pt }}
html {{ font-family: Sheet, Mono, Arabic, World, CJK; font-size: {POINTS}pt; line-height: {LINE} }}
body, p {{ margin: 0 }}
p {{ height: {LINE}em; white-space: nowrap }}
code {{ font-family: Mono, Sheet }}
"""
# What WeasyPrint does not know: code that is ordered for itself, and punctuation that moves together.
BROWSER = "code { direction: ltr; unicode-bidi: isolate } html { text-spacing-trim: space-all }"
# A text, then the end of its block or the begin of one within it. In those with signs of `Mono`, its wider spaces differ.
TEXT = re.compile(r"<(?:p|td|th|li)\b[^>]*>(.*?)(?=</?(?:p|td|th|li|table|tr|thead)\b)", re.DOTALL)
SIGNS = re.compile("[←→✓✗]")
STRIP, SHIFT = 40, 14  # pixels: how much of a line is compared at once, and how far it may lie beside its place
SAME = 0.18  # of the ink; the edges of letters alone make 0.1, another order of words 0.2 and more


def study(language):
    loaded = load((STUDIES / f"{language}.yaml").read_bytes(), f"{language}.yaml")
    assert loaded.study is not None, loaded.problems
    return loaded.study


def texts(study):
    """What the full edition says of facts, text by text."""
    writer = FactWriter(study, {})
    found = (text for fact in study.living for text in TEXT.findall(writer.fact(fact)))
    return [re.sub(r"</?a\b[^>]*>", "", text) for text in found if text.strip() and not SIGNS.search(text)]


def document(study, style=PAGE):
    lines = "".join(f"<p>{text}</p>" for text in texts(study))
    direction = ' dir="rtl"' if study.study.direction == "rtl" else ""
    head = f'<meta charset="utf-8"><title>t</title><style>{style}</style>'
    return (
        f'<!doctype html><html lang="{study.study.language}"{direction}><head>{head}</head><body>{lines}</body></html>'
    )


def faces(html, language):
    """The fonts of the document for a browser."""
    folder = fonts.font_folder()
    files = [
        (family, bold, (folder / f"{family.lower()}-{'bold' if bold else 'regular'}.ttf").read_bytes())
        for family in ("Sheet", "Mono")
        for bold in (False, True)
    ]
    files += [(font.family, number % 2 == 1, font.data) for number, font in enumerate(fonts.cut_fonts(html, language))]
    return "".join(
        f"@font-face {{ font-family: {family}; font-weight: {700 if bold else 400}; "
        f"src: url(data:font/ttf;base64,{base64.b64encode(data).decode()}) }}\n"
        for family, bold, data in files
    )


def rows(pdf, count):
    """The lines of a page, as pictures of their ink."""
    (page,) = pypdfium2.PdfDocument(pdf)
    whole = ImageChops.invert(page.render(scale=SCALE).to_pil().convert("L"))
    high = POINTS * LINE * SCALE
    tops = [MARGIN * SCALE + number * high for number in range(count)]
    return [whole.crop((0, round(top), whole.width, round(top + high))) for top in tops]


def difference(one, two):
    """How much of the ink lies elsewhere, when each part of a line may lie a little beside its place."""
    one, two = (row.filter(ImageFilter.GaussianBlur(2 * SCALE)) for row in (one, two))
    parts = [(left, 0, left + STRIP, one.height) for left in range(SHIFT, one.width - STRIP - SHIFT, STRIP)]
    found = [
        min(_moved(one, two, part, shift) for shift in range(-SHIFT, SHIFT + 1)) for part in parts if _ink(one, part)
    ]
    return sum(found) / max(1.0, sum(_ink(one, part) for part in parts))


def _ink(row, part):
    return ImageStat.Stat(row.crop(part)).sum[0]


def _moved(one, two, part, shift):
    left, top, right, bottom = part
    moved = two.crop((left + shift, top, right + shift, bottom))
    return ImageStat.Stat(ImageChops.difference(one.crop(part), moved)).sum[0]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def printed(html, count):
    with rendering.render(html) as rendered:
        return rows(rendered.write(), count)


def shown(html, count, browser, path):
    path.write_text(html, encoding="utf-8")
    browser.get(path.as_uri())
    wanted = {"preferCSSPageSize": True, "printBackground": True}
    return rows(base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", wanted)["data"]), count)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_have_the_shapes_and_places_that_chromium_gives_them(language, browser, tmp_path, monkeypatch):
    one = study(language)
    said = texts(one)
    assert len(said) > 9
    html = as_printed(document(one))
    for_browser = html.replace("<style>", f"<style>{faces(html, language)}{BROWSER}")
    theirs = shown(for_browser, len(said), browser, tmp_path / "page.html")
    found = map(difference, printed(html, len(said)), theirs)
    assert {text: share for text, share in zip(said, found, strict=True) if share > SAME} == {}
    if one.study.direction == "rtl":  # the comparison sees what is put right
        monkeypatch.setattr(rendering, "order_lines", lambda html: html)
        assert difference(printed(html, 1)[0], theirs[0]) > SAME


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_editions_exams_and_cards_are_whole_accessible_and_the_same_every_time(language):
    one = study(language)
    made = outputs(one, {"pdf", "exam", "cards"}, without=("letter", "mono", *FAMILY))
    assert len(made) == 5
    for name, pdf in made.items():
        report = page_validation.validate_pdf_bytes(pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
        assert report.is_compliant, (name, report)
        assert MISSING not in pdf_forms.words(pdf)
    full = outputs(one, {"pdf"}, without=("letter", "sheet", *FAMILY))
    assert full.items() <= made.items()
    assert len(pypdfium2.PdfDocument(made[f"{one.study.id}-cheatsheet-a4.pdf"])) == 1


def test_the_index_says_what_a_service_was_called():
    (full,) = outputs(study("ja"), {"pdf"}, without=("letter", "sheet", *FAMILY)).values()
    assert "直轄河川" in pdf_forms.words(full)


@pytest.mark.parametrize(("language", "families"), [("ja", {"CJK", "World"}), ("ar", {"Arabic"}), ("he", set())])
def test_only_the_fonts_that_a_study_needs_are_in_its_pdfs(language, families):
    (sheet,) = outputs(study(language), {"pdf"}, without=("letter", "mono", "full", *FAMILY)).values()
    assert {name.split("-")[0] for name in pdf_forms.fonts(sheet)} - {"Sheet", "Mono"} == families


WORDS = {
    "ja": [
        "水",
        "は",
        "一気圧",
        "の",
        "もと",
        "で",
        "凍り",
        "、",
        "沸騰",
        "する",
        "「",
        "信濃川",
        "」",
        "（",
        "367",
        "km",
        "）",
        "流域面積",
        "が",
        "日本一",
        "。",
        "カタカナー",
        "っと",
        "S3",
        "ゃ",
        "長野県",
        "では",
        "千曲川",
        "と",
        "呼ばれる",
    ],
    "ar": [
        "الصفحة",
        "حجمها",
        "8",
        "KB،",
        "وأمر",
        "القراءة",
        "في",
        "خدمةٌ",
        "مستقلة",
        "بحث",
        "أسرع",
        "كتابة",
        "أبطأ",
        "ومكان",
        "أكبر",
        "على",
        "القرص",
        "(2006)",
        "للعملاء",
        "الآن",
    ],
    "hi": [
        "क्षत्रिय",
        "विज्ञान",
        "में",
        "प्रकाश",
        "की",
        "गति",
        "तीन",
        "लाख",
        "किलोमीटर",
        "प्रति",
        "सेकंड",
        "है",
        "और",
        "श्रृंखला",
        "कृष्ण",
        "पृथ्वी",
    ],
}


@pytest.mark.parametrize("language", WORDS)
def test_the_lines_of_a_sheet_are_foreseen(language):
    chance, glue = random.Random(3), "" if language == "ja" else " "
    says = [glue.join(chance.choices(WORDS[language], k=chance.randint(6, 28))) for _ in range(60)]
    facts = [
        {
            "id": f"f-{number}",
            "kind": "question",
            "prompt": "a?",
            "answer": "b",
            "sheet": {"text": f"**x** {text}", "priority": "must"},
        }
        for number, text in enumerate(says)
    ]
    made = {
        "format": 1,
        "study": {"id": "x", "title": "x", "language": language},
        "topics": [{"title": "x", "facts": facts}],
    }
    loaded = load(json.dumps(made).encode(), "x.yaml").study
    (artifact,) = exporter.export(loaded, Job("x", template_root(), "sheet-a4"))
    assert artifact.figures["passes"] == 1
