"""The cheat sheet: fits, prints, checks what came out, and says what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dea_export.exporters.api import Artifact, Job, Json
from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.entries import Area, Entry, areas, entries
from dea_export.exporters.pdf.fit import Fitting, Layout, Paper
from dea_export.exporters.pdf.metrics import MM_PER_POINT
from dea_export.exporters.pdf.render import Rendered, RenderingError, render
from dea_export.exporters.pdf.report import figures, problems
from dea_export.exporters.pdf.sheethtml import Printing, columns, on_one_line
from dea_export.exporters.pdf.sizes import MARKS, Ruler
from dea_export.exporters.pdf.templating import page
from dea_export.exporters.pdf.theme import PAPER, Theme, colour, theme
from dea_export.exporters.pdf.verify import corrections, laid_out, whole
from dea_export.model.facts import PRIORITIES
from dea_export.model.study import Study

MOST_PASSES = 6
LEAST_BAR = 0.5  # of the width of the strip
SEGMENT_TYPE, SEGMENT_PAD = 6.4, 2.6  # pt and mm: of a domain in the bar, as sheet.css has it, and some air
LEGEND_GAP = 0.8  # em after the name of each sign
BELOW = 2.5  # mm by which the page reaches below the layout, so that rounding never makes WeasyPrint drop a line


@dataclass(frozen=True, slots=True)
class Edition:
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
class Sheet:
    """A finished sheet."""

    layout: Layout
    html: str
    rendered: Rendered
    passes: int


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands on top of a page, left of the bar of domains, and how wide that leaves the bar."""

    text: str
    exam: str
    title: float  # pt
    sub: float  # pt
    bar: float  # mm


def export(study: Study, job: Job, *, paper: str, mono: bool) -> Artifact:
    """The PDF of one sheet, with figures of what is on it."""
    pages = int(job.options.get("pages") or 0)
    edition = Edition(
        paper, mono, 0 if pages == 1 else pages, theme(job.templates, str(job.options.get("theme") or "default"))
    )
    every, domains = entries(study, fonts.metrics()), areas(study)
    made = make(study, every, domains, edition)
    what = {**figures(made.layout, domains, fonts.metrics()), "passes": made.passes}
    name = f"{job.stem}-{edition.suffix}.pdf"
    return Artifact(name, made.rendered.write(), what, problems(made.layout, domains, fonts.metrics(), name))


def make(study: Study, every: tuple[Entry, ...], domains: tuple[Area, ...], edition: Edition) -> Sheet:
    """Fits by prediction, lays out once, checks; what was predicted wrong is put right and laid out again."""
    extra: dict[str, float] = {}
    for passes in range(1, MOST_PASSES + 1):
        ruler = Ruler(fonts.metrics(), edition.theme.measures, extra)
        layout = fitted(every, domains, edition, ruler)
        html = to_html(study, layout, domains, edition, ruler)
        rendered = render(html)
        found = laid_out(rendered.document.pages)
        limit = _limit(edition)
        if rendered.pages == len(layout.pages) and whole(layout, found, limit):
            return Sheet(layout, html, rendered, passes)
        wrong = corrections(layout, found)
        if not wrong:
            break
        extra = {**extra, **{name: extra.get(name, 0.0) + more for name, more in wrong.items()}}
    raise RenderingError("the sheet does not come out as predicted", "please report this with the content file")


def fitted(every: tuple[Entry, ...], domains: tuple[Area, ...], edition: Edition, ruler: Ruler) -> Layout:
    """The layout by prediction."""
    weights = [float(area.weight) for area in domains]
    pages = edition.pages or edition.theme.measures.pages
    return Fitting(every, weights, Paper(*PAPER[edition.paper]), ruler, pages).layout()


def _limit(edition: Edition) -> float:
    """The bottom edge of the columns, and a hair, in pt from the top of the page."""
    return (PAPER[edition.paper][1] - edition.theme.measures.margin + 0.3) / MM_PER_POINT


def to_html(study: Study, layout: Layout, domains: tuple[Area, ...], edition: Edition, ruler: Ruler) -> str:
    """The sheet as HTML."""
    printing = Printing(domains, {entry.id: entry for entry in layout.chosen}, ruler, layout.place)
    strip = _strip(study, layout, edition)
    values = {
        "study": study.study,
        "edition": edition,
        "m": edition.theme.measures,
        "paper": PAPER[edition.paper],
        "below": edition.theme.measures.margin - BELOW,
        "points": layout.points,
        "grid": layout.grid,
        "font_faces": fonts.font_faces(),
        "pages": columns(layout, printing),
        "segments": _segments(domains, strip.bar),
        "legend": _legend(layout),
        "strip": strip,
    }
    return page(edition.theme, "sheet.html", values)


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
                "title": on_one_line(f"{area.number} · {area.title}", "", room, fonts.metrics()),
                "weight": area.weight,
                "colour": colour(area.number),
            }
        )
        left += width
    return found


def _strip(study: Study, layout: Layout, edition: Edition) -> Strip:
    """What stands left of the bar, in sizes that leave the bar more than half of the strip."""
    meta, days = study.study, _oldest_check(study, layout)
    said = (
        f"{len(layout.chosen)} facts for {meta.exam}",
        f"edition {meta.edition}" if meta.edition else "",
        f"checked since {days}" if days else "",
        meta.disclaimer or "",
    )
    text = " · ".join(part for part in said if part)
    inner = PAPER[edition.paper][0] - 2 * edition.theme.measures.margin
    metrics, most = fonts.metrics(), inner * (1 - LEAST_BAR) - 4
    signs = _legend(layout)
    legend = "".join(f"{mark} {name} " for mark, name in signs)
    exam = meta.exam.split(" ")[0]
    wide = (
        metrics.width("bold", meta.title) + metrics.width("regular", f" {exam}"),
        metrics.width("regular", legend + text) + LEGEND_GAP * len(signs) + 1.5,
    )
    title, sub = (min(size, most / MM_PER_POINT / w) for size, w in zip((14.5, 6.0), wide, strict=True))
    used = max(title * wide[0], sub * wide[1]) * MM_PER_POINT
    return Strip(text, exam, round(title, 2), round(sub, 2), round(min(inner * 0.62, inner - used - 4), 2))


def _legend(layout: Layout) -> list[tuple[str, str]]:
    """The signs of the priorities that are on the sheet."""
    used = Counter(entry.priority for entry in layout.chosen)
    return [(MARKS[number], name) for number, name in enumerate(PRIORITIES) if used[number]]


def _oldest_check(study: Study, layout: Layout) -> str:
    """The day of the oldest check of a fact on the sheet."""
    days = (study.by_id[entry.id].checked for entry in layout.chosen)
    return min((f"{day}" for day in days if day is not None), default="")
