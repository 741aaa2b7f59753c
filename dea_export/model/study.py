"""A study: everything the content file says, and the questions exporters ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from annotated_types import Ge, Le

from dea_export.model.exams import Exam, ExamItem
from dea_export.model.facts import AnyFact, Fact
from dea_export.model.records import Day, record
from dea_export.model.targets import Targets
from dea_export.model.text import Text


@record
class Meta:
    """What the study is: its id names the files, the tags and the note types."""

    id: Text
    title: Text
    exam: Text
    language: Text
    deck: Text | None = None  # name of the Anki deck; the title when not given
    edition: Text | None = None  # printed on the sheet, e.g. 2026.11
    repository: Text | None = None  # its web address, https
    disclaimer: Text | None = None  # printed as it stands on the deck, the PDFs and the Markdown file
    license: Text | None = None  # of the texts, printed on the PDFs, e.g. CC BY 4.0


@record
class Service:
    """A product or subject that facts are about, and what became of it."""

    id: Text
    name: Text
    short: Text | None = None
    formerly: tuple[Text, ...] = ()
    renamed: Day | None = None  # YYYY, YYYY-MM or YYYY-MM-DD, like the two below
    closed: Day | None = None  # to new customers
    ended: Day | None = None
    instead: tuple[Text, ...] = ()
    docs: Text | None = None

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short or self.name


@record
class Task:
    """A task of the exam guide, and its skills by number."""

    id: Text
    title: Text
    skills: dict[Text, Text]


@record
class Topic:
    """A heading within a domain, and the facts under it in reading order."""

    title: Text
    facts: tuple[AnyFact, ...] = ()


@record
class Domain:
    """A domain of the exam with its weight in per cent."""

    id: Text
    number: Annotated[int, Ge(1)]
    title: Text
    short: Text | None = None
    weight: Annotated[int, Ge(1), Le(100)]
    tasks: tuple[Task, ...]
    topics: tuple[Topic, ...] = ()

    @property
    def label(self) -> str:
        """The short title where there is one."""
        return self.short or self.title

    @property
    def facts(self) -> Iterator[Fact]:
        """The facts in reading order."""
        return (fact for topic in self.topics for fact in topic.facts)


@record
class Study:
    """The whole content file, typed. Retired facts are in `facts`; most exporters want `living`."""

    format: Annotated[int, Ge(1), Le(1)]
    study: Meta
    targets: Targets | None = None
    services: tuple[Service, ...] = ()
    abbreviations: dict[Text, Text] | None = None  # in words; "" for one that everybody knows
    domains: tuple[Domain, ...]
    exams: tuple[Exam, ...] = ()

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in reading order."""
        return tuple(fact for domain in self.domains for fact in domain.facts)

    @cached_property
    def living(self) -> tuple[Fact, ...]:
        """The facts that are not retired, in reading order."""
        return tuple(fact for fact in self.facts if fact.retired is None)

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def service(self) -> dict[str, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}

    @cached_property
    def exam_items(self) -> tuple[ExamItem, ...]:
        """The items of all forms."""
        return tuple(item for exam in self.exams for item in exam.items)

    @property
    def checkable(self) -> tuple[Fact | ExamItem, ...]:
        """What rules look at and excuses belong to: living facts, then items."""
        return (*self.living, *self.exam_items)

    def services_of(self, fact: Fact) -> Iterator[Service]:
        """What a fact is about."""
        return (self.service[word] for word in fact.services)

    @cached_property
    def domain_of(self) -> dict[str, Domain]:
        """The domain by number of task and skill: `1.1` and `1.1.7` both name domain 1."""
        by_number: dict[str, Domain] = {}
        for domain in self.domains:
            for task in domain.tasks:
                by_number |= dict.fromkeys((task.id, *task.skills), domain)
        return by_number

    @cached_property
    def topic_of(self) -> dict[str, Topic]:
        """The topic by fact id."""
        return {fact.id: topic for domain in self.domains for topic in domain.topics for fact in topic.facts}

    @cached_property
    def task(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for domain in self.domains for task in domain.tasks}
