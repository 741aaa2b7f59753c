"""The index of the full edition: services, from their former names to those of today, abbreviations and topics."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dea_export.cards.signals import read_signals
from dea_export.cards.wording import say_status
from dea_export.exporters.pdf.full.places import Whereabouts, find_place
from dea_export.exporters.pdf.full.terms import Term
from dea_export.model.blocks import Fork
from dea_export.model.facts import Fact
from dea_export.model.study import Service, Study
from dea_export.words import words_in


def find_anchors(study: Study, terms: Sequence[Term]) -> dict[str, str]:
    """Facts that are pointed to: by the index, by others, by signals, and those that are printed in front."""
    named = (
        study.by_id[name]
        for fact in study.living
        for name in (*fact.grounds(), *fact.confuse_with)
        if name in study.by_id
    )
    chosen = (signal.fact for signal in read_signals(study.living))
    indexed = (*_first_of_tasks(study), *(fact for term in terms for fact in term.facts))
    return {fact.id: f"f-{fact.id}" for fact in (*indexed, *named, *chosen, *filter(is_tree, study.living))}


def is_tree(fact: Fact) -> bool:
    """Whether it is a decision, which stands in front."""
    return isinstance(fact.block(), Fork)


def _first_of_tasks(study: Study) -> Iterator[Fact]:
    seen: set[tuple[str, str]] = set()
    for fact in study.living:
        new = {(service, find_place(study, fact).anchor) for service in fact.services} - seen
        seen |= new
        if new:
            yield fact


def gather_entries(study: Study, terms: Sequence[Term], anchors: dict[str, str]) -> list[dict[str, Any]]:
    """Services, abbreviations and topics in one alphabet, each with where it comes up."""
    words, makers = words_in(study.study.language), _makers(study)
    named = (
        {
            "key": _sorted_by(term.name, makers),
            "name": term.name,
            "see": "",
            "docs": "",
            "status": f"{words.say('list.comma')}{term.words}" if term.words else "",
            "places": [_place(find_place(study, fact), [fact], anchors) for fact in term.facts],
        }
        for term in terms
    )
    return sorted((*index_services(study, anchors), *named), key=lambda entry: (entry["key"], entry["name"]))


def index_services(study: Study, anchors: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Services that facts are about, by name, with former names and where they come up; former names lead to today's."""
    by_service: dict[str, dict[Whereabouts, list[Fact]]] = {}
    for fact in study.living:
        for service in fact.services:
            by_service.setdefault(service, {}).setdefault(find_place(study, fact), []).append(fact)
    words = words_in(study.study.language)
    services = [study.service[name] for name in by_service]
    makers = _makers(study)
    now = {_sorted_by(found.name, makers) for found in services}
    former = {_sorted_by(name, makers): (name, found) for found in services for name in found.formerly}
    entries: list[tuple[str, str, Service]] = [
        *((_sorted_by(found.name, makers), found.name, found) for found in services),
        *((key, name, found) for key, (name, found) in former.items() if key not in now),
    ]
    for key, name, found in sorted(entries, key=lambda entry: entry[:2]):
        if name != found.name:
            yield {"key": key, "name": name, "see": found.name}
            continue
        whole = sorted(by_service[found.id].items(), key=lambda item: item[0].order)
        places = [_place(at, facts, anchors) for at, facts in whole]
        status = ";".join(say_status(study, found, words))
        yield {"key": key, "name": name, "see": "", "docs": found.docs or "", "status": status, "places": places}


def _place(at: Whereabouts, facts: Sequence[Fact], anchors: dict[str, str]) -> dict[str, str]:
    """A task and the anchor of the first of its facts that has one."""
    first = next((fact for fact in facts if fact.id in anchors), facts[0])
    return {"task": at.number, "anchor": anchors.get(first.id, at.anchor)}


def _makers(study: Study) -> set[str]:
    return {found.name.removesuffix(found.label) for found in study.services}


def _sorted_by(name: str, makers: Collection[str]) -> str:
    """The name without its first word, where that stands before the short name of a service: Amazon, AWS, Apache."""
    maker, space, own = name.partition(" ")
    return (own if maker + space in makers else name).casefold()
