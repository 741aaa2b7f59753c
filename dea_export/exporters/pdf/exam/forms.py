"""Forms -> PDFs: what the pages of booklet and key are filled with, and that no item is lost on the way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from dea_export.cards.wording import say_margin
from dea_export.checking import check_printed
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf.exam.edition import find_edition
from dea_export.exporters.pdf.exam.item_html import ItemWriter
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.printed import count_facts
from dea_export.exporters.pdf.rendering import RenderingError, render
from dea_export.exporters.pdf.themes import theme_of
from dea_export.model.exams import Exam, ExamItem
from dea_export.model.study import Study
from dea_export.words import words_in

GRID_COLUMNS = 5


def make_exam_pdfs(study: Study, job: Job, *, part: str, paper: str) -> list[Artifact]:
    """One PDF of each form that has items."""
    edition = find_edition(study, job, paper) if part == "key" else None
    return [
        _make_pdf(
            study, job, exam, f"{number}-key-{paper}" if part == "key" else f"{number}-{paper}", part, paper, edition
        )
        for number, exam in enumerate(study.exams, 1)
        if exam.items
    ]


def _make_pdf(
    study: Study, job: Job, exam: Exam, name: str, part: str, paper: str, edition: Artifact | None
) -> Artifact:
    words = words_in(study.study.language)
    writer = ItemWriter(words, study.study.onward, edition.pages if edition else {})
    theme = theme_of(job)
    values = {
        "study": study.study,
        "exam": exam,
        "paper": PAPERS[paper],
        "columns": list(_grid(exam.items)),
        **(_key_values(study, exam, writer, edition) if part == "key" else _booklet_values(exam, writer)),
    }
    with render(theme.files.fill(f"exam-{part}.html", values, study.study.language)) as rendered:
        printed = count_facts(rendered.pages)
        if printed != len(exam.items):
            what = f"the {part} of '{exam.id}' has {printed} of {len(exam.items)} items"
            raise RenderingError(what, "please report this with the content file")
        figures = {"items": printed, "pages": len(rendered.pages)}
        problems = check_printed(study, writer.lacking)
        if values.get("places"):
            message = f"the key of '{exam.id}' names no pages: the full edition could not be made"
            problems += (exam.id.problem("W625", message, f"'dea-export pdf --only full-{paper}' says why"),)
        purpose = words.say(f"purpose.{part}", exam=exam.title, n=printed)
        return Artifact(f"{job.stem}-exam-{name}.pdf", rendered.write(), figures, problems, purpose)


def _grid(items: Sequence[ExamItem]) -> Iterator[list[dict[str, Any]]]:
    """Columns of numbered items with their letters, to be marked or compared."""
    cells = [
        {"number": number, "letters": [letter for letter, _ in item.lettered], "key": item.key}
        for number, item in enumerate(items, 1)
    ]
    rows = math.ceil(len(cells) / GRID_COLUMNS)
    return (cells[start : start + rows] for start in range(0, len(cells), rows))


def _booklet_values(exam: Exam, writer: ItemWriter) -> dict[str, Any]:
    several = sum(len(item.picks) > 1 for item in exam.items)
    pace = round(exam.minutes * 60 / len(exam.items)) if exam.minutes else 0
    questions = [writer.question(item) for item in exam.items]
    return {"questions": questions, "several": several, "pace": pace}


def _key_values(study: Study, exam: Exam, writer: ItemWriter, edition: Artifact | None) -> dict[str, Any]:
    return {
        "answers": [writer.answer(item) for item in exam.items],
        "domains": list(_domains(study, exam)),
        "margin": say_margin(len(exam.items), writer.words),
        "edition": edition.name if edition and not _cited(exam).isdisjoint(edition.pages) else "",
        "places": [] if edition else list(_places(study, exam)),
    }


def _cited(exam: Exam) -> set[str]:
    return {word for item in exam.items for word in item.cited}


def _domains(study: Study, exam: Exam) -> Iterator[dict[str, Any]]:
    """The domains that are asked, with the numbers of their questions."""
    for domain in study.domains:
        asked = [number for number, item in enumerate(exam.items, 1) if study.domain_of[item.skill] is domain]
        if asked:
            yield {"number": domain.number, "title": domain.title, "questions": asked}


def _places(study: Study, exam: Exam) -> Iterator[dict[str, Any]]:
    """The facts that are cited, by the task and topic under which the full edition has them."""
    cited = _cited(exam)
    for part in (part for section in study.sections for part in study.parts_of(section)):
        topics: dict[str, list[str]] = {}
        for fact in (fact for fact in part.facts if fact.id in cited):
            topics.setdefault(study.topic_of[fact.id].title, []).append(fact.id)
        yield from ({"task": part.id, "topic": topic, "facts": facts} for topic, facts in topics.items())
