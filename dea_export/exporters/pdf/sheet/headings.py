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
    chosen: Sequence[SheetItem], heights: dict[str, float], measures: Measures, setting: Typesetting
) -> list[Box]:
    """Bars, headings and facts with their heights. `chosen` is sorted by domain and order."""
    boxes: list[Box] = []
    for domain, items in groupby(chosen, key=lambda item: item.domain):
        boxes.append(Box("domain", domain_height(measures), domain, "", measures.domain_top if boxes else 0.0))
        for heading, facts in group_by_heading(list(items)):
            before = measures.heading_top if boxes[-1].kind == "fact" else 0.0
            if heading:
                boxes.append(Box("heading", heading_height(measures, setting), domain, heading, before))
            boxes += (Box("fact", heights[item.id], domain, item.id) for item in facts)
    return boxes


def group_by_heading(items: Sequence[SheetItem]) -> Iterator[tuple[str, list[SheetItem]]]:
    """Facts by service in the order in which services first come up; services with one fact share headings at the end.

    Facts that need no heading come first.
    """
    by_heading: dict[str, list[SheetItem]] = {}
    for item in items:
        by_heading.setdefault(item.heading, []).append(item)
    if bare := by_heading.pop("", []):
        yield "", bare
    yield from ((heading, facts) for heading, facts in by_heading.items() if len(facts) > 1)
    names: list[str] = []
    single: list[SheetItem] = []
    for heading, facts in by_heading.items():
        if len(facts) > 1:
            continue
        if names and len(" · ".join((*names, heading))) > LONGEST_HEADING:
            yield " · ".join(names), single
            names, single = [], []
        names.append(heading)
        single += facts
    if names:
        yield " · ".join(names), single


def domain_height(m: Measures) -> float:
    """Of a domain bar with the gap below it."""
    return m.domain * (m.domain_line + m.domain_gap)


def again_height(m: Measures, setting: Typesetting) -> float:
    """Of the line on top of a column that goes on with a domain."""
    return m.again * (m.again_line + m.domain_gap) + m.again_rule / setting.points


def heading_height(m: Measures, setting: Typesetting) -> float:
    """Of a service heading with the gap below it."""
    return m.heading * (m.heading_line + m.heading_gap) + m.heading_rule / setting.points
