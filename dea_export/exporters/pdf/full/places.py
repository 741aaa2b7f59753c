"""Where a fact stands in the full edition, as its index says it, and by which name links find it."""

from __future__ import annotations

from typing import NamedTuple

from dea_export.model.facts import Fact
from dea_export.model.study import Study


class Whereabouts(NamedTuple):
    """The task of a fact, or the section where it has none: its number if it is printed, and where it begins."""

    number: str
    anchor: str

    @property
    def order(self) -> list[int]:
        """The parts of the number, to sort by."""
        return [int(part) if part.isdigit() else 0 for part in self.number.split(".")]


def anchor_of(name: str) -> str:
    """Where the fact of this id stands, for links."""
    return f"f-{name}"


def find_place(study: Study, fact: Fact) -> Whereabouts:
    """The whereabouts of a fact."""
    if task := study.task_of.get(fact.skill):
        return Whereabouts(task.id, f"task-{task.id}")
    section = study.section_of[fact.id]
    return Whereabouts(section.numbered("", ""), f"domain-{section.number}")
