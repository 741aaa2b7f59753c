"""How high a fact will stand at a size of type and a width of column: exact arithmetic on predicted line counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.sheet.items import CodePart, ProsePart, SheetItem, TablePart
from dea_export.exporters.pdf.sheet.lines import Words, count_lines, natural_width, split_words, widest_word
from dea_export.exporters.pdf.styled_text import bold
from dea_export.exporters.pdf.themes import Measures

MARKS = ("●", "○", "·")  # must, should, could: the shape tells, not the colour
STEPS = 12  # how many widths of a table's columns are tried


@dataclass(frozen=True, slots=True)
class Typesetting:
    """Where facts are set: the size in points, the width of a column in em of it."""

    points: float
    width: float


class Ruler:
    """Heights in em of the body text. Remembers what does not depend on the size; `extra` corrects by entry id."""

    def __init__(self, metrics: Metrics, measures: Measures, extra: Mapping[str, float] | None = None) -> None:
        self.metrics, self.measures, self.extra = metrics, measures, extra or {}
        self._words: dict[str, tuple[list[Words] | list[list[Words]], ...]] = {}
        self._columns: dict[tuple[str, int, int], tuple[float, ...]] = {}
        self.mark = metrics.width("code", MARKS[0]) * measures.mark + metrics.width("regular", " ")

    def height(self, entry: SheetItem, place: Typesetting) -> float:
        """Of an entry with the gap below it."""
        total = self.extra.get(entry.id, 0.0)
        for index, part in enumerate(entry.parts):
            match part:
                case ProsePart():
                    total += self._para(entry, index, place)
                case CodePart():
                    total += self._code(part, place)
                case TablePart():
                    total += self._grid(entry, index, place)
        return total

    def torn(self, entry: SheetItem, place: Typesetting) -> bool:
        """Whether a word is wider than its line, so that it must be broken anywhere."""
        for index, part in enumerate(entry.parts):
            rows = self._split(entry, index)
            if isinstance(part, ProsePart):
                rooms = [place.width - self.measures.indent]
            else:
                rooms = self.rooms(self.columns(entry, index, place), place) if rows else []
            if any(widest_word([cell]) > room for row in rows for cell, room in zip(row, rooms, strict=True)):
                return True
        return False

    # --- parts

    def _split(self, entry: SheetItem, index: int) -> list[list[Words]]:
        """The words of a part: one row of one text for prose, rows of cells for a table."""
        if entry.id not in self._words:
            self._words[entry.id] = tuple(self._part_words(part) for part in entry.parts)
        return self._words[entry.id][index]  # type: ignore[return-value]

    def _part_words(self, part: ProsePart | CodePart | TablePart) -> list[list[Words]]:
        scale = self.measures.code
        match part:
            case ProsePart(found):
                return [[split_words(found, self.metrics, scale)]]
            case TablePart(rows):
                return [
                    [split_words(bold(cell) if i == 0 else cell, self.metrics, scale) for cell in row]
                    for i, row in enumerate(rows)
                ]
            case CodePart():
                return []

    def _para(self, entry: SheetItem, index: int, place: Typesetting) -> float:
        m = self.measures
        first = self.mark - m.indent if index == 0 else 0.0
        count = count_lines(self._split(entry, index)[0][0], place.width - m.indent, first)
        return count * m.line + m.gap

    def _code(self, part: CodePart, place: Typesetting) -> float:
        m = self.measures
        scale, wrapped = self.code(part, place)
        return (len(wrapped) * m.block_line + m.block_top + m.block_gap) * scale

    def code(self, part: CodePart, place: Typesetting) -> tuple[float, tuple[str, ...]]:
        """The size of a code block and its lines, wrapped only when shrinking would make them too small."""
        m = self.measures
        room = place.width - m.block_indent * m.block - 0.1
        widest = max((self.metrics.width("code", line) for line in part.lines), default=0.0)
        if widest * m.block <= room:
            return m.block, part.lines
        if widest * m.smallest_block <= room:
            return room / widest, part.lines
        per_line = max(8, int(room / m.smallest_block / self.metrics.width("code", "0")))
        return m.smallest_block, tuple(piece for line in part.lines for piece in _wrapped(line, per_line))

    def _grid(self, entry: SheetItem, index: int, place: Typesetting) -> float:
        m = self.measures
        rows = self._split(entry, index)
        widths = self.columns(entry, index, place)
        count = sum(_row_lines(row, self.rooms(widths, place)) for row in rows)
        rules = (len(rows) + 1) * m.table_rule / place.points
        return count * m.table_line * m.table + rules + (m.table_top + m.table_gap) * m.table

    def columns(self, entry: SheetItem, index: int, place: Typesetting) -> tuple[float, ...]:
        """The widths of a table's columns as shares of one, for the fewest lines; the same within half an em."""
        key = (entry.id, index, round(place.width * 2))
        if key not in self._columns:
            rows = self._split(entry, index)
            self._columns[key] = _best_columns(rows, Typesetting(place.points, key[2] / 2), self)
        return self._columns[key]

    def rooms(self, widths: tuple[float, ...], place: Typesetting) -> list[float]:
        """The width of the text in each column, em of the table."""
        whole = place.width / self.measures.table
        return [share * whole - self.measures.table_pad for share in widths]


def _wrapped(line: str, per_line: int) -> list[str]:
    return [line[start : start + per_line] for start in range(0, max(len(line), 1), per_line)]


def _row_lines(row: list[Words], rooms: list[float]) -> int:
    return max(1, *(count_lines(cell, room) for cell, room in zip(row, rooms, strict=True)))


def _best_columns(rows: list[list[Words]], place: Typesetting, ruler: Ruler) -> tuple[float, ...]:
    """Widths between what the longest words need and what every cell would like, by the fewest lines in the end."""
    pad = ruler.measures.table_pad
    table = list(zip(*rows, strict=True))
    least = [widest_word(column) + pad for column in table]
    wish = [max(natural_width(cell) for cell in column) + pad for column in table]
    whole = place.width / ruler.measures.table
    if sum(wish) <= whole:
        return tuple(width / sum(wish) for width in wish)
    if sum(least) >= whole:
        return tuple(width / sum(least) for width in least)
    best: tuple[int, tuple[float, ...]] | None = None
    for power in range(STEPS):
        shares = _shared(least, wish, whole, 0.25 + power / STEPS * 1.5)
        count = sum(_row_lines(row, ruler.rooms(shares, place)) for row in rows)
        if best is None or count < best[0]:
            best = count, shares
    assert best is not None
    return best[1]


def _shared(least: list[float], wish: list[float], whole: float, power: float) -> tuple[float, ...]:
    """Every column gets what it needs; the rest goes by what is still wished for, to some power."""
    more = [max(w - n, 1e-9) ** power for w, n in zip(wish, least, strict=True)]
    rest = whole - sum(least)
    got = [n + rest * m / sum(more) for n, m in zip(least, more, strict=True)]
    got = [min(g, w) for g, w in zip(got, wish, strict=True)]
    return tuple(width / sum(got) for width in got)
