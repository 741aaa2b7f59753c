"""Weeks of study as a plan: how many new cards, until when, what each week asks for, on which days a mock exam."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from statistics import fmean

from dea_export.cards.cards import card_numbers
from dea_export.cards.study_order import in_study_order
from dea_export.model.study import Study

WEEK = 7  # days
SETTLING = 7  # days before the exam without new cards: what is met later will not stick
LAST_MOCK = 3  # days before the exam
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a simulator says of the days from today on; `days` are new cards, reviews, seconds."""

    new_a_day: int
    days: Sequence[tuple[int, int, float]]
    own_pace: bool = False  # whether a learner's own answers tell the seconds of one
    lacking: int = 0  # cards that were met but have no memory state, which no simulator counts


@dataclass(frozen=True, slots=True)
class StudyWeek:
    """Seven days, fewer before the exam; all numbers are means of a day."""

    first: date
    last: date
    new: float
    reviews: float
    minutes: float


@dataclass(frozen=True)
class StudyPlan:
    """A plan for one study and one exam."""

    study: Study
    today: date
    exam: date
    minutes: float  # that a day may take
    met: frozenset[tuple[str, int]]  # cards that were met before, by fact and number
    forecast: Forecast

    @property
    def left(self) -> int:
        """Cards that are not met yet."""
        return len(self._unmet)

    @cached_property
    def _unmet(self) -> list[tuple[str, int]]:
        return list_unmet(self.study, self.met)

    @property
    def planned(self) -> int:
        """Cards that will be met until the exam."""
        return min(self.left, sum(day[0] for day in self.forecast.days))

    @property
    def last_new(self) -> date | None:
        """The last day of new cards; None when there is none."""
        days = [number for number, day in enumerate(self.forecast.days) if day[0]]
        return self.today + timedelta(days=days[-1]) if days else None

    @property
    def busiest(self) -> float:
        """Minutes a day in the busiest week."""
        return max((week.minutes for week in self.weeks), default=0.0)

    @property
    def weeks(self) -> list[StudyWeek]:
        """From today on, the last one ending on the day before the exam."""
        days = self.forecast.days
        return [self._week(start, days[start : start + WEEK]) for start in range(0, len(days), WEEK)]

    def _week(self, start: int, days: Sequence[tuple[int, int, float]]) -> StudyWeek:
        new, reviews, seconds = map(fmean, zip(*days, strict=True))
        first = self.today + timedelta(days=start)
        return StudyWeek(first, first + timedelta(days=len(days) - 1), new, reviews, seconds / SECONDS)

    @property
    def mocks(self) -> list[tuple[str, date]]:
        """Titles and days of the mock exams, a week apart, the last one near the exam; those there is no time for are left out."""
        last = self.exam - timedelta(days=LAST_MOCK)
        dates = [last - timedelta(days=WEEK * back) for back in reversed(range(len(self.study.exams)))]
        fitting = [day for day in dates if day >= self.today]
        forms = self.study.exams[: len(fitting)]
        return [(str(form.title), day) for form, day in zip(forms, fitting, strict=True)]

    @property
    def ranks(self) -> Iterator[tuple[int, int, int]]:
        """Each rank with its facts that are or will be met, and all of its facts."""
        seen = {fact for fact, _ in (*self.met, *self._unmet[: self.planned])}
        every = Counter(fact.rank for fact in self.study.living)
        reached = Counter(fact.rank for fact in self.study.living if fact.id in seen)
        yield from ((rank, reached[rank], every[rank]) for rank in sorted(every))


def list_unmet(study: Study, met: Collection[tuple[str, int]]) -> list[tuple[str, int]]:
    """The cards of a study that are not among those met, by fact and number, in the order of the deck."""
    order = in_study_order(study, {fact.id: len(card_numbers(fact)) for fact in study.living})
    cards = ((str(fact.id), number) for fact in order for number in card_numbers(fact))
    return [card for card in cards if card not in met]


def count_new_days(today: date, exam: date) -> int:
    """On how many days new cards may come."""
    return max(0, (exam - today).days - SETTLING)
