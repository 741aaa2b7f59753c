"""Fonts of other scripts: what the extras bring, cut to the characters of a text, the same bytes every time."""

import io
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from dea_export.checking import check_study
from dea_export.exporters.pdf.fonts import font_folder
from dea_export.model.characters import MISSING
from dea_export.reading import load
from dea_export.typefaces import as_printed, find_extra, find_missing, find_typeface, installed_packages
from dea_export.typefaces.families import FAMILIES

SAMPLES = {
    "CJK": "日本語の文章、。",
    "Arabic": "كتاب مُحَمَّد",
    "Devanagari": "क्षत्रिय",
    "Thai": "น้ำ",
    "World": "ʃˈɪŋ ἄειδε",
    "Emoji": "🙂",
}
UNKNOWN = "𓀀"  # a hieroglyph


def study(text: str) -> bytes:
    return f"""\
format: 1
study: {{id: demo, title: Demo}}
topics:
  - title: One
    facts:
      - id: x
        kind: question
        prompt: What is this?
        answer: {text}
""".encode()


def hints(text: str) -> list[str | None]:
    return [problem.hint for problem in check_study(load(study(text), "f").study) if problem.code == "W412"]


@pytest.mark.usefixtures("every_font")
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_an_extra_prints_every_character_that_it_is_named_for(family):
    ends = [[int(end, 16) for end in block.split("-")] for block in family.blocks.split()]
    named = [chr(code) for first, last in ends for code in range(first, last + 1)]
    known = [char for char in named if unicodedata.category(char) not in {"Cn", "Cf"}]
    assert known
    assert find_missing(" ".join(known)) == ()


@pytest.mark.parametrize(("name", "text"), SAMPLES.items())
def test_without_its_extra_a_script_is_not_printed_and_the_extra_is_named(name, text):
    extra = next(family.extra for family in FAMILIES if family.name == name)
    (hint,) = hints(text)
    assert MISSING in as_printed(text)
    assert hint.startswith(f"pip install 'dea-export[{extra}]'")


def test_one_command_brings_all_extras_that_a_text_needs():
    (hint,) = hints("日 क 𓀀")
    assert hint == "pip install 'dea-export[fonts,fonts-cjk]' brings fonts that print 日क"


@pytest.mark.usefixtures("every_font")
def test_with_the_extras_nothing_is_said_but_of_what_no_font_has():
    assert hints(" ".join(SAMPLES.values())) == []
    (hint,) = hints(UNKNOWN)
    assert "pip" not in hint
    assert find_extra("日") is None


@pytest.mark.usefixtures("every_font")
@pytest.mark.parametrize(("name", "text"), SAMPLES.items())
@pytest.mark.parametrize("bold", [False, True])
def test_a_cut_font_is_static_small_and_the_same_every_time(name, text, bold):
    typeface = find_typeface(text[0])
    data = typeface.cut(text, "ja", bold=bold)
    assert data == typeface.cut(reversed(text), "ja", bold=bold)
    assert len(data) < 40_000
    font = TTFont(io.BytesIO(data))
    assert not {"fvar", "CFF2", "avar"} & {*font.keys()}
    assert {*map(ord, text)} <= {*font.getBestCmap(), 0x20} | {ord(char) for char in text if not find_typeface(char)}
    assert font["name"].getDebugName(1) == name
    assert font["OS/2"].usWeightClass == (700 if bold else 400)


@pytest.mark.usefixtures("every_font")
def test_a_line_of_two_fonts_is_as_high_as_of_one():
    ours = TTFont(font_folder() / "sheet-regular.ttf")
    theirs = TTFont(io.BytesIO(find_typeface("日").cut("日", "ja", bold=False)))
    for name in ("ascent", "descent"):
        heights = [getattr(font["hhea"], name) / font["head"].unitsPerEm for font in (ours, theirs)]
        assert heights[0] == pytest.approx(heights[1], abs=0.001)


@pytest.mark.usefixtures("every_font")
def test_chinese_japanese_and_korean_have_their_own_shapes_of_a_sign():
    shapes = {
        language: find_typeface("骨").cut("骨直", language, bold=False) for language in ("ja", "ko", "zh", "zh-TW")
    }
    assert len({*shapes.values()}) == len(shapes)
    assert find_typeface("骨").cut("骨直", "de", bold=False) == shapes["ja"]
    assert find_typeface("骨").cut("骨直", "zh-Hant-HK", bold=False) == shapes["zh-TW"]


@pytest.mark.usefixtures("every_font")
def test_letters_are_as_wide_as_they_are_joined():
    arabic = find_typeface("ب")
    alone, joined = arabic.advances("ب", bold=False), arabic.advances("ببب", bold=False)
    assert sum(joined) < 3 * sum(alone)
    assert find_typeface("日").advances("日本", bold=True) == [1.0, 1.0]
    assert find_typeface("क").advances("क्ष", bold=False)[1:] == [0.0, 0.0]  # one sign of three characters


def test_what_prints_is_part_of_what_a_build_hangs_on(request):
    assert installed_packages() == ()
    request.getfixturevalue("every_font")
    assert {"uharfbuzz", "manimgx-fonts-cjk"} <= {*installed_packages()}
