"""Tables on the terminal: columns of text under their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

import click

BETWEEN = "  "
TURNING = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def format_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> Iterator[str]:
    """The lines: title, heads, rows. The first `left` columns stand to the left; cells may be coloured."""
    title, heads = unturned(title), [*map(unturned, heads)]
    rows = [[*map(unturned, row)] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(heads, *rows, strict=True)]
    yield click.style(title.ljust(sum(widths) + len(BETWEEN) * (len(widths) - 1)), italic=True)
    for cells in ([click.style(head, bold=True) for head in heads], *rows):
        padded = (
            _padded(cell, width, left=i < left) for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        yield BETWEEN.join(padded)


def unturned(text: str) -> str:
    """The text without what shows a line in another order than its characters have."""
    return TURNING.sub("\ufffd", text)


def fit_width(text: str, width: int) -> str:
    """A text in at most `width` columns; what is too long ends in an ellipsis."""
    if display_width(text) <= width:
        return text
    while display_width(text) >= width:
        text = text[:-1]
    return f"{text}…"


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in click.unstyle(text))


def _padded(cell: str, width: int, *, left: bool) -> str:
    space = " " * (width - display_width(cell))
    return cell + space if left else space + cell
