"""A sheet: contents, their heights, the layout, the HTML, and the proof of what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dea_export.checking import check_printed
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.metrics import MM_PER_POINT, Metrics
from dea_export.exporters.pdf.paper import PAPERS, Paper
from dea_export.exporters.pdf.printed import read_printed
from dea_export.exporters.pdf.rendering import RenderingError, render
from dea_export.exporters.pdf.sheet.contents import Contents, find_contents
from dea_export.exporters.pdf.sheet.fitting import Fitting
from dea_export.exporters.pdf.sheet.heights import Ruler
from dea_export.exporters.pdf.sheet.layout import Layout
from dea_export.exporters.pdf.sheet.proof import height_corrections, is_whole
from dea_export.exporters.pdf.sheet.report import sheet_figures, sheet_problems
from dea_export.exporters.pdf.sheet.sheet_html import SheetWriter
from dea_export.exporters.pdf.sheet.title_strip import make_title_strip, segments
from dea_export.exporters.pdf.themes import Theme, theme_of, with_margin
from dea_export.model.study import Study
from dea_export.words import words_in

if TYPE_CHECKING:
    from dea_export.exporters.pdf import Sheet

MOST_PASSES = 6
PURPOSES = {  # words for index.html, by file and whether it is black and white
    ("cheatsheet", False): "sheet",
    ("cheatsheet", True): "sheet_mono",
    ("cheatsheet-large", False): "large",
    ("numbers", False): "numbers",
    ("pairs-trees", False): "pairs_trees",
}
BELOW = 2.5  # mm by which the page reaches below the layout, so that rounding never makes WeasyPrint drop a line
HAIR = 0.3  # mm by which rounding may put something lower than the layout has it


@dataclass(frozen=True, slots=True)
class SheetEdition:
    """Which sheet to make."""

    paper: str  # a4 or letter
    mono: bool
    pages: int  # at most; 0: as the theme says
    theme: Theme
    what: str = "cheatsheet"  # as its file is called

    @property
    def page(self) -> Paper:
        """Its paper, lying."""
        return PAPERS[self.paper].landscape

    @property
    def suffix(self) -> str:
        """What its file name ends with."""
        return f"{self.what}-{self.paper}{'-mono' if self.mono else ''}"


@dataclass(frozen=True, slots=True)
class FinishedSheet:
    """A finished sheet."""

    layout: Layout
    html: str
    pdf: bytes
    passes: int


def make_sheet_pdfs(study: Study, job: Job, wanted: Sheet) -> list[Artifact]:
    """The PDF of one sheet, with figures of what is on it; none where nothing of the kind is in the study."""
    asked = theme_of(job)  # which there must be, even for a sheet that has a theme of its own
    theme = with_margin(theme_of(job, wanted.theme) if wanted.theme else asked, job)
    contents = find_contents(study, wanted.what, job.needed)
    if contents.title and not contents.items:
        return []
    pages = wanted.pages or int(job.options.get("pages") or 0)
    edition = SheetEdition(wanted.paper, wanted.mono, pages, theme, wanted.what)
    metrics = fonts.read_metrics()
    sheet = print_sheet(study, contents, edition)
    name = f"{job.stem}-{edition.suffix}.pdf"
    figures = {**sheet_figures(sheet.layout, contents.areas, metrics), "passes": sheet.passes}
    lacking = (study.by_id[item.id] for item in sheet.layout.chosen if item.missing)
    said = () if wanted.pages else sheet_problems(sheet.layout, contents.areas, metrics, name, own=contents.own)
    problems = (*check_printed(study, lacking), *said)
    purpose = words_in(study.study.language).say(f"purpose.{PURPOSES[wanted.what, wanted.mono]}")
    return [Artifact(name, sheet.pdf, figures, problems, purpose)]


def print_sheet(study: Study, contents: Contents, edition: SheetEdition) -> FinishedSheet:
    """Fits by prediction, prints once, checks; what was predicted wrong is put right and printed again."""
    metrics, measures = fonts.read_metrics(), edition.theme.measures
    pages = edition.pages or measures.pages
    limit = (edition.page.height - measures.margin + HAIR) / MM_PER_POINT
    corrections: dict[str, float] = {}
    for passes in range(1, MOST_PASSES + 1):
        ruler = Ruler(metrics, measures, corrections)
        layout = Fitting(contents.items, [area.share for area in contents.areas], edition.page, ruler, pages).layout()
        html = sheet_page(study, layout, contents, edition, metrics)
        with render(html) as rendered:
            printed = read_printed(rendered.pages)
            if len(rendered.pages) == len(layout.pages) and is_whole(layout, printed, limit):
                return FinishedSheet(layout, html, rendered.write(), passes)
        wrong = height_corrections(layout, printed)
        if not wrong:
            break
        corrections |= {name: corrections.get(name, 0.0) + more for name, more in wrong.items()}
    raise RenderingError("the sheet does not come out as predicted", "please report this with the content file")


def sheet_page(study: Study, layout: Layout, contents: Contents, edition: SheetEdition, metrics: Metrics) -> str:
    """The sheet as HTML."""
    measures, words, areas = edition.theme.measures, words_in(study.study.language), contents.areas
    strip = make_title_strip(study, layout, contents, edition.page.width - 2 * measures.margin, metrics)
    values = {
        "study": study.study,
        "edition": edition,
        "title": contents.title,
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
