"""The index of the full edition: services, from their former names to those of today, and where they come up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from dea_export.cards.signals import read_signals
from dea_export.cards.wording import say_status
from dea_export.exporters.pdf.full.terms import Term, find_makers, without_maker
from dea_export.model.blocks import Fork
from dea_export.model.facts import Fact
from dea_export.model.study import Service, Study
from dea_export.words import words_in


def find_anchors(study: Study, terms: Iterable[Term]) -> dict[str, str]:
    """Facts that are pointed to: by the index, by other facts, choices by signals, and decisions from their topics."""
    named = (
        study.by_id[name]
        for fact in study.living
        for name in (*fact.grounds(), *fact.confuse_with)
        if name in study.by_id
    )
    chosen = (signal.fact for signal in read_signals(study.living))
    told = (fact for term in terms for fact in term.facts)
    pointed_to = (*_first_of_tasks(study), *named, *chosen, *told, *find_decisions(study))
    return {fact.id: f"f-{fact.id}" for fact in pointed_to}


def find_decisions(study: Study) -> tuple[Fact, ...]:
    """The facts that are trees, with which the edition opens."""
    return tuple(fact for fact in study.living if isinstance(fact.block(), Fork))


def _first_of_tasks(study: Study) -> Iterator[Fact]:
    seen: set[tuple[str, str]] = set()
    for fact in study.living:
        new = {(service, _whereabouts(study, fact).anchor) for service in fact.services} - seen
        seen |= new
        if new:
            yield fact


def index_services(study: Study, anchors: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Services that facts are about, by name, with former names and where they come up; former names lead to today's."""
    by_service: dict[str, dict[_Whereabouts, list[Fact]]] = {}
    for fact in study.living:
        for service in fact.services:
            by_service.setdefault(service, {}).setdefault(_whereabouts(study, fact), []).append(fact)
    words = words_in(study.study.language)
    services = [study.service[name] for name in by_service]
    makers = find_makers(study)
    now = {without_maker(found.name, makers) for found in services}
    former = {without_maker(name, makers): (name, found) for found in services for name in found.formerly}
    entries: list[tuple[str, str, Service]] = [
        *((without_maker(found.name, makers), found.name, found) for found in services),
        *((key, name, found) for key, (name, found) in former.items() if key not in now),
    ]
    for _, name, found in sorted(entries, key=lambda entry: entry[:2]):
        if name != found.name:
            yield {"name": name, "see": found.name}
            continue
        places = [_place(at, facts, anchors) for at, facts in sorted(by_service[found.id].items(), key=_by_number)]
        status = ";".join(say_status(study, found, words))
        yield {"name": name, "see": "", "docs": found.docs or "", "status": status, "places": places}


class _Whereabouts(NamedTuple):
    """The task of a fact, or the section where it has none: its number if it is printed, and where it begins."""

    number: str
    anchor: str


def _whereabouts(study: Study, fact: Fact) -> _Whereabouts:
    if task := study.task_of.get(fact.skill):
        return _Whereabouts(task.id, f"task-{task.id}")
    section = study.section_of[fact.id]
    return _Whereabouts(section.numbered("", ""), f"domain-{section.number}")


def _place(at: _Whereabouts, facts: Sequence[Fact], anchors: dict[str, str]) -> dict[str, str]:
    """A task and the anchor of the first of its facts that has one."""
    first = next((fact for fact in facts if fact.id in anchors), facts[0])
    return {"task": at.number, "anchor": anchors.get(first.id, at.anchor)}


def _by_number(item: tuple[_Whereabouts, object]) -> list[int]:
    return [int(part) if part.isdigit() else 0 for part in item[0].number.split(".")]
