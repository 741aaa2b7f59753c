"""How old the evidence is: the only question whose answer depends on a date, so it is asked by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact
from dea_export.model.study import Study

FUTURE, STALE, UNCHECKED = "E221", "W431", "I432"


def future_evidence(study: Study, as_of: dt.date) -> Iterator[Diagnostic]:
    """Facts that claim to have been checked after that day."""
    for fact in study.facts:
        if fact.checked is not None and fact.checked > as_of:
            message = f"'{fact.id}' was checked on {fact.checked}, which is after {as_of}"
            yield fact.id.problem(FUTURE, message, "write the day on which it was compared with its source")


def stale_evidence(study: Study, days: int, as_of: dt.date) -> tuple[Diagnostic, ...]:
    """Living facts whose evidence is older than `days`, or missing: volatile ones first, then the oldest first."""
    due = [fact for fact in study.living if fact.checked is None or (as_of - fact.checked).days > days]
    due.sort(key=lambda fact: (not fact.volatile, fact.checked or dt.date.max, fact.id.place))
    return tuple(_stale(fact, as_of) for fact in due)


def _stale(fact: Fact, as_of: dt.date) -> Diagnostic:
    volatile = "the volatile fact " if fact.volatile else ""
    source = f"compare it with {fact.source}" if fact.source else "find its page, and name it in 'source'"
    if fact.checked is None:
        return fact.id.problem(UNCHECKED, f"{volatile}'{fact.id}' was never checked", source)
    age = (as_of - fact.checked).days
    return fact.id.problem(STALE, f"{volatile}'{fact.id}' was checked {age} days ago, on {fact.checked}", source)
