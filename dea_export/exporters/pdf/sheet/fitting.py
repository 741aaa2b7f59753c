"""Finds the size of type, the number of columns and the facts of a sheet, on predicted heights. Pure.

Everything fits at the target size: the type grows until the page is full. Otherwise the type stays at the target and
priorities decide; only when not even the musts fit does it shrink, never below the floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dea_export.exporters.pdf.metrics import MM_PER_POINT
from dea_export.exporters.pdf.paper import Paper
from dea_export.exporters.pdf.sheet.columns import Box, Column, fill, fits, level, pack
from dea_export.exporters.pdf.sheet.headings import again_height, domain_height, heading_height, outline_boxes
from dea_export.exporters.pdf.sheet.heights import Ruler, Typesetting
from dea_export.exporters.pdf.sheet.items import SheetItem
from dea_export.exporters.pdf.sheet.selection import Selection, Space, select_items
from dea_export.exporters.pdf.themes import Measures

FINEST = 0.005  # pt; sizes nearer than this are the same
MOST_PAGES = 400  # a theme without a limit of pages stops here


@dataclass(frozen=True, slots=True)
class ColumnGrid:
    """So many columns of a page, in mm."""

    columns: int
    width: float
    height: float
    gutter: float

    def place(self, points: float) -> Typesetting:
        """Where facts are set at a size of type."""
        return Typesetting(points, self.width / (points * MM_PER_POINT))

    def em(self, points: float) -> float:
        """The height of a column in em."""
        return self.height / (points * MM_PER_POINT)


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet, found: what stands where, and what was left out."""

    points: float
    grid: ColumnGrid
    pages: tuple[tuple[Column, ...], ...]
    chosen: tuple[SheetItem, ...]
    left_out: tuple[SheetItem, ...]

    @property
    def place(self) -> Typesetting:
        """The size of type and the width of a column."""
        return self.grid.place(self.points)


def column_grids(paper: Paper, measures: Measures) -> list[ColumnGrid]:
    """The numbers of columns that give a comely width; the one that comes nearest where none does."""
    inner, height = paper.width - 2 * measures.margin, paper.height - 2 * measures.margin - measures.strip
    widths = {columns: (inner - (columns - 1) * measures.gutter) / columns for columns in range(1, 20)}
    off = {columns: max(measures.narrowest - width, width - measures.widest, 0) for columns, width in widths.items()}
    least = min(off.values())
    return [
        ColumnGrid(columns, widths[columns], height, measures.gutter) for columns in widths if off[columns] == least
    ]


class Fitting:
    """The search for one sheet."""

    def __init__(
        self, entries: Sequence[SheetItem], weights: Sequence[float], paper: Paper, ruler: Ruler, pages: int
    ) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry.domain, entry.order))
        self.weights, self.ruler, self.measures = weights, ruler, ruler.measures
        self.grids = column_grids(paper, ruler.measures)
        self.pages = pages or MOST_PAGES
        self.target = self._points(ruler.measures.target)

    def _points(self, x_height: float) -> float:
        return x_height / self.ruler.metrics.x_height / MM_PER_POINT

    def layout(self) -> Layout:
        """The best sheet."""
        all_fit = [grid for grid in self.grids if self._fits(self.entries, grid, self.target)]
        if all_fit and self.ruler.measures.pages == 0:
            return self._finish(all_fit[len(all_fit) // 2], self.target, self.entries)
        if all_fit:
            return self._grown(all_fit)
        musts = [entry for entry in self.entries if entry.priority == 0]
        grid = min(self.grids, key=lambda grid: self._filled(self.entries, grid, self.target))
        size = self._largest(musts, grid, self._points(self.measures.floor), self.target)
        return self._chosen(grid, size)

    def _grown(self, some: list[ColumnGrid]) -> Layout:
        """All facts, as large as they fit; of equal sizes the one with fewer columns, which has fewer broken lines."""
        ceiling = self._points(self.measures.ceiling)
        size, _, grid = max(
            ((round(self._largest(self.entries, grid, self.target, ceiling), 2), -grid.columns, grid) for grid in some),
            key=lambda found: found[:2],
        )
        points = size - FINEST * 2
        sure = points > self.target and self._fits(self.entries, grid, points)
        return self._finish(grid, points if sure else self.target, self.entries)

    def _chosen(self, grid: ColumnGrid, points: float) -> Layout:
        """As many facts as fit at this size, by priority and weight."""
        place, m = grid.place(points), self.measures
        heights = self._heights(self.entries, place)
        again = again_height(m, place)
        count = grid.columns * self.pages
        room = Space(
            count * grid.em(points) - (count - len(self.weights)) * again,
            heading_height(m, place) + m.heading_top,
            domain_height(m),
        )
        choice = Selection(self.entries, heights, self.weights, room)

        def packs(entries: Sequence[SheetItem]) -> bool:
            return fits(outline_boxes(entries, heights, m, place), grid.em(points), again, count)

        return self._finish(grid, points, select_items(choice, packs))

    def _finish(self, grid: ColumnGrid, points: float, chosen: Sequence[SheetItem]) -> Layout:
        place = grid.place(points)
        boxes = outline_boxes(chosen, self._heights(chosen, place), self.measures, place)
        again = again_height(self.measures, place)
        columns = self._columns(boxes, grid, points, again)
        pages = tuple(columns[start : start + grid.columns] for start in range(0, len(columns), grid.columns)) or ((),)
        ids = {entry.id for entry in chosen}
        left_out = tuple(entry for entry in self.entries if entry.id not in ids)
        return Layout(points, grid, pages, tuple(chosen), left_out)

    def _columns(self, boxes: Sequence[Box], grid: ColumnGrid, points: float, again: float) -> tuple[Column, ...]:
        """Level on the pages there are; where pages are added as needed, full ones and a last one as it comes."""
        packed = pack(boxes, grid.em(points), again) if boxes else ()
        assert packed is not None
        pages = -(-len(packed) // grid.columns)
        if pages > 1 and self.measures.pages == 0:
            return fill(packed, grid.em(points), (pages - 1) * grid.columns)
        return level(boxes, grid.em(points), again, pages * grid.columns) if boxes else ()

    # --- measuring

    def _heights(self, entries: Sequence[SheetItem], place: Typesetting) -> dict[str, float]:
        return {entry.id: self.ruler.height(entry, place) for entry in entries}

    def _fits(self, entries: Sequence[SheetItem], grid: ColumnGrid, points: float) -> bool:
        place = grid.place(points)
        heights = self._heights(entries, place)
        columns, height = grid.columns * self.pages, grid.em(points)
        if sum(heights.values()) > columns * height:
            return False
        boxes = outline_boxes(entries, heights, self.measures, place)
        return fits(boxes, height, again_height(self.measures, place), columns)

    def _filled(self, entries: Sequence[SheetItem], grid: ColumnGrid, points: float) -> float:
        """How much of the page the entries would fill."""
        heights = self._heights(entries, grid.place(points))
        return sum(heights.values()) / (grid.columns * grid.em(points))

    def _largest(self, entries: Sequence[SheetItem], grid: ColumnGrid, low: float, high: float) -> float:
        """The largest size between two at which the entries fit; the smaller one when they never do."""
        if self._fits(entries, grid, high):
            return high
        while high - low > FINEST:
            middle = (low + high) / 2
            low, high = (middle, high) if self._fits(entries, grid, middle) else (low, middle)
        return low
