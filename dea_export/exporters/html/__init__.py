"""The study page: one HTML file to find, learn and test oneself in, without a network and without Anki.

`page_facts` turns facts into what the page knows of them, `page_data` gathers that and what else the page needs,
`study_page` puts data, styles and scripts of `templates/html/` into one file that lets nothing else in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.study import Study
from dea_export.words import words_in

LARGEST_SOUNDS = 12 * 1024 * 1024  # bytes of all sounds in the page, where they take a third more


class StudyPage:
    """The exporter."""

    help = "One page to find, learn and test, in any browser, offline."
    options: tuple[Option, ...] = ()
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """`<stem>.html`."""
        from dea_export.exporters.html.page_data import gather_data
        from dea_export.exporters.html.study_page import render_page

        media, problems = _portable(study, job.media)
        page = render_page(study, gather_data(study, media), job.templates)
        purpose = words_in(study.study.language).say("purpose.page")
        return [Artifact(f"{job.stem}.html", page.encode(), {"facts": len(study.living)}, problems, purpose)]


def _portable(study: Study, media: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """The media without sounds where those would make a page that no phone opens, and that it is so."""
    heard = {sound.file for fact in study.living for sound in fact.sounds()} & media.keys()
    size = sum(len(media[file]) for file in heard)
    if size <= LARGEST_SOUNDS:
        return media, ()
    message = f"the study page has the words of its {len(heard)} sounds alone: they have {size // 1024 // 1024} MB"
    hint = f"at most {LARGEST_SOUNDS // 1024 // 1024} MB: shorter pieces, or .mp3 in mono of 64 kbit/s; the deck has them all"
    silent = {file: data for file, data in media.items() if file not in heard}
    return silent, (study.study.id.problem("W624", message, hint, part=""),)


exporter = StudyPage()
