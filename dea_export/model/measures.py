"""What can be counted of a group of facts: for `targets:`, `coverage` and `stats`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dea_export.model.blocks import ClozeNote
from dea_export.model.facts import KINDS, Fact


class Tally(NamedTuple):
    """Some facts, and what is counted of them with the help of others."""

    facts: Sequence[Fact]
    cards: Mapping[str, int]  # by fact id
    whole: int  # facts of the study

    def cards_of(self, wanted: Callable[[Fact], bool]) -> int:
        """The cards of some of the facts."""
        return sum(self.cards[fact.id] for fact in self.facts if wanted(fact))


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is counted."""

    help: str
    count: Callable[[Tally], float]
    per_cent: bool = False
    head: str = ""  # of a narrow column; the measure's own name otherwise


def _kind(name: str) -> Measure:
    return Measure("facts of this kind", lambda t: sum(fact.kind_name == name for fact in t.facts))


def _share(help_: str, wanted: Callable[[Fact], bool]) -> Measure:
    return Measure(help_, lambda t: _percent(sum(map(wanted, t.facts)), len(t.facts)), per_cent=True)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0


MEASURES: dict[str, Measure] = {
    "facts": Measure("facts", lambda t: len(t.facts)),
    "cards": Measure("cards", lambda t: t.cards_of(lambda _: True)),
    **{name: _kind(name) for name in KINDS},
    "rank-1-cards": Measure("cards of rank 1", lambda t: t.cards_of(lambda f: f.rank == 1), head="r1"),
    "rank-2-cards": Measure("cards of ranks 1 and 2", lambda t: t.cards_of(lambda f: f.rank <= 2), head="r1+2"),
    "sheet": Measure("facts with a sheet entry", lambda t: sum(f.sheet is not None for f in t.facts)),
    "must": Measure(
        "facts that must be on the sheet",
        lambda t: sum(f.sheet is not None and f.sheet.priority == "must" for f in t.facts),
    ),
    "tables": Measure(
        "compares printed as tables on the sheet",
        lambda t: sum(f.sheet is not None and f.sheet.as_ == "table" for f in t.facts),
    ),
    "pictures": Measure("facts with a picture", lambda t: sum(any(True for _ in f.figures()) for f in t.facts)),
    "sounds": Measure("facts with a sound", lambda t: sum(any(True for _ in f.sounds()) for f in t.facts)),
    "checked": _share("per cent of the facts compared with their source", lambda f: f.checked is not None),
    "why": _share("per cent of the facts with a reason", lambda f: f.why is not None),
    "cloze": Measure(
        "per cent of the cards that are gaps",
        lambda t: _percent(t.cards_of(lambda f: isinstance(f.note(), ClozeNote)), t.cards_of(lambda _: True)),
        per_cent=True,
    ),
    "share": Measure("per cent of all facts of the study", lambda t: _percent(len(t.facts), t.whole), per_cent=True),
}

FORM_MEASURES = (  # what is counted of a mock exam, beside the items of each domain
    "items",
    "fewest items of a task",
    "main skills",
    "most items of a skill",
    "skills in all",
    "multiple",
    "easy",
    "medium",
    "hard",
    "superlatives",
    "stem words",
    "option words",
    "item words",
    "words",
    "stems with a service %",
    "stems with 2 services %",
    "stems with 3 services %",
    "stems with a number",
    "snippets",
    "key A",
    "key B",
    "key C",
    "key D",
    "same letter in a row",
    "key longest %",
    "key shortest %",
    "key by loser words %",
    "fails qualifier %",
    "fails setting %",
    "fails impossible %",
    "fails job %",
    "fails partial %",
    "keys on facts %",
    "reasons on facts %",
)
