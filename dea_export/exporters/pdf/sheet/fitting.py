"""Finds the size of type, the number of columns and the facts of a sheet, on predicted heights. Pure.

Everything fits at the target size: the type grows until the page is full. Otherwise the type stays at the target and
priorities decide; only when not even the musts fit does it shrink, never below the floor.
"""

from __future__ import annotations

from collections.abc import Sequence

from dea_export.exporters.pdf.metrics import MM_PER_POINT
from dea_export.exporters.pdf.paper import Paper
from dea_export.exporters.pdf.sheet.columns import Box, Column, fill, fits, level, pack
from dea_export.exporters.pdf.sheet.headings import again_height, domain_height, heading_height, outline_boxes
from dea_export.exporters.pdf.sheet.heights import Ruler, Typesetting
from dea_export.exporters.pdf.sheet.items import SheetItem
from dea_export.exporters.pdf.sheet.layout import ColumnGrid, Layout, column_grids
from dea_export.exporters.pdf.sheet.selection import Budget, Selection, select_items

FINEST = 0.005  # pt; sizes nearer than this are the same
MOST_PAGES = 400  # a theme without a limit of pages stops here


class Fitting:
    """The search for one sheet. `pages` is how many it may have, 0 as many as it needs."""

    def __init__(
        self, items: Sequence[SheetItem], weights: Sequence[float], paper: Paper, ruler: Ruler, pages: int
    ) -> None:
        self.every = sorted(items, key=lambda item: (item.domain, item.order))
        self.weights, self.ruler, self.measures = weights, ruler, ruler.measures
        self.grids = column_grids(paper, ruler.measures)
        self.pages, self.endless = pages or MOST_PAGES, not pages
        self.target, self.floor = self._points(ruler.measures.target), self._points(ruler.measures.floor)
        self.items = [item for item in self.every if any(self._alone(item, grid) for grid in self.grids)]

    def _points(self, x_height: float) -> float:
        return x_height / self.ruler.metrics.x_height / MM_PER_POINT

    def layout(self) -> Layout:
        """The best sheet."""
        grids = [grid for grid in self.grids if self._fits(self.items, grid, self.target)]
        if grids and self.endless:
            return self._finish(grids[len(grids) // 2], self.target, self.items)
        return self._enlarge(grids) if grids else self._select()

    def largest_size(self, items: Sequence[SheetItem], grid: ColumnGrid, low: float, high: float) -> float:
        """The largest size between two, in points, at which the items fit; the smaller one when they never do."""
        if self._fits(items, grid, high):
            return high
        while high - low > FINEST:
            middle = (low + high) / 2
            low, high = (middle, high) if self._fits(items, grid, middle) else (low, middle)
        return low

    # --- what there is to find

    def _enlarge(self, grids: list[ColumnGrid]) -> Layout:
        """All facts, as large as they fit; of equal sizes the one with fewer columns, which has fewer broken lines."""
        ceiling = self._points(self.measures.ceiling)
        sizes = {grid: round(self.largest_size(self.items, grid, self.target, ceiling), 2) for grid in grids}
        grid = max(grids, key=lambda grid: (sizes[grid], -grid.columns))
        points = sizes[grid] - FINEST * 2
        sure = points > self.target and self._fits(self.items, grid, points)
        return self._finish(grid, points if sure else self.target, self.items)

    def _select(self) -> Layout:
        """As many facts as fit by priority and weight, at the target size unless the musts need a smaller one."""
        grid = min(self.grids, key=self._filled)
        musts = [item for item in self.items if item.priority == 0 and self._alone(item, grid)]
        points = self.largest_size(musts, grid, self.floor, self.target)
        items = [item for item in self.items if self._fits([item], grid, points)]
        setting, m = grid.typesetting(points), self.measures
        heights, again, columns = (
            self._heights(items, setting),
            again_height(m, setting),
            grid.columns * self.pages,
        )
        total = columns * grid.em(points) - max(0, columns - len(self.weights)) * again
        budget = Budget(total, heading_height(m, setting) + m.heading_top, domain_height(m))

        def fit(items: Sequence[SheetItem]) -> bool:
            return fits(outline_boxes(items, heights, m, setting), grid.em(points), again, columns)

        return self._finish(grid, points, select_items(Selection(items, heights, self.weights, budget), fit))

    def _finish(self, grid: ColumnGrid, points: float, chosen: Sequence[SheetItem]) -> Layout:
        setting = grid.typesetting(points)
        typeset = {item.id: self.ruler.typeset(item, setting) for item in chosen}
        heights = {id_: one.height for id_, one in typeset.items()}
        boxes = outline_boxes(chosen, heights, self.measures, setting)
        columns = self._columns(boxes, grid, points, again_height(self.measures, setting))
        pages = tuple(columns[start : start + grid.columns] for start in range(0, len(columns), grid.columns)) or ((),)
        possible = {item.id for item in self.items}
        return Layout(
            points,
            grid,
            pages,
            typeset,
            tuple(item for item in self.every if item.id not in typeset),
            frozenset(item.id for item in self.every if item.id not in possible),
        )

    def _columns(self, boxes: Sequence[Box], grid: ColumnGrid, points: float, again: float) -> tuple[Column, ...]:
        """Level on the pages there are; where pages are added as needed, full ones and a last one as it comes."""
        packed = pack(boxes, grid.em(points), again) if boxes else ()
        assert packed is not None
        pages = -(-len(packed) // grid.columns)
        if pages > 1 and self.endless:
            return fill(packed, grid.em(points), (pages - 1) * grid.columns)
        return level(boxes, grid.em(points), again, pages * grid.columns) if boxes else ()

    # --- measuring

    def _heights(self, items: Sequence[SheetItem], setting: Typesetting) -> dict[str, float]:
        return {item.id: self.ruler.height(item, setting) for item in items}

    def _fits(self, items: Sequence[SheetItem], grid: ColumnGrid, points: float) -> bool:
        setting = grid.typesetting(points)
        heights = self._heights(items, setting)
        columns, height = grid.columns * self.pages, grid.em(points)
        if sum(heights.values()) > columns * height:
            return False
        boxes = outline_boxes(items, heights, self.measures, setting)
        return fits(boxes, height, again_height(self.measures, setting), columns)

    def _alone(self, item: SheetItem, grid: ColumnGrid) -> bool:
        """Whether an item can ever be printed: a must at the smallest size, for which the type shrinks, others at the target."""
        return self._fits([item], grid, self.target if item.priority else self.floor)

    def _filled(self, grid: ColumnGrid) -> float:
        """How much of a page all items would fill at the target size."""
        heights = self._heights(self.items, grid.typesetting(self.target))
        return sum(heights.values()) / (grid.columns * grid.em(self.target))
