"""The cheat sheet: fits, prints, checks what came out, and says what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dea_export.exporters.api import Artifact, Job, Json
from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.metrics import MM_PER_POINT
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.printed import read_printed
from dea_export.exporters.pdf.rendering import RenderingError, render
from dea_export.exporters.pdf.sheet.fitting import Fitting, Layout
from dea_export.exporters.pdf.sheet.heights import MARKS, Ruler
from dea_export.exporters.pdf.sheet.items import Area, SheetItem, domain_areas, sheet_items
from dea_export.exporters.pdf.sheet.proof import height_corrections, is_whole
from dea_export.exporters.pdf.sheet.report import sheet_figures, sheet_problems
from dea_export.exporters.pdf.sheet.sheet_html import SheetWriter, on_one_line, render_columns
from dea_export.exporters.pdf.themes import Theme, domain_colour, read_theme
from dea_export.model.facts import PRIORITIES
from dea_export.model.study import Study

MOST_PASSES = 6
LEAST_BAR = 0.5  # of the width of the strip
SEGMENT_TYPE, SEGMENT_PAD = 6.4, 2.6  # pt and mm: of a domain in the bar, as sheet.css has it, and some air
LEGEND_GAP = 0.8  # em after the name of each sign
BELOW = 2.5  # mm by which the page reaches below the layout, so that rounding never makes WeasyPrint drop a line


@dataclass(frozen=True, slots=True)
class SheetEdition:
    """Which sheet to make."""

    paper: str  # a4 or letter
    mono: bool
    pages: int  # 0: as the theme says, which is also what the option's default of 1 means
    theme: Theme

    @property
    def suffix(self) -> str:
        """What its file name ends with."""
        return f"cheatsheet-{self.paper}{'-mono' if self.mono else ''}"


@dataclass(frozen=True, slots=True)
class FinishedSheet:
    """A finished sheet."""

    layout: Layout
    html: str
    pdf: bytes
    passes: int


@dataclass(frozen=True, slots=True)
class TopStrip:
    """What stands on top of a page, left of the bar of domains, and how wide that leaves the bar."""

    text: str
    exam: str
    title: float  # pt
    sub: float  # pt
    bar: float  # mm


def make_sheet_pdf(study: Study, job: Job, *, paper: str, mono: bool) -> Artifact:
    """The PDF of one sheet, with figures of what is on it."""
    pages = int(job.options.get("pages") or 0)
    edition = SheetEdition(
        paper, mono, 0 if pages == 1 else pages, read_theme(job.templates, str(job.options.get("theme") or "default"))
    )
    every, domains = sheet_items(study, fonts.read_metrics()), domain_areas(study)
    made = print_sheet(study, every, domains, edition)
    what = {**sheet_figures(made.layout, domains, fonts.read_metrics()), "passes": made.passes}
    name = f"{job.stem}-{edition.suffix}.pdf"
    return Artifact(name, made.pdf, what, sheet_problems(made.layout, domains, fonts.read_metrics(), name))


def print_sheet(
    study: Study, every: tuple[SheetItem, ...], domains: tuple[Area, ...], edition: SheetEdition
) -> FinishedSheet:
    """Fits by prediction, lays out once, checks; what was predicted wrong is put right and laid out again."""
    extra: dict[str, float] = {}
    for passes in range(1, MOST_PASSES + 1):
        ruler = Ruler(fonts.read_metrics(), edition.theme.measures, extra)
        layout = fit_sheet(every, domains, edition, ruler)
        html = sheet_page(study, layout, domains, edition, ruler)
        with render(html) as rendered:
            found = read_printed(rendered.pages)
            limit = _limit(edition)
            if len(rendered.pages) == len(layout.pages) and is_whole(layout, found, limit):
                return FinishedSheet(layout, html, rendered.write(), passes)
        wrong = height_corrections(layout, found)
        if not wrong:
            break
        extra = {**extra, **{name: extra.get(name, 0.0) + more for name, more in wrong.items()}}
    raise RenderingError("the sheet does not come out as predicted", "please report this with the content file")


def fit_sheet(every: tuple[SheetItem, ...], domains: tuple[Area, ...], edition: SheetEdition, ruler: Ruler) -> Layout:
    """The layout by prediction."""
    weights = [float(area.weight) for area in domains]
    pages = edition.pages or edition.theme.measures.pages
    return Fitting(every, weights, PAPERS[edition.paper].landscape, ruler, pages).layout()


def _limit(edition: SheetEdition) -> float:
    """The bottom edge of the columns, and a hair, in pt from the top of the page."""
    return (PAPERS[edition.paper].landscape.height - edition.theme.measures.margin + 0.3) / MM_PER_POINT


def sheet_page(study: Study, layout: Layout, domains: tuple[Area, ...], edition: SheetEdition, ruler: Ruler) -> str:
    """The sheet as HTML."""
    printing = SheetWriter(domains, {entry.id: entry for entry in layout.chosen}, ruler, layout.place)
    strip = _strip(study, layout, edition)
    values = {
        "study": study.study,
        "edition": edition,
        "m": edition.theme.measures,
        "paper": PAPERS[edition.paper].landscape,
        "below": edition.theme.measures.margin - BELOW,
        "points": layout.points,
        "grid": layout.grid,
        "font_faces": fonts.font_faces(),
        "pages": render_columns(layout, printing),
        "segments": _segments(domains, strip.bar),
        "legend": _legend(layout),
        "strip": strip,
    }
    return edition.theme.files.fill("sheet.html", values)


def _segments(domains: tuple[Area, ...], bar: float) -> list[dict[str, Json]]:
    """The bar of all domains, `bar` mm wide: left edge and width in per cent, by weight."""
    total = sum(area.weight for area in domains) or 1
    found: list[dict[str, Json]] = []
    left = 0.0
    for area in domains:
        width = area.weight * 100 / total
        room = (bar * width / 100 - SEGMENT_PAD) / (SEGMENT_TYPE * MM_PER_POINT)
        found.append(
            {
                "left": left,
                "width": width,
                "title": on_one_line(f"{area.number} · {area.title}", "", room, fonts.read_metrics()),
                "weight": area.weight,
                "colour": domain_colour(area.number),
            }
        )
        left += width
    return found


def _strip(study: Study, layout: Layout, edition: SheetEdition) -> TopStrip:
    """What stands left of the bar, in sizes that leave the bar more than half of the strip."""
    meta, days = study.study, _oldest_check(study, layout)
    said = (
        f"{len(layout.chosen)} facts for {meta.exam}",
        f"edition {meta.edition}" if meta.edition else "",
        f"checked since {days}" if days else "",
        meta.disclaimer or "",
    )
    text = " · ".join(part for part in said if part)
    inner = PAPERS[edition.paper].landscape.width - 2 * edition.theme.measures.margin
    metrics, most = fonts.read_metrics(), inner * (1 - LEAST_BAR) - 4
    signs = _legend(layout)
    legend = "".join(f"{mark} {name} " for mark, name in signs)
    exam = meta.exam.split(" ")[0]
    wide = (
        metrics.width("bold", meta.title) + metrics.width("regular", f" {exam}"),
        metrics.width("regular", legend + text) + LEGEND_GAP * len(signs) + 1.5,
    )
    title, sub = (min(size, most / MM_PER_POINT / w) for size, w in zip((14.5, 6.0), wide, strict=True))
    used = max(title * wide[0], sub * wide[1]) * MM_PER_POINT
    return TopStrip(text, exam, round(title, 2), round(sub, 2), round(min(inner * 0.62, inner - used - 4), 2))


def _legend(layout: Layout) -> list[tuple[str, str]]:
    """The signs of the priorities that are on the sheet."""
    used = Counter(entry.priority for entry in layout.chosen)
    return [(MARKS[number], name) for number, name in enumerate(PRIORITIES) if used[number]]


def _oldest_check(study: Study, layout: Layout) -> str:
    """The day of the oldest check of a fact on the sheet."""
    days = (study.by_id[entry.id].checked for entry in layout.chosen)
    return min((f"{day}" for day in days if day is not None), default="")
