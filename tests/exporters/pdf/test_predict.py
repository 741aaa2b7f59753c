"""Line counts, glue and table columns."""

import pytest

from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.predict import lines, words
from dea_export.exporters.pdf.runs import Run, runs, to_html
from dea_export.markup import parse


def glued(text: str) -> str:
    return "".join(run.text for run in runs(parse(text, inline=True).root.children))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("keeps 24 h by default", "keeps 24\u00a0h by default"),
        ("≤ 10 MB a record", "≤\u00a010\u00a0MB a record"),
        ("1–128 MiB", "1\u2060–\u2060128\u00a0MiB"),
        ("size ≤ 5 GB", "size\u00a0≤\u00a05\u00a0GB"),
        ("worker G.2X", "worker G.\u20602X"),
        ("5 shards need 7 minutes", "5\u00a0shards need 7\u00a0minutes"),
        ("`.sync` waits", ".\u2060sync waits"),
        ("12 horses", "12 horses"),
    ],
)
def test_numbers_are_glued_to_their_units(text: str, printed: str):
    assert glued(text) == printed


def test_runs_keep_bold_and_code_and_become_html():
    found = runs(parse("**a** & `b<c`", inline=True).root.children)
    assert found == (Run("bold", "a"), Run("regular", " & "), Run("code", "b<c"))
    assert to_html(found) == "<b>a</b> &amp; <code>b&lt;c</code>"


def test_the_space_before_an_arrow_is_set_in_the_font_of_the_text():
    assert runs(parse("**a** → b", inline=True).root.children) == (Run("bold", "a "), Run("regular", "→ b"))


def counted(text: str, width: float, first: float = 0.0) -> int:
    return lines(words((Run("code", text),), fonts.metrics(), 1.0), width * fonts.metrics().width("code", "0"), first)


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        ("aaa bbb", 7, 1),
        ("aaa bbb", 6.9, 2),
        ("aaa bbb ccc", 3, 3),
        ("aaa-bbb", 4, 2),
        ("aaa/bbb", 4, 2),
        ("aaa\u00a0bbb", 7, 1),
        ("a" * 30, 10, 3),
        ("", 10, 1),
    ],
)
def test_lines_are_filled_greedily(text: str, width: float, count: int):
    assert counted(text, width) == count


def test_a_character_that_no_font_has_is_named():
    assert fonts.metrics().lacks("a日b→日") == ("日",)


def test_every_sign_the_sheet_uses_is_in_the_fonts():
    assert fonts.metrics().lacks("●○·→←↔≤≥×–—…✓✗\ufffd\u00a0µ") == ()
