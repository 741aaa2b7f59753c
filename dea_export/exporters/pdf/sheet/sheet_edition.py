"""The cheat sheet: items, their heights, the layout, the HTML, and the proof of what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from dea_export.checking import check_glyphs, check_titles
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.metrics import MM_PER_POINT, Metrics
from dea_export.exporters.pdf.paper import PAPERS, Paper
from dea_export.exporters.pdf.printed import read_printed
from dea_export.exporters.pdf.rendering import RenderingError, render
from dea_export.exporters.pdf.sheet.fitting import Fitting
from dea_export.exporters.pdf.sheet.heights import Ruler
from dea_export.exporters.pdf.sheet.items import Area, SheetItem, sheet_areas, sheet_items
from dea_export.exporters.pdf.sheet.layout import Layout
from dea_export.exporters.pdf.sheet.proof import height_corrections, is_whole
from dea_export.exporters.pdf.sheet.report import sheet_figures, sheet_problems
from dea_export.exporters.pdf.sheet.sheet_html import SheetWriter
from dea_export.exporters.pdf.sheet.title_strip import make_title_strip, segments
from dea_export.exporters.pdf.themes import Theme, theme_of
from dea_export.model.study import Study
from dea_export.words import words_in

MOST_PASSES = 6
BELOW = 2.5  # mm by which the page reaches below the layout, so that rounding never makes WeasyPrint drop a line
HAIR = 0.3  # mm by which rounding may put something lower than the layout has it


@dataclass(frozen=True, slots=True)
class SheetEdition:
    """Which sheet to make."""

    paper: str  # a4 or letter
    mono: bool
    pages: int  # at most; 0: as the theme says
    theme: Theme
    own: bool = False  # whether it prints what a learner needs most, and not what the author marked

    @property
    def page(self) -> Paper:
        """Its paper, lying."""
        return PAPERS[self.paper].landscape

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


def make_sheet_pdf(study: Study, job: Job, *, paper: str, mono: bool) -> Artifact:
    """The PDF of one sheet, with figures of what is on it."""
    theme = theme_of(job)
    edition = SheetEdition(paper, mono, int(job.options.get("pages") or 0), theme, bool(job.needed))
    metrics, areas = fonts.read_metrics(), sheet_areas(study)
    sheet = print_sheet(study, sheet_items(study, job.needed), areas, edition)
    name = f"{job.stem}-{edition.suffix}.pdf"
    figures = {**sheet_figures(sheet.layout, areas, metrics), "passes": sheet.passes}
    glyphs = (check_glyphs(study, study.by_id[item.id]) for item in sheet.layout.chosen if item.missing)
    problems = (
        *check_titles(study),
        *chain.from_iterable(glyphs),
        *sheet_problems(sheet.layout, areas, metrics, name, own=edition.own),
    )
    words = words_in(study.study.language)
    purpose = words.say("purpose.sheet_mono" if mono else "purpose.sheet", paper=paper.capitalize())
    return Artifact(name, sheet.pdf, figures, problems, purpose)


def print_sheet(
    study: Study, items: tuple[SheetItem, ...], areas: tuple[Area, ...], edition: SheetEdition
) -> FinishedSheet:
    """Fits by prediction, prints once, checks; what was predicted wrong is put right and printed again."""
    metrics, measures = fonts.read_metrics(), edition.theme.measures
    pages = edition.pages or measures.pages
    limit = (edition.page.height - measures.margin + HAIR) / MM_PER_POINT
    corrections: dict[str, float] = {}
    for passes in range(1, MOST_PASSES + 1):
        ruler = Ruler(metrics, measures, corrections)
        layout = Fitting(items, [area.share for area in areas], edition.page, ruler, pages).layout()
        html = sheet_page(study, layout, areas, edition, metrics)
        with render(html) as rendered:
            printed = read_printed(rendered.pages)
            if len(rendered.pages) == len(layout.pages) and is_whole(layout, printed, limit):
                return FinishedSheet(layout, html, rendered.write(), passes)
        wrong = height_corrections(layout, printed)
        if not wrong:
            break
        corrections |= {name: corrections.get(name, 0.0) + more for name, more in wrong.items()}
    raise RenderingError("the sheet does not come out as predicted", "please report this with the content file")


def sheet_page(study: Study, layout: Layout, areas: tuple[Area, ...], edition: SheetEdition, metrics: Metrics) -> str:
    """The sheet as HTML."""
    measures, words = edition.theme.measures, words_in(study.study.language)
    strip = make_title_strip(study, layout, edition.page.width - 2 * measures.margin, metrics, own=edition.own)
    values = {
        "study": study.study,
        "edition": edition,
        "m": measures,
        "paper": edition.page,
        "below": measures.margin - BELOW,
        "points": layout.points,
        "grid": layout.grid,
        "pages": SheetWriter(layout, areas, measures, metrics, words).columns(),
        "segments": segments(areas, strip.bar, metrics, words),
        "legend": strip.legend,
        "strip": strip,
    }
    return edition.theme.files.fill("sheet.html", values, study.study.language)
