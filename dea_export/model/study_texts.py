"""The texts of a study beside its facts: whether the PDFs print them.

One list for every check of what titles and names may hold; each text knows its place in the author's file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dea_export.model.study import Domain, Meta, Service, Study, Topic
from dea_export.model.text import Text


class StudyText(NamedTuple):
    """A text of the study itself."""

    text: Text
    printed: bool = True  # in a PDF


def list_texts(study: Study) -> Iterator[StudyText]:
    """All of them in the order of the file; texts that were left out are not in it."""
    yield from _of_meta(study.study)
    for service in study.services:
        yield from _of_service(service)
    for word, meaning in (study.abbreviations or {}).items():
        yield StudyText(word, printed=bool(meaning))  # those that everybody knows are not explained in the index
        if meaning:
            yield StudyText(meaning)
    for domain in study.domains:
        yield from _of_domain(domain)
    yield from _of_topics(study.topics)
    for exam in study.exams:
        yield StudyText(exam.id, printed=False)
        yield StudyText(exam.title)


def _of_meta(meta: Meta) -> Iterator[StudyText]:
    yield StudyText(meta.id, printed=False)
    yield StudyText(meta.title)
    yield StudyText(meta.language, printed=False)
    optional = (
        (meta.exam, True),
        (meta.deck, False),
        (meta.edition, True),
        (meta.repository, False),
        (meta.site, False),
        (meta.disclaimer, True),
        (meta.license, True),
    )
    yield from (StudyText(text, printed) for text, printed in optional if text is not None)


def _of_service(service: Service) -> Iterator[StudyText]:
    yield StudyText(service.id, printed=False)
    yield StudyText(service.name)
    if service.short is not None:
        yield StudyText(service.short)
    yield from (StudyText(name) for name in service.formerly)
    yield from (StudyText(one, printed=False) for one in service.instead)
    if service.docs is not None:
        yield StudyText(service.docs, printed=False)


def _of_domain(domain: Domain) -> Iterator[StudyText]:
    yield StudyText(domain.id, printed=False)
    yield StudyText(domain.title)
    if domain.short is not None:
        yield StudyText(domain.short)
    for task in domain.tasks:
        yield StudyText(task.id, printed=False)
        yield StudyText(task.title)
        yield from (StudyText(skill, printed=False) for number, skill in task.skills.items())
    yield from _of_topics(domain.topics)


def _of_topics(topics: tuple[Topic, ...]) -> Iterator[StudyText]:
    return (StudyText(topic.title) for topic in topics)
