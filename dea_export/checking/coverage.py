"""What a study covers: facts and cards by domain or topic, task, skill, service, kind, rank, evidence and sheet.

Counts stand beside the bounds that the content file sets for them under `targets:`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dea_export.cards import card_numbers
from dea_export.model.facts import KINDS, PRIORITIES, RANKS, Fact
from dea_export.model.measures import MEASURES, Tally
from dea_export.model.study import Study
from dea_export.model.targets import Bound, Targets

SHOWN = ("facts", "cards", "rank-1-cards", "rank-2-cards", "sheet", "must", "checked")  # columns of every group


@dataclass(frozen=True, slots=True)
class Group:
    """Some facts of the study, what was counted of them, and what was asked."""

    level: str  # all, domain or topic, task, skill, service, kind, rank, checked, sheet
    name: str
    title: str
    counts: dict[str, float]
    bounds: dict[str, Bound]

    @property
    def missed(self) -> tuple[str, ...]:
        """The measures that are out of their bounds."""
        return tuple(measure for measure, bound in self.bounds.items() if not bound.allows(self.counts[measure]))


def count_groups(study: Study) -> tuple[Group, ...]:
    """Every group, from the whole study down to ranks, in the order of the content file."""
    return tuple(_Counter(study).groups())


class _Counter:
    """Counts the living facts of one study."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.facts = study.living
        self.cards: dict[str, int] = {fact.id: len(card_numbers(fact)) for fact in self.facts}
        self.targets = study.targets or Targets()

    def groups(self) -> Iterator[Group]:
        """All groups."""
        whole = {str(measure): bound for measure, bound in (self.targets.all or {}).items()}
        yield Group("all", "", self.study.study.title, self.counted(self.facts), whole)
        for section in self.study.sections:
            if section.is_domain:
                yield self.group("domain", section.name, section.label, section.living)
            else:
                yield self.plain("topic", section.name, section.living)
        for part in (part for section in self.study.sections if section.tasks for part in self.study.parts_of(section)):
            yield self.group("task", part.id, part.title, part.facts)
        by_skill: dict[str | None, list[Fact]] = {}
        by_service: dict[str, list[Fact]] = {}
        for fact in self.facts:
            by_skill.setdefault(fact.skill, []).append(fact)
            for word in fact.services:
                by_service.setdefault(word, []).append(fact)
        for task in self.study.task.values():
            for skill, title in task.skills.items():
                yield self.group("skill", skill, title, by_skill.get(skill, []))
        for service in self.study.services:
            yield self.group("service", service.id, service.name, by_service.get(service.id, []))
        yield from self.others()

    def others(self) -> Iterator[Group]:
        """Groups without bounds of their own."""
        for kind in KINDS:
            yield self.plain("kind", kind, [fact for fact in self.facts if fact.kind_name == kind])
        for rank in RANKS:
            yield self.plain("rank", str(rank), [fact for fact in self.facts if fact.rank == rank])
        yield self.plain("checked", "yes", [fact for fact in self.facts if fact.checked is not None])
        yield self.plain("checked", "no", [fact for fact in self.facts if fact.checked is None])
        for priority in PRIORITIES:
            chosen = [fact for fact in self.facts if fact.sheet is not None and fact.sheet.priority == priority]
            yield self.plain("sheet", priority, chosen)

    def group(self, level: str, name: str, title: str, facts: Sequence[Fact]) -> Group:
        """A group that may have bounds."""
        return Group(level, name, title, self.counted(facts), self.targets.of(level, name))

    def plain(self, level: str, name: str, facts: Sequence[Fact]) -> Group:
        """A group that has none."""
        return Group(level, name, "", self.counted(facts), {})

    def counted(self, facts: Sequence[Fact]) -> dict[str, float]:
        """Every measure of some facts."""
        tally = Tally(facts, self.cards, len(self.facts))
        return {name: measure.count(tally) for name, measure in MEASURES.items()}
