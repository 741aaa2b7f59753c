"""How high a fact will stand at a size of type and a width of column: exact arithmetic on predicted line counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.sheet.column_shares import Rows, measure_rows, share_width, text_widths
from dea_export.exporters.pdf.sheet.items import CodePart, Part, ProsePart, SheetItem, TablePart
from dea_export.exporters.pdf.sheet.lines import count_extra, count_lines, split_words, widest_word
from dea_export.exporters.pdf.styled_text import StyledText, bold
from dea_export.exporters.pdf.themes import Measures

MARKS = ("●", "○", "·")  # must, should, could: the shape tells, not the colour


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How facts are set: the size in points, the width of a column in em of it."""

    points: float
    width: float


class TypesetProse(NamedTuple):
    """Prose at some size and width; the height is em of the body text here as below."""

    spans: StyledText
    height: float


class TypesetCode(NamedTuple):
    """A block of code, shrunk and wrapped as its width asks."""

    lines: tuple[str, ...]
    size: float  # em
    height: float


class TypesetTable(NamedTuple):
    """A table with the widths of its columns."""

    rows: tuple[tuple[StyledText, ...], ...]
    shares: tuple[float, ...]  # of each column, of one
    height: float
    breaks: tuple[tuple[bool, ...], ...]  # of each cell: whether a word is wider than it, and must be broken anywhere
    sides: tuple[str, ...] = ()  # to which each column is aligned


TypesetPart = TypesetProse | TypesetCode | TypesetTable


class TypesetItem(NamedTuple):
    """A fact as it will be printed."""

    item: SheetItem
    parts: tuple[TypesetPart, ...]
    height: float  # with the gap below it
    breaks_words: bool  # whether a word of its prose is wider than its line, so that it must be broken anywhere


class Ruler:
    """Heights in em of the body text. Remembers what does not depend on the size; `corrections` are added, by item id."""

    def __init__(self, metrics: Metrics, measures: Measures, corrections: Mapping[str, float] | None = None) -> None:
        self.metrics, self.measures, self.corrections = metrics, measures, corrections or {}
        self._rows: dict[str, tuple[Rows, ...]] = {}
        self._shares: dict[tuple[str, int, float], tuple[float, ...]] = {}
        self._mark = metrics.width("code", MARKS[0]) * measures.mark + metrics.width("regular", " ")

    def height(self, item: SheetItem, setting: Typesetting) -> float:
        """Of an item with the gap below it."""
        return sum((part.height for part in self._parts(item, setting)), self.corrections.get(item.id, 0.0))

    def typeset(self, item: SheetItem, setting: Typesetting) -> TypesetItem:
        """Everything that printing an item needs to know."""
        parts = tuple(self._parts(item, setting))
        height = sum((part.height for part in parts), self.corrections.get(item.id, 0.0))
        pairs = zip(parts, self._words(item), strict=True)
        return TypesetItem(item, parts, height, any(self._breaks(part, rows, setting) for part, rows in pairs))

    # --- words

    def _words(self, item: SheetItem) -> tuple[Rows, ...]:
        """The words of each part in rows of cells; prose is one cell, code has none."""
        if item.id not in self._rows:
            self._rows[item.id] = tuple(self._split(part) for part in item.parts)
        return self._rows[item.id]

    def _split(self, part: Part) -> Rows:
        match part:
            case ProsePart(spans):
                rows: tuple[tuple[StyledText, ...], ...] = ((spans,),)
            case TablePart((head, *others)):
                rows = (tuple(map(bold, head)), *others)
            case CodePart():
                rows = ()
        return [[split_words(cell, self.metrics, self.measures.code) for cell in row] for row in rows]

    def _breaks(self, part: TypesetPart, rows: Rows, setting: Typesetting) -> bool:
        return isinstance(part, TypesetProse) and widest_word(rows[0]) > setting.width - self.measures.indent

    # --- parts

    def _parts(self, item: SheetItem, setting: Typesetting) -> Iterator[TypesetPart]:
        for index, (part, rows) in enumerate(zip(item.parts, self._words(item), strict=True)):
            match part:
                case ProsePart(spans):
                    yield TypesetProse(spans, self._prose_height(rows, setting, marked=index == 0))
                case CodePart(lines):
                    yield self._code(lines, setting)
                case TablePart():
                    shares = self._column_shares(item, index, setting.width)
                    yield self._table(part, rows, shares, setting)

    def _prose_height(self, rows: Rows, setting: Typesetting, *, marked: bool) -> float:
        m = self.measures
        first = self._mark - m.indent if marked else 0.0
        words, width = rows[0][0], setting.width - m.indent
        return count_lines(words, width, first) * m.line + count_extra(words, width, m.line, first) + m.gap

    def _code(self, lines: tuple[str, ...], setting: Typesetting) -> TypesetCode:
        """Wrapped only when shrinking would make it too small."""
        m = self.measures
        room = setting.width - m.block_indent * m.block - 0.1
        widest = max((self.metrics.width("code", line) for line in lines), default=0.0)
        if widest * m.block <= room:
            size = m.block
        elif widest * m.smallest_block <= room:
            size = room / widest
        else:
            size = m.smallest_block
            per_line = max(8, int(room / size / self.metrics.width("code", "0")))
            lines = tuple(piece for line in lines for piece in _wrapped(line, per_line))
        return TypesetCode(lines, size, (len(lines) * m.block_line + m.block_top + m.block_gap) * size)

    def _table(self, part: TablePart, rows: Rows, shares: tuple[float, ...], setting: Typesetting) -> TypesetTable:
        m = self.measures
        widths = text_widths(shares, setting.width / m.table, m.table_pad)
        rules = (len(rows) + 1) * m.table_rule / setting.points
        height = measure_rows(rows, widths, m.table_line) * m.table + rules + (m.table_top + m.table_gap) * m.table
        breaks = tuple(
            tuple(widest_word([cell]) > width for cell, width in zip(row, widths, strict=True)) for row in rows
        )
        return TypesetTable(part.rows, shares, height, breaks, part.sides)

    def _column_shares(self, item: SheetItem, index: int, width: float) -> tuple[float, ...]:
        """Of a table; the same within half an em of width."""
        rounded = round(width * 2) / 2
        key = (item.id, index, rounded)
        if key not in self._shares:
            m = self.measures
            self._shares[key] = share_width(self._words(item)[index], rounded / m.table, m.table_pad)
        return self._shares[key]


def _wrapped(line: str, per_line: int) -> list[str]:
    return [line[start : start + per_line] for start in range(0, max(len(line), 1), per_line)]
