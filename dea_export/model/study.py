"""A study: everything the content file says, and the questions exporters ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from annotated_types import Ge, Le

from dea_export.model.exams import Exam, ExamItem
from dea_export.model.facts import AnyFact, Fact
from dea_export.model.languages import read_direction
from dea_export.model.records import Day, record
from dea_export.model.targets import Bounds, Targets
from dea_export.model.text import Text


@record
class Meta:
    """What the study is: its id names the files, the tags and the note types."""

    id: Text
    title: Text
    exam: Text | None = None  # what it prepares for; a subject has none
    language: Text = Text("en")  # of its texts
    deck: Text | None = None  # name of the Anki deck; the title when not given
    edition: Text | None = None  # printed on the sheet, e.g. 2026.11
    repository: Text | None = None  # its web address, https
    site: Text | None = None  # where the folder of what is built stands on the web, https
    disclaimer: Text | None = None  # printed as it stands on the deck, the PDFs and the Markdown file
    license: Text | None = None  # of the texts, printed on the PDFs, e.g. CC BY 4.0
    adopted: bool = False  # whether learners have notes of it from an older deck, whose guids its ledger keeps

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, as the language is written."""
        return read_direction(self.language)

    @property
    def onward(self) -> str:
        """The arrow to what comes next in a line."""
        return "→" if self.direction == "ltr" else "←"


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
    """A task of the exam guide, and its skills by number; facts name the task where it has none."""

    id: Text
    title: Text
    skills: dict[Text, Text] = field(default_factory=dict)


@record
class Topic:
    """A heading, within a domain or in place of domains, and the facts under it in reading order."""

    title: Text
    facts: tuple[AnyFact, ...] = ()

    @property
    def living(self) -> tuple[Fact, ...]:
        """The facts that are not retired."""
        return tuple(fact for fact in self.facts if fact.retired is None)


@record
class Domain:
    """A domain of the exam with its weight in per cent; either all domains have one, or none."""

    id: Text
    number: Annotated[int, Ge(1)]
    title: Text
    short: Text | None = None
    weight: Annotated[int, Ge(1), Le(100)] | None = None
    tasks: tuple[Task, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def label(self) -> str:
        """The short title where there is one."""
        return self.short or self.title

    @property
    def living(self) -> tuple[Fact, ...]:
        """The facts that are not retired."""
        return tuple(fact for topic in self.topics for fact in topic.living)


@dataclass(frozen=True, slots=True)
class Section:
    """What every target prints under a heading of its own: a domain, or a topic of a study without domains."""

    number: int  # of the domain; of a topic its place, which is nothing to print
    title: Text
    label: str
    weight: int | None
    tasks: tuple[Task, ...]
    topics: tuple[Topic, ...]
    is_domain: bool = True

    @property
    def name(self) -> str:
        """By what it is told from the others: the number of a domain, the title of a topic."""
        return str(self.number) if self.is_domain else self.title

    @property
    def facts(self) -> Iterator[Fact]:
        """The facts in reading order."""
        return (fact for topic in self.topics for fact in topic.facts)

    @property
    def living(self) -> tuple[Fact, ...]:
        """Those that are not retired."""
        return tuple(fact for topic in self.topics for fact in topic.living)

    def numbered(self, text: str, sign: str = " ") -> str:
        """A text about a domain with its number before it; about a topic as it is."""
        return f"{self.number}{sign}{text}" if self.is_domain else text


@dataclass(frozen=True, slots=True)
class Part:
    """The living facts of a task, or of a section that has no tasks."""

    id: str  # of the task; else the number of the domain, nothing for a topic
    title: Text
    facts: tuple[Fact, ...]


@record
class Study:
    """The whole content file, typed. Retired facts are in `facts`; most exporters want `living`."""

    format: Annotated[int, Ge(1), Le(1)]
    study: Meta
    rules: dict[Text, Literal["off"]] | None = None  # of `check`, by code or name
    limits: dict[Text, Annotated[int, Ge(1)]] | None = None  # of the same, for those that measure
    targets: Targets | None = None
    services: tuple[Service, ...] = ()
    abbreviations: dict[Text, Text] | None = None  # in words; "" for one that everybody knows
    domains: tuple[Domain, ...] = ()
    topics: tuple[Topic, ...] = ()  # of a study without domains
    exams: tuple[Exam, ...] = ()

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in reading order."""
        return tuple(fact for section in self.sections for fact in section.facts)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Into what the study is divided: its domains, or its topics."""
        if self.domains:
            return tuple(Section(d.number, d.title, d.label, d.weight, d.tasks, d.topics) for d in self.domains)
        return tuple(
            Section(n, t.title, t.title, None, (), (t,), is_domain=False) for n, t in enumerate(self.topics, 1)
        )

    @cached_property
    def living(self) -> tuple[Fact, ...]:
        """The facts that are not retired, in reading order."""
        return tuple(fact for section in self.sections for fact in section.living)

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
    def exam_targets(self) -> Bounds:
        """The bounds of every mock exam, by the names of what is counted of it."""
        return (self.targets and self.targets.exam) or {}

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
        return {fact.id: topic for section in self.sections for topic in section.topics for fact in topic.facts}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section by fact id."""
        return {fact.id: section for section in self.sections for fact in section.facts}

    @cached_property
    def task(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for domain in self.domains for task in domain.tasks}

    @cached_property
    def task_of(self) -> dict[str | None, Task]:
        """Tasks by what a fact or item names in `skill`: one of their skills, or themselves if they have none."""
        return {number: task for task in self.task.values() for number in task.skills or (task.id,)}

    def parts_of(self, section: Section) -> Iterator[Part]:
        """The tasks of a section with their facts; the section itself when it has none."""
        under: dict[str, list[Fact]] = {task.id: [] for task in section.tasks}
        for fact in section.living:
            if (task := self.task_of.get(fact.skill)) and task.id in under:
                under[task.id].append(fact)
        for task in section.tasks:
            yield Part(task.id, task.title, tuple(under[task.id]))
        if not section.tasks:
            yield Part(section.numbered("", ""), section.title, section.living)
