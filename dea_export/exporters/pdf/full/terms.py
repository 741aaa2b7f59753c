"""The index of terms: abbreviations in words and where they come up, and the topics."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from dea_export.model.facts import Fact
from dea_export.model.study import Study

WORD = re.compile(r"\w[\w-]*")
MOST_PLACES = 3  # of one abbreviation: the first fact in each of so many tasks


class Term(NamedTuple):
    """An entry: what it is called, in words, and the facts on whose pages it stands."""

    name: str
    words: str
    facts: tuple[Fact, ...]


def find_terms(study: Study) -> tuple[Term, ...]:
    """By name: abbreviations that have words, and topics within a domain."""
    makers = find_makers(study)
    entries = [*_topics(study), *_abbreviations(study)]
    return tuple(sorted(entries, key=lambda term: (without_maker(term.name, makers), term.words)))


def index_terms(study: Study, terms: Iterable[Term], anchors: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The entries for the template."""
    for term in terms:
        places = [{"task": _number(study, fact), "anchor": anchors[fact.id]} for fact in term.facts]
        yield {"name": term.name, "words": term.words, "places": places}


def find_makers(study: Study) -> set[str]:
    """What stands before the short names of services, with the space: Amazon, AWS, Apache."""
    return {found.name.removesuffix(found.label) for found in study.services}


def without_maker(name: str, makers: Collection[str]) -> str:
    """What a name is sorted by: without its first word, where that is a maker."""
    maker, space, own = name.partition(" ")
    return (own if maker + space in makers else name).casefold()


def _topics(study: Study) -> Iterator[Term]:
    """Topics within a domain; of one title, together."""
    found: dict[str, list[Fact]] = {}
    for topic in (topic for section in study.sections if section.is_domain for topic in section.topics):
        if topic.living:
            found.setdefault(topic.title, []).append(topic.living[0])
    return (Term(title, "", tuple(facts)) for title, facts in found.items())


def _abbreviations(study: Study) -> Iterator[Term]:
    wanted = {str(name): str(words) for name, words in (study.abbreviations or {}).items() if words}
    found: dict[str, dict[str, Fact]] = {name: {} for name in wanted}
    for fact in study.living:
        said = {word for text, *_ in fact.prose() for word in WORD.findall(text)}
        for name in said & wanted.keys():
            found[name].setdefault(_number(study, fact), fact)
    for name, facts in found.items():
        if facts:
            yield Term(name, wanted[name], tuple(facts.values())[:MOST_PLACES])


def _number(study: Study, fact: Fact) -> str:
    task = study.task_of.get(fact.skill)
    return str(task.id) if task else study.section_of[fact.id].numbered("", "")
