"""Cards on paper: eight to a page, to be cut, their backs where a printer that turns the long edge puts them."""

from __future__ import annotations

from collections.abc import Sequence

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.themes import MARGIN, THEME, theme_of
from dea_export.model.study import Study


class PaperCards:
    """The exporter: one paper a variant."""

    help = "Cards to print on both sides and cut, eight to a page: those of rank 1, or what a filter selects."
    variants = tuple(PAPERS)
    options: tuple[Option, ...] = (
        THEME,
        MARGIN,
        Option("only", "Make this PDF and no other.", default="all", choices=("all", *variants)),
    )

    def preload(self) -> None:
        """WeasyPrint and what it needs: half a second, in which the study can be read."""
        import weasyprint  # noqa: F401

        from dea_export.exporters.pdf.paper_cards import card_pages  # noqa: F401

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """The PDF of `job.variant`; none of a study without facts."""
        if not study.living:
            return []
        from dea_export.exporters.pdf.paper_cards import card_pages
        from dea_export.exporters.pdf.theme_fonts import own_fonts

        with own_fonts(theme_of(job)):
            return [card_pages.make_card_pdf(study, job, paper=job.variant)]


exporter = PaperCards()
