"""PDFs: the cheat sheet that always fits on one page, and the full edition to print; mock exams and cards to cut beside them.

`sheet/`, `full/`, `exam/` and `paper_cards/` are the products; what all stand on lies beside them: `fonts` and `metrics`, `themes`, `paper`,
`styled_text`, `rendering` (HTML to PDF) and `printed` (what came out).
"""

from __future__ import annotations

from collections.abc import Sequence

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.exporters.pdf.themes import THEME, theme_of
from dea_export.model.study import Study

SHEETS = {
    "sheet-a4": ("a4", False),
    "sheet-letter": ("letter", False),
    "sheet-a4-mono": ("a4", True),
    "sheet-letter-mono": ("letter", True),
}
FULL = {"full-a4": "a4", "full-letter": "letter"}


class Pdf:
    """The exporter: one PDF a variant, so that they can be made in parallel processes (never in threads)."""

    help = "One-page cheat sheets and a full edition to print, A4 and Letter."
    options: tuple[Option, ...] = (
        Option(
            "pages", "Pages of the cheat sheet, else as its theme says; 2 prints front and back.", choices=("1", "2")
        ),
        THEME,
        Option("only", "Make this PDF and no other.", default="all", choices=("all", *SHEETS, *FULL)),
    )
    variants = (*SHEETS, *FULL)

    def preload(self) -> None:
        """WeasyPrint and what it needs: half a second, in which the study can be read."""
        import weasyprint  # noqa: F401

        from dea_export.exporters.pdf.full import full_edition  # noqa: F401
        from dea_export.exporters.pdf.sheet import sheet_edition  # noqa: F401

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """The PDF of `job.variant`."""
        from dea_export.exporters.pdf.theme_fonts import own_fonts

        with own_fonts(theme_of(job)):
            return self._make(study, job)

    def _make(self, study: Study, job: Job) -> Sequence[Artifact]:
        if job.variant in FULL:
            from dea_export.exporters.pdf.full import full_edition

            return [full_edition.make_full_pdf(study, job, paper=FULL[job.variant])]
        from dea_export.exporters.pdf.sheet import sheet_edition

        paper, mono = SHEETS[job.variant]
        return [sheet_edition.make_sheet_pdf(study, job, paper=paper, mono=mono)]


exporter = Pdf()
