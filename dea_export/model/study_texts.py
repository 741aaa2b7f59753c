"""The texts of a study beside its facts: what each is called, and whether the PDFs print it.

One list for every check of what titles and names may hold; each text knows its place in the author's file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dea_export.model.study import Domain, Meta, Service, Study, Topic
from dea_export.model.text import Text


class StudyText(NamedTuple):
    """A text of the study itself."""

    name: str  # what it is, for a message: "title of the study"
    text: Text
    printed: bool = True  # in a PDF


def list_texts(study: Study) -> Iterator[StudyText]:
    """All of them in the order of the file; texts that were left out are not in it."""
    yield from _of_meta(study.study)
    for service in study.services:
        yield from _of_service(service)
    for word, meaning in (study.abbreviations or {}).items():
        yield StudyText("abbreviation", word, printed=False)
        if meaning:  # an empty one says that everybody knows it
            yield StudyText(f"meaning of '{word}'", meaning, printed=False)
    for domain in study.domains:
        yield from _of_domain(domain)
    yield from _of_topics(study.topics)
    for exam in study.exams:
        yield StudyText("id of the mock exam", exam.id, printed=False)
        yield StudyText("title of the mock exam", exam.title)


def _of_meta(meta: Meta) -> Iterator[StudyText]:
    yield StudyText("id of the study", meta.id, printed=False)
    yield StudyText("title of the study", meta.title)
    yield StudyText("language of the study", meta.language, printed=False)
    optional = (
        ("name of the exam", meta.exam, True),
        ("name of the deck", meta.deck, False),
        ("edition", meta.edition, True),
        ("repository", meta.repository, False),
        ("site", meta.site, False),
        ("disclaimer", meta.disclaimer, True),
        ("license", meta.license, True),
    )
    yield from (StudyText(name, text, printed) for name, text, printed in optional if text is not None)


def _of_service(service: Service) -> Iterator[StudyText]:
    yield StudyText("id of the service", service.id, printed=False)
    yield StudyText("name of the service", service.name)
    if service.short is not None:
        yield StudyText("short name of the service", service.short)
    yield from (StudyText("former name of the service", name) for name in service.formerly)
    yield from (StudyText("what stands in for the service", one, printed=False) for one in service.instead)
    if service.docs is not None:
        yield StudyText("documentation of the service", service.docs, printed=False)


def _of_domain(domain: Domain) -> Iterator[StudyText]:
    yield StudyText("id of the domain", domain.id, printed=False)
    yield StudyText("title of the domain", domain.title)
    if domain.short is not None:
        yield StudyText("short title of the domain", domain.short)
    for task in domain.tasks:
        yield StudyText("id of the task", task.id, printed=False)
        yield StudyText("title of the task", task.title)
        yield from (StudyText(f"skill {number}", skill, printed=False) for number, skill in task.skills.items())
    yield from _of_topics(domain.topics)


def _of_topics(topics: tuple[Topic, ...]) -> Iterator[StudyText]:
    return (StudyText("title of the topic", topic.title) for topic in topics)
