"""How the columns of a table on the sheet share its width: for the fewest lines. All widths in em of the table."""

from __future__ import annotations

from collections.abc import Sequence

from dea_export.exporters.pdf.sheet.lines import Words, count_extra, count_lines, natural_width, widest_word

HAIR = 0.3  # em; shares are found for a width that may be a little wider
STEPS = 12  # how many widths are tried

Rows = Sequence[Sequence[Words]]  # the words of each cell


def share_width(rows: Rows, width: float, pad: float) -> tuple[float, ...]:
    """The columns as shares of one, between what the longest words need and what every cell would like.

    `pad` is what a cell has beside its text.
    """
    columns = list(zip(*rows, strict=True))
    needed = [widest_word(column) + pad for column in columns]
    wanted = [max(natural_width(cell) for cell in column) + pad for column in columns]
    if sum(wanted) <= width:
        return _as_shares(wanted)
    if sum(needed) >= width:
        return _as_shares(_narrowed(needed, width))
    tried = (_shared(needed, wanted, width, 0.25 + step / STEPS * 1.5) for step in range(STEPS))
    return min(tried, key=lambda shares: count_rows(rows, text_widths(shares, width, pad)))


def _narrowed(needed: list[float], width: float) -> list[float]:
    """Columns in which no word need be broken get what they need, and a hair; the others share the rest."""
    given, left = [0.0] * len(needed), width
    for done, index in enumerate(sorted(range(len(needed)), key=needed.__getitem__)):
        given[index] = min(needed[index] + HAIR, left / (len(needed) - done))
        left -= given[index]
    return given


def text_widths(shares: Sequence[float], width: float, pad: float) -> list[float]:
    """The width of the text in each column."""
    return [share * width - pad for share in shares]


def count_rows(rows: Rows, widths: Sequence[float]) -> int:
    """How many lines the rows take, each as many as its highest cell."""
    return sum(max(1, *(count_lines(cell, width) for cell, width in zip(row, widths, strict=True))) for row in rows)


def measure_rows(rows: Rows, widths: Sequence[float], line: float) -> float:
    """How high the rows are, in em, with lines of the height `line`: each as high as its highest cell."""
    return sum(
        max(line, *(_cell_height(cell, width, line) for cell, width in zip(row, widths, strict=True))) for row in rows
    )


def _cell_height(cell: Words, width: float, line: float) -> float:
    return count_lines(cell, width) * line + count_extra(cell, width, line)


def _shared(needed: list[float], wanted: list[float], width: float, power: float) -> tuple[float, ...]:
    """Every column gets what it needs; the rest goes by what is still wished for, to some power."""
    more = [max(want - need, 1e-9) ** power for want, need in zip(wanted, needed, strict=True)]
    rest = width - sum(needed)
    given = [need + rest * part / sum(more) for need, part in zip(needed, more, strict=True)]
    return _as_shares([min(one, want) for one, want in zip(given, wanted, strict=True)])


def _as_shares(widths: list[float]) -> tuple[float, ...]:
    return tuple(width / sum(widths) for width in widths)
