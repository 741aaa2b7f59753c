"""The widths of tables on paper."""

from dea_export.exporters.pdf.fonts import read_metrics
from dea_export.exporters.pdf.table_widths import find_widths
from dea_export.markup import parse


def cells(*rows: tuple[str, ...]) -> list:
    return [[parse(cell, inline=True).root.children for cell in row] for row in rows]


def test_columns_are_as_wide_as_their_words_and_the_widest_share_what_is_left():
    columns, whole, too_narrow = find_widths(cells(("", "a b", "c d"), ("k", "v", "w")), read_metrics(), 53.0)
    assert (sum(columns), too_narrow) == (100, False)
    assert whole < 30
    columns, whole, too_narrow = find_widths(cells(("k", "word " * 40, "word " * 60)), read_metrics(), 53.0)
    assert (whole, too_narrow) == (100, False)
    assert columns[0] < 8
    assert abs(columns[1] - columns[2]) <= 1
    assert find_widths(cells(("k", "w" * 80, "v")), read_metrics(), 53.0).too_narrow
