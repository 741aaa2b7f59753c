"""The chosen facts in reading order under their headings, as boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dea_export.exporters.pdf.sheet.columns import Box
from dea_export.exporters.pdf.sheet.heights import Typesetting
from dea_export.exporters.pdf.sheet.items import SheetItem
from dea_export.exporters.pdf.themes import Measures

LONGEST_HEADING = 34  # characters of a heading that names several services


def outline_boxes(
    chosen: Sequence[SheetItem], heights: dict[str, float], measures: Measures, place: Typesetting
) -> list[Box]:
    """Bars, headings and facts with their heights. `chosen` is sorted by domain and order."""
    boxes: list[Box] = []
    for domain, entries in groupby(chosen, key=lambda entry: entry.domain):
        boxes.append(Box("domain", domain_height(measures), domain, "", measures.domain_top if boxes else 0.0))
        for heading, some in group_by_heading(list(entries)):
            before = measures.heading_top if boxes[-1].kind == "fact" else 0.0
            boxes.append(Box("heading", heading_height(measures, place), domain, heading, before))
            boxes += (Box("fact", heights[entry.id], domain, entry.id) for entry in some)
    return boxes


def group_by_heading(entries: Sequence[SheetItem]) -> Iterator[tuple[str, list[SheetItem]]]:
    """Facts by service in the order in which services first come up; services with one fact share headings at the end."""
    by_heading: dict[str, list[SheetItem]] = {}
    for entry in entries:
        by_heading.setdefault(entry.heading, []).append(entry)
    yield from ((heading, some) for heading, some in by_heading.items() if len(some) > 1)
    names: list[str] = []
    single: list[SheetItem] = []
    for heading, some in by_heading.items():
        if len(some) > 1:
            continue
        if names and len(" · ".join((*names, heading))) > LONGEST_HEADING:
            yield " · ".join(names), single
            names, single = [], []
        names.append(heading)
        single += some
    if names:
        yield " · ".join(names), single


def domain_height(m: Measures) -> float:
    """Of a domain bar with the gap below it."""
    return m.domain * (m.domain_line + m.domain_gap)


def again_height(m: Measures, place: Typesetting) -> float:
    """Of the line on top of a column that goes on with a domain."""
    return m.again * (m.again_line + m.domain_gap) + m.again_rule / place.points


def heading_height(m: Measures, place: Typesetting) -> float:
    """Of a service heading with the gap below it."""
    return m.heading * (m.heading_line + m.heading_gap) + m.heading_rule / place.points
