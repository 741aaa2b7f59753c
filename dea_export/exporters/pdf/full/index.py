"""The index of the full edition: services, from their former names to those of today, abbreviations and topics."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from dea_export.cards.wording import say_status
from dea_export.exporters.pdf.full.places import Whereabouts, anchor_of, find_place
from dea_export.exporters.pdf.full.terms import find_terms
from dea_export.model.facts import Fact
from dea_export.model.study import Service, Study
from dea_export.words import words_in


def gather_entries(study: Study) -> list[dict[str, Any]]:
    """Services, abbreviations and topics in one alphabet, each with where it comes up."""
    words, makers = words_in(study.study.language), _makers(study)
    named = (
        {
            "key": _sorted_by(term.name, makers),
            "name": term.name,
            "see": "",
            "docs": "",
            "status": f"{words.say('list.comma')}{term.words}" if term.words else "",
            "places": [_place(find_place(study, fact), fact) for fact in term.facts],
        }
        for term in find_terms(study)
    )
    return sorted((*index_services(study), *named), key=lambda entry: (entry["key"], entry["name"]))


def index_services(study: Study) -> Iterator[dict[str, Any]]:
    """Services that facts are about, by name, with former names and where they come up; former names lead to today's."""
    by_service: dict[str, dict[Whereabouts, Fact]] = {}  # of each task the first fact
    for fact in study.living:
        for service in fact.services:
            by_service.setdefault(service, {}).setdefault(find_place(study, fact), fact)
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
        places = [_place(at, fact) for at, fact in whole]
        status = ";".join(say_status(study, found, words))
        yield {"key": key, "name": name, "see": "", "docs": found.docs or "", "status": status, "places": places}


def _place(at: Whereabouts, fact: Fact) -> dict[str, str]:
    """A task, and where a fact of it stands."""
    return {"task": at.number, "anchor": anchor_of(fact.id)}


def _makers(study: Study) -> set[str]:
    return {found.name.removesuffix(found.label) for found in study.services}


def _sorted_by(name: str, makers: Collection[str]) -> str:
    """The name without its first word, where that stands before the short name of a service: Amazon, AWS, Apache."""
    maker, space, own = name.partition(" ")
    return (own if maker + space in makers else name).casefold()
