"""How old the evidence is: the only question whose answer depends on a date, so it is asked by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.study import Study

FUTURE, STALE, UNCHECKED = "E221", "W431", "I432"


def future_evidence(study: Study, as_of: dt.date) -> Iterator[Diagnostic]:
    """Facts and items that claim to have been checked after that day."""
    every: tuple[Fact | ExamItem, ...] = (*study.facts, *study.exam_items)
    for one in every:
        if one.checked is not None and one.checked > as_of:
            message = f"'{one.id}' was checked on {one.checked}, which is after {as_of}"
            yield one.id.problem(FUTURE, message, "write the day on which it was compared with its source")


def stale_evidence(study: Study, days: int, as_of: dt.date) -> tuple[Diagnostic, ...]:
    """Living facts and items whose evidence is older than `days`, or missing: volatile ones, then the oldest first."""
    due = [one for one in study.checkable if one.checked is None or (as_of - one.checked).days > days]
    due.sort(key=lambda one: (not _is_volatile(one), one.checked or dt.date.max, one.id.place))
    return tuple(_stale(one, as_of) for one in due)


def _is_volatile(one: Fact | ExamItem) -> bool:
    return isinstance(one, Fact) and one.volatile


def _stale(one: Fact | ExamItem, as_of: dt.date) -> Diagnostic:
    volatile = "the volatile fact " if _is_volatile(one) else ""
    source = f"compare it with {one.source}" if one.source else "find its page, and name it in 'source'"
    if isinstance(one, ExamItem) and one.facts:
        source = f"compare it with {', '.join(one.facts)}"
    if one.checked is None:
        return one.id.problem(UNCHECKED, f"{volatile}'{one.id}' was never checked", source)
    age = (as_of - one.checked).days
    return one.id.problem(STALE, f"{volatile}'{one.id}' was checked {age} days ago, on {one.checked}", source)
