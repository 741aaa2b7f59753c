"""What a sheet holds and what it does not: figures for the manifest, diagnostics for the author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dea_export.exporters.api import Json
from dea_export.exporters.pdf.metrics import Metrics, Size
from dea_export.exporters.pdf.sheet.items import Area, SheetItem, TablePart
from dea_export.exporters.pdf.sheet.layout import Layout
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import PRIORITIES
from dea_export.model.place import NOWHERE

WHY = {  # whether the domain takes more than its weight, and whether it has facts that are left out
    (True, True): "its musts need more",
    (True, False): "other domains have too few sheet facts",
    (False, True): "the musts of other domains need more",
    (False, False): "it has too few sheet facts",
}
POINTS_OFF = 2  # percentage points that a domain's area may differ from its weight


def sheet_figures(layout: Layout, areas: Sequence[Area], metrics: Metrics) -> dict[str, Json]:
    """Counts by domain and priority, type size, area by domain."""
    size = Size(layout.points, metrics.x_height)
    return {
        "facts": len(layout.chosen),
        "tables": sum(isinstance(part, TablePart) for item in layout.chosen for part in item.parts),
        "pages": len(layout.pages),
        "columns": layout.grid.columns,
        "type size pt": round(size.points, 2),
        "x-height mm": round(size.millimetres, 3),
        "area by domain %": {
            area.name: round(share, 1) for area, share in zip(areas, area_shares(layout, areas), strict=True)
        },
        "chosen": _counts(layout.chosen, areas),
        "left out": _counts(layout.left_out, areas),
    }


def _counts(some: Sequence[SheetItem], areas: Sequence[Area]) -> dict[str, Json]:
    """By domain number or topic, then priority."""
    found = Counter((item.domain, item.priority) for item in some)
    return {
        area.name: {name: found[index, priority] for priority, name in enumerate(PRIORITIES)}
        for index, area in enumerate(areas)
    }


def area_shares(layout: Layout, areas: Sequence[Area]) -> list[float]:
    """How much of the printed area each domain takes, in per cent."""
    used = [0.0] * len(areas)
    for page in layout.pages:
        for column in page:
            for box in column.boxes:
                used[box.domain] += box.height + box.before
    return [share * 100 / (sum(used) or 1.0) for share in used]


def sheet_problems(
    layout: Layout, areas: Sequence[Area], metrics: Metrics, name: str, *, own: bool = False
) -> tuple[Diagnostic, ...]:
    """What the author should know of the sheet `name`; `own`: what a learner forgets has no balance to keep."""
    return (
        *_nothing(layout, name),
        *_musts(layout, name),
        *_summary(layout, areas, metrics, name),
        *(() if own else _unbalanced(layout, areas, name)),
    )


def _nothing(layout: Layout, name: str) -> Iterator[Diagnostic]:
    if not layout.chosen and not layout.left_out:
        hint = "say what the sheet prints of a fact: sheet: {text: …, priority: must}"
        yield Diagnostic(NOWHERE, "I615", f"{name} is empty: no fact has a 'sheet'", hint)


def _musts(layout: Layout, name: str) -> Iterator[Diagnostic]:
    for item in layout.left_out:
        if item.priority == 0:
            never = item.id in layout.impossible
            what = "is higher than a column of" if never else "does not fit on"
            hint = (
                "give it a shorter 'sheet' text"
                if never
                else _more(layout, "shorten sheet texts, lower the priority of others")
            )
            yield Diagnostic(item.place, "W610", f"'{item.id}' must be on the sheet but {what} {name}", hint)


def _more(layout: Layout, other: str = "") -> str:
    """What makes more facts fit; a second page only where there is one page, and something that goes on the other."""
    room = len(layout.pages) == 1 and any(item.id not in layout.impossible for item in layout.left_out)
    pages = ("or print two pages with --pages 2" if other else "--pages 2 prints more") if room else ""
    return ", ".join(filter(None, (other, pages))) or "shorten sheet texts"


def _summary(layout: Layout, areas: Sequence[Area], metrics: Metrics, name: str) -> Iterator[Diagnostic]:
    if not layout.left_out:
        return
    size = Size(layout.points, metrics.x_height)
    found = Counter((item.domain, item.priority) for item in layout.left_out)
    parts = [
        f"{areas[domain].said}: "
        + ", ".join(f"{found[domain, p]} {word}" for p, word in enumerate(PRIORITIES) if found[domain, p])
        for domain in sorted({domain for domain, _ in found})
    ]
    every = len(layout.chosen) + len(layout.left_out)
    message = f"{name} prints {len(layout.chosen)} of {every} sheet facts at {size.points:.2f} pt (x-height {size.millimetres:.2f} mm)"
    yield Diagnostic(NOWHERE, "I612", f"{message}; left out: {'; '.join(parts)}", _more(layout))


def _unbalanced(layout: Layout, areas: Sequence[Area], name: str) -> Iterator[Diagnostic]:
    """Domains that take another share of the sheet than of the exam."""
    if any(area.weight is None for area in areas):
        return
    total = sum(area.share for area in areas) or 1
    for index, (area, share) in enumerate(zip(areas, area_shares(layout, areas), strict=True)):
        weight = area.share * 100 / total
        if not layout.chosen or abs(share - weight) <= POINTS_OFF:
            continue
        more = any(item.domain == index for item in layout.left_out)
        yield Diagnostic(
            NOWHERE,
            "I613",
            f"{area.said} takes {share:.0f} % of {name}, and {weight:.0f} % of the exam: {WHY[share > weight, more]}",
        )
