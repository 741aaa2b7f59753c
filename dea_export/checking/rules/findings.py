"""What a rule is: a function from the study to what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dea_export.cards.study_order import in_study_order
from dea_export.checking.checked_facts import CheckedFact
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text


@dataclass(frozen=True, eq=False)
class CheckedStudy:
    """The study, and its living facts as rules ask for them."""

    study: Study
    limits: Mapping[str, int] = field(default_factory=dict)  # that the study sets, by code of the rule

    @cached_property
    def facts(self) -> tuple[CheckedFact, ...]:
        """The living facts in reading order."""
        return tuple(map(CheckedFact, self.study.living))

    @property
    def items(self) -> tuple[ExamItem, ...]:
        """The items of all mock exams."""
        return self.study.exam_items

    @cached_property
    def in_order(self) -> tuple[Fact, ...]:
        """The living facts as a learner meets them."""
        return in_study_order(self.study, {checked.fact.id: len(checked.cards) for checked in self.facts})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a fact or item, and of which part of which text (see `Text.problem`)."""

    owner: Fact | ExamItem | None  # None: a text of the study itself, which nothing excuses
    text: Text
    part: str | None
    message: str
    hint: str


Rule = Callable[[CheckedStudy], Iterator[Finding]]


def at_gap(fact: Fact, number: int, message: str, hint: str) -> Finding:
    """A finding where the gap of a number opens."""
    return Finding(fact, *fact.gap(number), message, hint)


def of_fact(fact: Fact, message: str, hint: str) -> Finding:
    """A finding at the fact's id."""
    return Finding(fact, fact.id, None, message, hint)


def excerpt(text: str, most: int = 60) -> str:
    """A text for a message: one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)] + " …"
