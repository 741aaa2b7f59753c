"""PDFs: sheets of one page or two, always, and the full edition to print; mock exams and cards to cut beside them.

`sheet/`, `full/`, `exam/` and `paper_cards/` are the products; what all stand on lies beside them: `fonts` and `metrics`, `themes`, `paper`,
`styled_text`, `rendering` (HTML to PDF) and `printed` (what came out).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.exporters.pdf.themes import MARGIN, THEME, theme_of
from dea_export.model.study import Study


class Sheet(NamedTuple):
    """One of the family of sheets."""

    what: str  # with which its file name begins
    paper: str
    pages: int = 0  # that it always has at most; 0: as the option or the theme says
    theme: str = ""  # else as the option says
    mono: bool = False


SHEETS = {
    "sheet-a4": Sheet("cheatsheet", "a4"),
    "sheet-letter": Sheet("cheatsheet", "letter"),
    "sheet-a4-mono": Sheet("cheatsheet", "a4", mono=True),
    "sheet-letter-mono": Sheet("cheatsheet", "letter", mono=True),
    "large-a4": Sheet("cheatsheet-large", "a4", pages=2, theme="large"),
    "large-letter": Sheet("cheatsheet-large", "letter", pages=2, theme="large"),
    "numbers-a4": Sheet("numbers", "a4", pages=1),
    "numbers-letter": Sheet("numbers", "letter", pages=1),
    "pairs-trees-a4": Sheet("pairs-trees", "a4", pages=2),
    "pairs-trees-letter": Sheet("pairs-trees", "letter", pages=2),
}
FULL = {"full-a4": "a4", "full-letter": "letter"}


class Pdf:
    """The exporter: one PDF a variant, so that they can be made in parallel processes (never in threads)."""

    help = "Cheat sheets of one or two pages and a full edition to print, A4 and Letter."
    options: tuple[Option, ...] = (
        Option(
            "pages", "Pages of the cheat sheet, else as its theme says; 2 prints front and back.", choices=("1", "2")
        ),
        THEME,
        MARGIN,
        Option("only", "Make this PDF and no other.", default="all", choices=("all", *SHEETS, *FULL)),
    )
    variants = (*SHEETS, *FULL)

    def preload(self) -> None:
        """WeasyPrint and what it needs: half a second, in which the study can be read."""
        import weasyprint  # noqa: F401

        from dea_export.exporters.pdf.full import full_edition  # noqa: F401
        from dea_export.exporters.pdf.sheet import sheet_edition  # noqa: F401

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """The PDF of `job.variant`; none of a sheet for which the study has nothing."""
        from dea_export.exporters.pdf.theme_fonts import own_fonts

        with own_fonts(theme_of(job)):
            return self._make(study, job)

    def _make(self, study: Study, job: Job) -> Sequence[Artifact]:
        if job.variant in FULL:
            from dea_export.exporters.pdf.full import full_edition

            return [full_edition.make_full_pdf(study, job, paper=FULL[job.variant])]
        from dea_export.exporters.pdf.sheet import sheet_edition

        return sheet_edition.make_sheet_pdfs(study, job, SHEETS[job.variant])


exporter = Pdf()
