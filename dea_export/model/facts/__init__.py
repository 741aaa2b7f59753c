"""The kinds of fact, one module each. A new kind is a new module and one line here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dea_export.model.facts.base import PRIORITIES, Change, Fact, Figure, Retired, SheetEntry
from dea_export.model.facts.choice import Choice, ChoiceOption
from dea_export.model.facts.compare import Aspect, Compare
from dea_export.model.facts.question import Question
from dea_export.model.facts.statement import Statement
from dea_export.model.facts.steps import Steps

KINDS: dict[str, type[Fact]] = {
    "statement": Statement,
    "question": Question,
    "compare": Compare,
    "steps": Steps,
    "choice": Choice,
}
AnyFact = Annotated[Statement | Question | Compare | Steps | Choice, Field(discriminator="kind")]

__all__ = [
    "KINDS",
    "PRIORITIES",
    "AnyFact",
    "Aspect",
    "Change",
    "Choice",
    "ChoiceOption",
    "Compare",
    "Fact",
    "Figure",
    "Question",
    "Retired",
    "SheetEntry",
    "Statement",
    "Steps",
]
