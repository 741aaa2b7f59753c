"""What WeasyPrint really laid out, against what was predicted. It drops what overflows a page without a word."""

from __future__ import annotations

from collections.abc import Mapping

from dea_export.exporters.pdf.printed import PrintedFact
from dea_export.exporters.pdf.sheet.layout import Layout

NOTICEABLE = 0.01  # em; less than that is rounding, a wrong line count is more than one


def expected_facts(layout: Layout) -> dict[str, tuple[int, float]]:
    """For every fact its page and its height in pt, as predicted."""
    return {
        box.name: (number, box.height * layout.points)
        for number, page in enumerate(layout.pages)
        for column in page
        for box in column.boxes
        if box.kind == "fact"
    }


def height_corrections(layout: Layout, found: Mapping[str, PrintedFact]) -> dict[str, float]:
    """By how many em each fact is higher (or lower) than predicted; facts that are right are not in it."""
    return {
        name: (found[name].height - height) / layout.points
        for name, (_, height) in expected_facts(layout).items()
        if name in found and abs(found[name].height - height) > NOTICEABLE * layout.points
    }


def is_whole(layout: Layout, found: Mapping[str, PrintedFact], limit: float) -> bool:
    """Whether every fact was printed, on the page meant for it, above `limit` (pt from the top of the page)."""
    meant = {name: page for name, (page, _) in expected_facts(layout).items()}
    return {name: fact.page for name, fact in found.items()} == meant and all(
        fact.bottom <= limit for fact in found.values()
    )
