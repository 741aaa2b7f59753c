"""A sheet as it will be printed: what stands where, in which size, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dea_export.exporters.pdf.metrics import MM_PER_POINT
from dea_export.exporters.pdf.paper import Paper
from dea_export.exporters.pdf.sheet.columns import Column
from dea_export.exporters.pdf.sheet.heights import TypesetItem, Typesetting
from dea_export.exporters.pdf.sheet.items import SheetItem
from dea_export.exporters.pdf.themes import Measures

MOST_COLUMNS = 19


@dataclass(frozen=True, slots=True)
class ColumnGrid:
    """So many columns of a page, in mm."""

    columns: int
    width: float
    height: float
    gutter: float

    def typesetting(self, points: float) -> Typesetting:
        """How facts are set at a size of type."""
        return Typesetting(points, self.width / (points * MM_PER_POINT))

    def em(self, points: float) -> float:
        """The height of a column in em."""
        return self.height / (points * MM_PER_POINT)


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet, found."""

    points: float
    grid: ColumnGrid
    pages: tuple[tuple[Column, ...], ...]
    typeset: Mapping[str, TypesetItem]  # what is printed, by id, in reading order
    left_out: tuple[SheetItem, ...]
    impossible: frozenset[str] = frozenset()  # ids of those that no column can hold in any size

    @property
    def chosen(self) -> tuple[SheetItem, ...]:
        """What is printed, in reading order."""
        return tuple(one.item for one in self.typeset.values())

    @property
    def typesetting(self) -> Typesetting:
        """The size of type and the width of a column."""
        return self.grid.typesetting(self.points)


def column_grids(paper: Paper, measures: Measures) -> list[ColumnGrid]:
    """The numbers of columns that give a width to read well; the one that comes nearest where none does."""
    inner, height = paper.width - 2 * measures.margin, paper.height - 2 * measures.margin - measures.strip
    widths = {n: (inner - (n - 1) * measures.gutter) / n for n in range(1, MOST_COLUMNS + 1)}
    off = {n: max(measures.narrowest - width, width - measures.widest, 0) for n, width in widths.items()}
    least = min(off.values())
    return [ColumnGrid(n, width, height, measures.gutter) for n, width in widths.items() if off[n] == least]
