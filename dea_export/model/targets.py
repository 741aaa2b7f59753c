"""How much of what a study should hold: minimums and maximums that stand in the content file, not in the code."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge

from dea_export.model.records import record
from dea_export.model.text import Text

BOUND_LEVELS = ("domain", "task", "skill", "service")


@record
class Bound:
    """At least `min`, at most `max`."""

    min: Annotated[int, Ge(0)] | None = None
    max: Annotated[int, Ge(0)] | None = None

    def allows(self, count: float) -> bool:
        """Whether a count is within the bounds."""
        return (self.min is None or count >= self.min) and (self.max is None or count <= self.max)

    def __str__(self) -> str:
        """`≥ 4`, `≤ 9`, or both; `65` where nothing else will do."""
        if self.min is not None and self.min == self.max:
            return f"{self.min}"
        parts = ([f"≥ {self.min}"] if self.min is not None else []) + (
            [f"≤ {self.max}"] if self.max is not None else []
        )
        return " ".join(parts)


Bounds = dict[Text, Bound]  # measure -> bound


@record
class Targets:
    """Bounds for the whole study, for each group of a level, and for single domains, tasks, skills and services."""

    all: Bounds | None = None
    each: dict[Text, Bounds] | None = None  # domain, task, skill or service -> bounds
    domains: dict[Text, Bounds] | None = None  # by number, like the three below by id; these win over `each`
    tasks: dict[Text, Bounds] | None = None
    skills: dict[Text, Bounds] | None = None
    services: dict[Text, Bounds] | None = None
    exam: Bounds | None = None  # of every mock exam that has as many items as its own `items` says

    def of(self, level: str, name: str) -> dict[str, Bound]:
        """The bounds of one group of a level."""
        single: dict[Text, Bounds] = getattr(self, f"{level}s") or {}
        general = (self.each or {}).get(Text(level), {})
        return {str(measure): bound for measure, bound in (general | single.get(Text(name), {})).items()}
