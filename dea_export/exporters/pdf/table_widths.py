"""The widths of the columns of a printed table, from the advances of the fonts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.styled_text import StyledText, bold, style_nodes
from dea_export.markup import Node

PAD = 1.5  # em of a table's type: what a cell has beside its text


class TableWidths(NamedTuple):
    """What a table takes."""

    columns: list[int]  # per cent of the table
    whole: int  # per cent of the room
    too_narrow: bool  # whether a word is wider than its column, so that it must be broken


def find_widths(rows: Sequence[Sequence[Sequence[Node]]], metrics: Metrics, room: float) -> TableWidths:
    """Columns that want less than an equal share of the room (em) get what they want, the others share the rest."""
    share = room / len(rows[0])
    cells = [
        [bold(style_nodes(cell, share)) for cell in row] for row in rows
    ]  # which most are, and wide enough for either
    columns = list(zip(*cells, strict=True))
    wanted = [max(_width(cell, metrics) for cell in column) + PAD for column in columns]
    needed = [
        max((_width(word, metrics) for cell in column for word in _words(cell)), default=0.0) for column in columns
    ]
    given = _share(room, wanted)
    too_narrow = any(need + PAD > width for need, width in zip(needed, given, strict=True))
    shares = [int(100 * width / sum(given)) for width in given[:-1]]
    return TableWidths([*shares, 100 - sum(shares)], min(100, int(100 * sum(given) / room) + 1), too_narrow)


def _share(whole: float, wanted: Sequence[float]) -> list[float]:
    given, left = [0.0] * len(wanted), whole
    for done, index in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        given[index] = min(wanted[index], left / (len(wanted) - done))
        left -= given[index]
    return given


def _words(cell: StyledText) -> Iterator[StyledText]:
    return ((span._replace(text=word),) for span in cell for word in span.text.split(" "))


def _width(spans: StyledText, metrics: Metrics) -> float:
    return sum(image.drawing.width if image else metrics.width(style, text) for style, text, image in spans)
