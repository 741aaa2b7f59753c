"""The kinds of fact, one module each. A new kind is a new module and one line here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dea_export.model.facts.base import PRIORITIES, RANKS, Change, Fact, Figure, Front, Prose, Retired, SheetEntry
from dea_export.model.facts.choice import Choice, ChoiceOption
from dea_export.model.facts.compare import Aspect, Compare
from dea_export.model.facts.decision_tree import Tree, TreeBranch
from dea_export.model.facts.question import Question
from dea_export.model.facts.statement import Statement
from dea_export.model.facts.steps import Steps
from dea_export.model.records import key_names

KINDS: dict[str, type[Fact]] = {
    "statement": Statement,
    "question": Question,
    "compare": Compare,
    "steps": Steps,
    "choice": Choice,
    "tree": Tree,
}
AnyFact = Annotated[Statement | Question | Compare | Steps | Choice | Tree, Field(discriminator="kind")]


def fact_keys() -> tuple[str, ...]:
    """The keys of facts in the order in which they are written: what it is, what it says, what it says of itself."""
    every, own = key_names(Fact), dict.fromkeys(key for kind in KINDS.values() for key in key_names(kind))
    said = [key for key in own if key not in every and key != "kind"]
    about = every.index("why")
    return (every[0], "kind", *every[1:about], *said, *every[about:])


__all__ = [
    "KINDS",
    "PRIORITIES",
    "RANKS",
    "AnyFact",
    "Aspect",
    "Change",
    "Choice",
    "ChoiceOption",
    "Compare",
    "Fact",
    "Figure",
    "Front",
    "Prose",
    "Question",
    "Retired",
    "SheetEntry",
    "Statement",
    "Steps",
    "Tree",
    "TreeBranch",
    "fact_keys",
]
