"""The strip on top of every page of the sheet: title, legend and origin at the left, the bar of the domains at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dea_export.exporters.api import Json
from dea_export.exporters.pdf.metrics import MM_PER_POINT, Metrics
from dea_export.exporters.pdf.sheet.heights import MARKS
from dea_export.exporters.pdf.sheet.items import Area
from dea_export.exporters.pdf.sheet.layout import Layout
from dea_export.exporters.pdf.sheet.sheet_html import fit_line
from dea_export.exporters.pdf.themes import domain_colour
from dea_export.model.characters import as_printed
from dea_export.model.facts import PRIORITIES
from dea_export.model.study import Study

TITLE_TYPE, TEXT_TYPE = 14.5, 6.0  # pt at most
LEAST_BAR, MOST_BAR = 0.5, 0.62  # of the width of the strip
BESIDE_BAR = 4  # mm
SEGMENT_TYPE, SEGMENT_PAD = 6.4, 2.6  # pt and mm: of a domain in the bar, as sheet.css has it, and some air
LEGEND_GAP = 0.8  # em after the name of each sign


@dataclass(frozen=True, slots=True)
class TitleStrip:
    """What the strip says, in sizes that leave the bar at least half of it."""

    exam: str
    legend: tuple[tuple[str, str], ...]  # signs of the priorities that are on the sheet, and their names
    text: str
    title: float  # pt
    sub: float  # pt, of legend and text
    bar: float  # mm


def make_title_strip(study: Study, layout: Layout, width: float, metrics: Metrics) -> TitleStrip:
    """The strip of a sheet, `width` mm wide."""
    exam, legend = as_printed(study.study.exam.split()[0]), tuple(_legend(layout))
    text = as_printed(" · ".join(_origin(study, layout)))
    signs = "".join(f"{mark} {name} " for mark, name in legend)
    title_em = metrics.width("bold", as_printed(study.study.title)) + metrics.width("regular", f" {exam}")
    sub_em = metrics.width("regular", signs + text) + LEGEND_GAP * len(legend) + 1.5
    most = (width * (1 - LEAST_BAR) - BESIDE_BAR) / MM_PER_POINT
    title, sub = min(TITLE_TYPE, most / title_em), min(TEXT_TYPE, most / sub_em)
    used = max(title * title_em, sub * sub_em) * MM_PER_POINT
    bar = min(width * MOST_BAR, width - used - BESIDE_BAR)
    return TitleStrip(exam, legend, text, round(title, 2), round(sub, 2), round(bar, 2))


def segments(areas: Sequence[Area], bar: float, metrics: Metrics) -> list[dict[str, Json]]:
    """The bar of all domains, `bar` mm wide: left edge and width in per cent, by weight."""
    total = sum(area.weight for area in areas) or 1
    found: list[dict[str, Json]] = []
    left = 0.0
    for area in areas:
        width = area.weight * 100 / total
        title = f"{area.number} · {area.title}"
        room = (bar * width / 100 - SEGMENT_PAD) / (SEGMENT_TYPE * MM_PER_POINT)
        shown: dict[str, Json] = {"title": fit_line(title, "", room, metrics), "weight": area.weight}
        found.append(shown | {"left": left, "width": width, "colour": domain_colour(area.number)})
        left += width
    return found


def _legend(layout: Layout) -> Iterator[tuple[str, str]]:
    used = {item.priority for item in layout.chosen}
    return ((MARKS[number], name) for number, name in enumerate(PRIORITIES) if number in used)


def _origin(study: Study, layout: Layout) -> Iterator[str]:
    """How much of what it is, of which edition, how old the oldest check is, and whose it is not."""
    meta = study.study
    yield f"{len(layout.chosen)} {'fact' if len(layout.chosen) == 1 else 'facts'} for {meta.exam}"
    if meta.edition:
        yield f"edition {meta.edition}"
    days = [day for item in layout.chosen if (day := study.by_id[item.id].checked) is not None]
    if days:
        yield f"checked since {min(days)}"
    if meta.disclaimer:
        yield meta.disclaimer
