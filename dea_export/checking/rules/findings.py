"""What a rule is: a function from the deck to what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dea_export.checking.checked_facts import CheckedFact, checked_facts
from dea_export.model.facts import Fact
from dea_export.model.place import Place, Text
from dea_export.model.study import Study


@dataclass(frozen=True)
class CheckedStudy:
    """The study, and its living facts as cards."""

    study: Study

    @cached_property
    def subjects(self) -> tuple[CheckedFact, ...]:
        """The living facts in reading order."""
        return checked_facts(self.study)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a fact."""

    fact: Fact
    place: Place
    message: str
    hint: str
    width: int = 1


Rule = Callable[[CheckedStudy], Iterator[Finding]]


def at(fact: Fact, text: Text, part: str, message: str, hint: str) -> Finding:
    """A finding at the first `part` of a text; at its beginning when the part is not there as written."""
    offset = text.find(part) if part else -1
    if offset < 0 or not text.exact:
        return Finding(fact, text.place, message, hint)
    return Finding(fact, text.at(offset), message, hint, len(part.split("\n", maxsplit=1)[0]))


def at_gap(fact: Fact, number: int, message: str, hint: str) -> Finding:
    """A finding where the gap of a number opens."""
    opening = f"{{{{c{number}::"
    found = next((text for text, _ in fact.texts() if opening in text), None)
    return of(fact, message, hint) if found is None else at(fact, found, opening, message, hint)


def of(fact: Fact, message: str, hint: str) -> Finding:
    """A finding at the fact's id."""
    return Finding(fact, fact.id.place, message, hint, len(fact.id))


def shorten(text: str, most: int = 60) -> str:
    """A text for a message: one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)] + " …"
