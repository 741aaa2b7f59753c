"""Choices that can be answered without knowing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dea_export.checking.checked_facts import plain_of
from dea_export.checking.rules.findings import CheckedStudy, Finding, of_fact
from dea_export.model.blocks import NoteOption, QuestionNote
from dea_export.model.facts import Fact

LONGER = 2.2  # times: the longest option against the shortest
BY = 25  # characters, at least
ENOUGH = 8  # choices in a deck, before habits can be seen
SURE = 3  # standard deviations above chance

Options = tuple[NoteOption, ...]


def uneven_options(study: CheckedStudy) -> Iterator[Finding]:
    """Options of very different length: the odd one out draws the eye."""
    for fact, options in _choices(study):
        lengths = {option.text: _shown(option) for option in options}
        longest, shortest = max(lengths, key=lengths.__getitem__), min(lengths, key=lengths.__getitem__)
        most, least = lengths[longest], lengths[shortest]
        if most > LONGER * least and most - least > BY:
            message = f"the options have {least} to {most} characters"
            yield Finding(fact, longest, "", message, "options of like length do not give the pick away")


def habits(study: CheckedStudy) -> Iterator[Finding]:
    """Over the deck, the pick is the longest option, or stands at the same place, more often than chance allows."""
    every = [(fact, options) for fact, options in _choices(study) if len(options) > 1]
    if len(every) < ENOUGH:
        return
    chance = sum(1 / len(options) for _, options in every) / len(every)
    allowed = chance + SURE * math.sqrt(chance * (1 - chance) / len(every))
    marks = {
        "is the longest option": [_is_longest(options) for _, options in every],
        "stands first": [options[0].loses is None for _, options in every],
        "stands last": [options[-1].loses is None for _, options in every],
    }
    for habit, kept in marks.items():
        share = sum(kept) / len(every)
        if share > allowed:
            message = f"the pick {habit} in {share:.0%} of {len(every)} choices; by chance it would be {chance:.0%}"
            first, _ = every[kept.index(True)]
            yield of_fact(first, message, "a learner who notices need not know anything: vary it")


def _choices(study: CheckedStudy) -> list[tuple[Fact, Options]]:
    notes = ((checked.fact, checked.fact.note()) for checked in study.facts)
    return [(fact, note.options) for fact, note in notes if isinstance(note, QuestionNote) and note.options]


def _is_longest(options: Options) -> bool:
    """Whether the pick alone is the longest."""
    pick = max(_shown(option) for option in options if option.loses is None)
    return all(_shown(option) < pick for option in options if option.loses is not None)


def _shown(option: NoteOption) -> int:
    """How many characters a learner sees."""
    return len(plain_of(option.text))
