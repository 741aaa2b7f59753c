"""Line counts, glue and table columns."""

import pytest

from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.sheet.lines import count_lines, split_words
from dea_export.exporters.pdf.styled_text import Span, spans_to_html, style_nodes
from dea_export.markup import parse


def glued(text: str) -> str:
    return "".join(run.text for run in style_nodes(parse(text, inline=True).root.children))


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
    found = style_nodes(parse("**a** & `b<c`", inline=True).root.children)
    assert found == (Span("bold", "a"), Span("regular", " & "), Span("code", "b<c"))
    assert spans_to_html(found) == "<b>a</b> &amp; <code>b&lt;c</code>"


def test_the_space_before_an_arrow_is_set_in_the_font_of_the_text():
    assert style_nodes(parse("**a** → b", inline=True).root.children) == (Span("bold", "a "), Span("regular", "→ b"))


def counted(text: str, width: float, first: float = 0.0) -> int:
    return count_lines(
        split_words((Span("code", text),), fonts.read_metrics(), 1.0),
        width * fonts.read_metrics().width("code", "0"),
        first,
    )


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
    assert fonts.read_metrics().lacks("a日b→日") == ("日",)


def test_every_sign_the_sheet_uses_is_in_the_fonts():
    assert fonts.read_metrics().lacks("●○·→←↔≤≥×–—…✓✗\ufffd\u00a0µ") == ()
