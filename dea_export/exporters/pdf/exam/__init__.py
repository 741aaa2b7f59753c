"""Mock exams on paper: of each form a booklet to work through, and a key with the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.themes import THEME, theme_of
from dea_export.model.study import Study

PARTS = ("booklet", "key")


class ExamPapers:
    """The exporter: one part of all forms on one paper a variant, since forms are known only once the study is read."""

    help = "Mock exams to print, each a booklet and a key, A4 and Letter."
    variants = tuple(f"{part}-{paper}" for part, paper in product(PARTS, PAPERS))
    follows: Mapping[str, str] = {f"key-{paper}": f"pdf full-{paper}" for paper in PAPERS}  # whose pages it names
    options: tuple[Option, ...] = (
        THEME,
        Option("only", "Make these PDFs and no others.", default="all", choices=("all", *variants)),
    )

    def preload(self) -> None:
        """WeasyPrint and what it needs: half a second, in which the study can be read."""
        import weasyprint  # noqa: F401

        from dea_export.exporters.pdf.exam import forms  # noqa: F401

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """A PDF of each form; none of a study without exams."""
        if not study.exams:
            return []
        from dea_export.exporters.pdf.exam import forms
        from dea_export.exporters.pdf.theme_fonts import own_fonts

        part, paper = job.variant.split("-")
        with own_fonts(theme_of(job)):
            return forms.make_exam_pdfs(study, job, part=part, paper=paper)


exporter = ExamPapers()
