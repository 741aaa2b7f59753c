"""Days, months and years as a language writes them."""

from __future__ import annotations

from dea_export.words.plurals import OTHER
from dea_export.words.vocabulary import Words

PRECISION = (OTHER, "month", "day")  # by the number of hyphens


def say_day(words: Words, written: str) -> str:
    """`2024-07-25`, `2024-07` or `2024` in words: a phone breaks lines at hyphens."""
    year, month, day = [*written.split("-"), "1", "1"][:3]
    said = words.say("list.first") if int(day) == 1 else str(int(day))
    return words.say("list.date", find_precision(written), day=said, month=words.months[int(month) - 1], year=year)


def find_precision(written: str) -> str:
    """The form of what stands around a day: `day`, `month`, or that of a year."""
    return PRECISION[written.count("-")]
