"""The days of a collection: Anki counts them from the day on which it was made, in the learner's own time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

HOUR, MINUTES_A_DAY = 3600, 1440
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_HOUR = 4  # of a day of Anki, unless the learner chose another


@dataclass(frozen=True, slots=True)
class DayCount:
    """How a collection counts days."""

    first: date  # day 0
    west: int = 0  # minutes by which the learner's clock is behind UTC
    starts: int = FIRST_HOUR  # hour of the day

    def number(self, day: date) -> int:
        """The number of a day, as cards name the day on which they are due."""
        return (day - self.first).days

    def noon(self, day: date) -> float:
        """The middle of a day, in seconds since 1970."""
        return datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() + self.west * 60

    def day_at(self, seconds: float) -> date:
        """The day of Anki at a time in seconds since 1970."""
        return _date_at(seconds - self.west * 60 - self.starts * HOUR)

    def start(self, number: int) -> float:
        """When a day begins, in seconds since 1970."""
        return self.noon(self.first + timedelta(days=number)) + (self.starts - 12) * HOUR


def count_days(made: int, settings: dict[str, int]) -> DayCount:
    """The count of a collection made at `made`, in seconds since 1970, with Anki's settings by their names."""
    there = settings.get("creationOffset", _offset_of(made))
    return DayCount(
        _date_at(made - there * 60), settings.get("localOffset", there), settings.get("rollover", FIRST_HOUR)
    )


def _offset_of(made: int) -> int:
    """Minutes behind UTC: old collections do not say it, but are made at four o'clock of the learner's clock."""
    return (made // 60 - FIRST_HOUR * 60 + MINUTES_A_DAY // 2) % MINUTES_A_DAY - MINUTES_A_DAY // 2


def _date_at(seconds: float) -> date:
    return (EPOCH + timedelta(seconds=seconds)).date()
