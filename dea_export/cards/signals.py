"""Signals: the words of a question that decide, and what they point to. Read off the choices, nothing written anew.

Mock exams have the same, but would be given away by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dea_export.model.blocks import QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.text import Text


class Signal(NamedTuple):
    """The requirement that decides, and the option that it picks."""

    fact: Fact
    deciding: Text
    pick: Text


def read_signals(facts: Iterable[Fact]) -> Iterator[Signal]:
    """Those of the living choices among some facts, in their order."""
    for fact in facts:
        note = fact.note()
        if fact.retired is None and isinstance(note, QuestionNote):
            yield from (Signal(fact, note.answer, option.text) for option in note.options if option.loses is None)
