"""Line counts from the advances of the fonts."""

import pytest

from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.sheet.lines import count_lines, split_words
from dea_export.exporters.pdf.styled_text import Span


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


def test_every_sign_the_sheet_uses_is_in_the_fonts():
    assert {*"●○·→←↔≤≥×–—…✓✗\ufffd\u00a0µ"} <= {*fonts.read_metrics().widths("regular")}
