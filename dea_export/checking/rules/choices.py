"""Choices that can be answered without knowing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dea_export.checking.checked_facts import plain_of
from dea_export.checking.rules.findings import CheckedStudy, Finding, at, of
from dea_export.model.facts import Choice

LONGER = 2.2  # times: the longest option against the shortest
BY = 25  # characters, at least
ENOUGH = 8  # choices in a deck, before habits can be seen
SURE = 3  # standard deviations above chance


def uneven_options(deck: CheckedStudy) -> Iterator[Finding]:
    """Options of very different length: the odd one out draws the eye."""
    for fact in _choices(deck):
        lengths = {option.text: len(plain_of(option.text)) for option in fact.options}
        longest, shortest = max(lengths, key=lengths.__getitem__), min(lengths, key=lengths.__getitem__)
        most, least = lengths[longest], lengths[shortest]
        if most > LONGER * least and most - least > BY:
            message = f"the options have {least} to {most} characters"
            yield at(fact, longest, "", message, "options of like length do not give the pick away")


def habits(deck: CheckedStudy) -> Iterator[Finding]:
    """Over the deck, the pick is the longest option, or stands at the same place, more often than chance allows."""
    every = [fact for fact in _choices(deck) if len(fact.options) > 1]
    if len(every) < ENOUGH:
        return
    chance = sum(1 / len(fact.options) for fact in every) / len(every)
    allowed = chance + SURE * math.sqrt(chance * (1 - chance) / len(every))
    marks = {
        "is the longest option": [_is_longest(fact) for fact in every],
        "stands first": [fact.options[0].pick for fact in every],
        "stands last": [fact.options[-1].pick for fact in every],
    }
    for habit, kept in marks.items():
        share = sum(kept) / len(every)
        if share > allowed:
            message = f"the pick {habit} in {share:.0%} of {len(every)} choices; by chance it would be {chance:.0%}"
            yield of(every[kept.index(True)], message, "a learner who notices need not know anything: vary it")


def _choices(deck: CheckedStudy) -> list[Choice]:
    return [subject.fact for subject in deck.subjects if isinstance(subject.fact, Choice)]


def _is_longest(fact: Choice) -> bool:
    """Whether the pick alone is the longest."""
    return all(len(option.text) < len(fact.pick.text) for option in fact.options if not option.pick)
