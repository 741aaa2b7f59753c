"""Whatever a study is written in, the PDFs print it or a sign of absence; nothing makes WeasyPrint complain."""

from html import escape

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dea_export.checking import check_study
from dea_export.exporters.api import Job
from dea_export.exporters.pdf import exporter, rendering
from dea_export.exporters.resources import template_root
from dea_export.model.characters import ALIKE, INVISIBLE, MISSING, PRINTED
from dea_export.model.study_texts import list_texts
from dea_export.reading.loader import load
from dea_export.typefaces import as_printed, find_missing
from tests.support import pdf_forms

STYLES = "font-family:Sheet,Mono", "font-family:Mono,Sheet;font-weight:700"
IN_PIECES = "ǍẍḿὰΆ"


def printed(text: str) -> bytes:
    body = "".join(f'<p style="{style}">{escape(text)}' for style in STYLES)
    with rendering.render(f'<html lang="en"><title>t</title>{body}') as rendered:
        return rendered.write()


@pytest.mark.parametrize("some", [PRINTED, ALIKE, INVISIBLE, IN_PIECES], ids=["fonts", "alike", "invisible", "pieces"])
def test_every_character_that_is_said_to_be_printed_is(some: frozenset[str]):
    text = " ".join(f"x{char}" for char in sorted(some))
    assert find_missing(text) == ()
    printed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thủ đô của Việt Nam là Hà Nội.",
        "Столиця України – Київ, її серце; ґанок, Ў, ђ",
        "Noțiuni și reguli",
        "שלום",
        "Größe, œuvre, Żółć, ŷ, ẞ",
        "№ 5′ 7″ ⅛ ⁺ ⁻ − ∈ ∅ ₚ",
        "Ω μ ά ΐ",
    ],
)
def test_the_languages_of_the_fonts_are_printed_as_written(text: str):
    shown = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed(text)))
    found = pdf_forms.squeeze(shown)
    expected = pdf_forms.squeeze(text)
    assert expected in found or "".join(reversed(expected)) in found  # PDFium has Hebrew as it is drawn


@pytest.mark.parametrize("style", STYLES)
def test_a_high_minus_is_high(style: str):
    heights = []
    for sign in "-⁻⁺":
        with rendering.render(f'<html lang="en"><title>t</title><p style="{style}">1{sign}</p>') as rendered:
            text = pypdfium2.PdfDocument(rendered.write())[0].get_textpage()
        _, low, _, high = text.get_charbox(1)
        heights.append((low + high) / 2)
    minus, high_minus, high_plus = heights
    assert high_minus == pytest.approx(high_plus, abs=0.2)
    assert high_minus > minus + 0.5


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("14\u202fjours\u202f!", "14\u00a0jours\u00a0!"),
        ("non\u2011official", "non\u2060-\u2060official"),
        ("a\u3000b", "a\u2003b"),
        ("soft\u00adhyphen", "softhyphen"),
        ("i\ufe0f", "i"),
        ("u\u0308ber", "über"),
        ("e\u0300\u0323", "ẹ\u0300"),
        ("a🚀b", f"a{MISSING}b"),
    ],
)
def test_what_the_fonts_lack_is_printed_as_its_like(written: str, shown: str):
    assert as_printed(written) == shown


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_no_text_makes_rendering_fail(text: str):
    printed(text)


TITLES = """\
format: 1
study:
  id: demo
  title: Field kit 🚀
  exam: 試験 guide
  language: en
  deck: デッキ
  edition: 版1
  repository: https://github.com/a/b
  disclaimer: 無保証
  license: 免許
abbreviations: {略: 語句, 皆: ""}
services:
  - id: s
    name: 名前
    short: 短
    formerly: [古]
domains:
  - id: all
    number: 1
    title: 領域
    short: 域
    weight: 100
    tasks: [{id: "1.1", title: 課題, skills: {1.1.1: 技}}]
    topics:
      - title: 話題
        facts:
          - id: x
            kind: question
            skill: 1.1.1
            services: [s]
            prompt: Which letter comes first?
            answer: The letter a
            sheet: {text: "**First** comes a", priority: must}
"""


def test_titles_that_cannot_be_printed_are_named_at_their_places_and_stop_no_exporter():
    study = load(TITLES.encode(), "f").study
    found = [problem for problem in check_study(study) if problem.code == "W412"]
    lines = TITLES.split("\n")
    said = [lines[problem.place.line - 1][problem.place.column - 1] for problem in found]
    assert "".join(said) == "🚀試版無免略語名短古領域課話"
    jobs = [Job("demo", template_root(), variant) for variant in exporter.variants]
    made = [artifact for job in jobs for artifact in exporter.export(study, job)]
    assert len(made) == 8  # it has neither numbers nor pairs
    for artifact in made:
        assert MISSING in pdf_forms.words(artifact.data)
        assert {*found} <= {*artifact.problems}


def test_the_list_of_titles_has_every_text_of_the_study():
    study = load(TITLES.encode(), "f").study
    assert "".join(str(one.text) for one in list_texts(study) if not one.text.isascii()).count("域") == 2
    unprinted = [one.text for one in list_texts(study) if not one.printed]
    assert [text for text in unprinted if not text.isascii() or "/" in text] == [
        "デッキ",
        "https://github.com/a/b",
        "皆",
        "技",
    ]
