"""Where a learner stands: what is met, known, due and forgotten, fact by fact and by the parts of the exam.

What is known is a probability: that of recalling a card, and 0 for one that was never met; of a fact with several cards
their mean. The whole counts each domain by its weight in the exam.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import fmean

from dea_export.cards.cards import card_numbers
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.progress.learnt import CardState, Learnt

LEVELS = ("domain", "topic", "task", "skill", "service")


@dataclass(frozen=True, slots=True)
class FactStanding:
    """A fact, and the state of its cards; those that the collection lacks are not among them."""

    fact: Fact
    numbers: int  # of cards that the fact has
    cards: tuple[CardState, ...]
    day: int  # number of today
    today: float  # how well it is known, from 0 to 1
    later: float  # the same on the day of the exam, if it is not seen again

    @property
    def met(self) -> int:
        """How many of its cards have been answered."""
        return sum(card.memory is not None for card in self.cards)

    @property
    def recalled(self) -> float:
        """How well those are recalled today, from 0 to 1."""
        return self.today * self.numbers / max(1, self.met)

    @property
    def kept(self) -> float:
        """The same on the day of the exam."""
        return self.later * self.numbers / max(1, self.met)

    @property
    def due(self) -> int:
        """How many of its cards are due today."""
        return sum(card.due is not None and card.due <= self.day for card in self.cards)

    @property
    def forgotten(self) -> int:
        """How often one of its cards was forgotten."""
        return sum(card.forgotten for card in self.cards)


@dataclass(frozen=True, slots=True)
class Portion:
    """The facts of a part of the exam, or of a service; never none."""

    level: str
    name: str
    title: str
    weight: int | None  # per cent of the exam; only of domains
    facts: tuple[FactStanding, ...]

    @property
    def met(self) -> tuple[FactStanding, ...]:
        """The facts of which at least one card has been answered."""
        return tuple(one for one in self.facts if one.met)

    @property
    def due(self) -> int:
        """Cards that are due."""
        return sum(one.due for one in self.facts)

    @property
    def forgotten(self) -> int:
        """How often a card was forgotten."""
        return sum(one.forgotten for one in self.facts)

    @property
    def today(self) -> float:
        """How much of it is known today, from 0 to 1."""
        return fmean(one.today for one in self.facts)

    @property
    def later(self) -> float:
        """The same on the day of the exam."""
        return fmean(one.later for one in self.facts)


@dataclass(frozen=True)
class Standing:
    """Where a learner stands in a whole study on one day, and where on the day of the exam."""

    study: Study
    learnt: Learnt
    today: date
    exam: date
    now: float  # seconds since 1970

    @cached_property
    def facts(self) -> tuple[FactStanding, ...]:
        """Every living fact, in reading order."""
        at, day = self.learnt.days.noon(self.exam), self.learnt.days.number(self.today)
        return tuple(_stand(fact, self.learnt.cards, self.now, at, day) for fact in self.study.living)

    @cached_property
    def portions(self) -> tuple[Portion, ...]:
        """Domains, or the topics of a study without any, then tasks, skills and services; those that have facts."""
        return tuple(_portions(self.study, self.facts))

    @property
    def cards(self) -> list[CardState]:
        """The cards of living facts that the collection has."""
        return [card for one in self.facts for card in one.cards]

    @property
    def whole(self) -> Portion:
        """All facts."""
        return Portion("all", "", str(self.study.study.title), None, self.facts)

    @property
    def sections(self) -> list[tuple[Portion, float]]:
        """The domains or topics, each with the part of the exam that one of its facts has, from 0 to 1.

        By their weights, or by the number of their facts where none is given.
        """
        found = [portion for portion in self.portions if portion.level in LEVELS[:2]]
        total = sum(one.weight or len(one.facts) for one in found)
        return [(one, (one.weight or len(one.facts)) / total / len(one.facts)) for one in found]

    def weigh(self, known: Callable[[Portion], float]) -> float:
        """A measure of sections for the whole exam: the mean by their weights, or by their facts where none is given."""
        return sum(part * len(one.facts) * known(one) for one, part in self.sections)

    def known_at(self, at: float) -> float:
        """How much of the exam is known at a time, in seconds since 1970, if nothing is seen again."""
        return self.weigh(lambda portion: fmean(_known(one.cards, one.numbers, at) for one in portion.facts))


def _stand(fact: Fact, cards: Mapping[tuple[str, int], CardState], now: float, later: float, day: int) -> FactStanding:
    numbers = card_numbers(fact)
    held = tuple(cards[fact.id, number] for number in numbers if (fact.id, number) in cards)
    return FactStanding(
        fact, len(numbers), held, day, _known(held, len(numbers), now), _known(held, len(numbers), later)
    )


def _known(cards: Iterable[CardState], numbers: int, at: float) -> float:
    return sum(card.memory.recall(at) for card in cards if card.memory is not None) / max(1, numbers)


def _portions(study: Study, facts: tuple[FactStanding, ...]) -> Iterator[Portion]:
    by: dict[tuple[str, str], list[FactStanding]] = {}
    for one in facts:
        for key in _places(study, one.fact):
            by.setdefault(key, []).append(one)
    for level, name, title, weight in _every_place(study):
        if found := by.get((level, name)):
            yield Portion(level, name, title, weight, tuple(found))


def _places(study: Study, fact: Fact) -> Iterator[tuple[str, str]]:
    """Level and name of every portion that a fact belongs to."""
    section, task = study.section_of[fact.id], study.task_of.get(fact.skill)
    yield ("domain" if section.is_domain else "topic"), section.name
    if task is not None:
        yield "task", task.id
    if task is not None and task.skills:
        yield "skill", str(fact.skill)
    yield from (("service", word) for word in fact.services)


def _every_place(study: Study) -> Iterator[tuple[str, str, str, int | None]]:
    for section in study.sections:
        yield ("domain" if section.is_domain else "topic"), section.name, section.label, section.weight
    for task in study.task.values():
        yield "task", task.id, task.title, None
    for task in study.task.values():
        yield from (("skill", number, title, None) for number, title in task.skills.items())
    for service in study.services:
        yield "service", service.id, service.label, None
