"""Targets that name what there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.measures import FORM_MEASURES, MEASURES
from dea_export.model.study import Study
from dea_export.model.suggestions import did_you_mean
from dea_export.model.targets import BOUND_LEVELS, Bounds
from dea_export.model.text import Text


def wrong_targets(study: Study) -> Iterator[Diagnostic]:
    """Targets of unknown measures, levels, domains, tasks, skills or services, and those nobody can reach."""
    goals = study.targets
    if goals is None:
        return
    skills = [skill for task in study.task.values() for skill in task.skills]
    yield from _bounds(goals.all or {})
    yield from _groups("level", goals.each, BOUND_LEVELS)
    yield from _groups("domain", goals.domains, [str(domain.number) for domain in study.domains])
    yield from _groups("task", goals.tasks, study.task)
    yield from _groups("skill", goals.skills, skills)
    yield from _groups("service", goals.services, study.service)
    yield from _bounds(goals.exam or {}, FORM_MEASURES)


def _groups(what: str, groups: Mapping[Text, Bounds] | None, known: Collection[str]) -> Iterator[Diagnostic]:
    for name, bounds in (groups or {}).items():
        if name not in known:
            message = f"a target for the unknown {what} '{name}'"
            yield name.problem("E222", message, did_you_mean(name, known))
        yield from _bounds(bounds)


def _bounds(bounds: Bounds, measures: Collection[str] = tuple(MEASURES)) -> Iterator[Diagnostic]:
    for measure, bound in bounds.items():
        if measure not in measures:
            message = f"a target for '{measure}', which is not counted"
            yield measure.problem("E222", message, did_you_mean(measure, measures))
        if bound.min is None and bound.max is None:
            yield measure.problem("E223", f"the target for '{measure}' has no bound", "give it 'min' or 'max'")
        elif bound.min is not None and bound.max is not None and bound.min > bound.max:
            message = f"the target for '{measure}' is at least {bound.min} and at most {bound.max}"
            yield measure.problem("E223", message, "exchange them")
