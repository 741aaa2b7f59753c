"""The study page: one HTML file to find, learn and test oneself in, without a network and without Anki.

`page_facts` turns facts into what the page knows of them, `page_data` gathers that and what else the page needs,
`study_page` puts data, styles and scripts of `templates/html/` into one file that lets nothing else in.
"""

from __future__ import annotations

from collections.abc import Sequence

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.model.study import Study
from dea_export.words import words_in


class StudyPage:
    """The exporter."""

    help = "One page to find, learn and test, in any browser, offline."
    options: tuple[Option, ...] = ()
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """`<stem>.html`."""
        from dea_export.exporters.html.page_data import gather_data
        from dea_export.exporters.html.study_page import render_page

        data = gather_data(study, job.media)
        page = render_page(study, data, job.templates)
        purpose = words_in(study.study.language).say("purpose.page")
        return [Artifact(f"{job.stem}.html", page.encode(), {"facts": len(study.living)}, purpose=purpose)]


exporter = StudyPage()
