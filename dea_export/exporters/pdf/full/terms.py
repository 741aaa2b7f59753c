"""What the index names beside services: abbreviations with their words, and topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from dea_export.exporters.pdf.full.places import find_place
from dea_export.model.facts import Fact
from dea_export.model.study import Study

MOST_PLACES = 4  # to which an abbreviation leads; what comes up everywhere is not looked up everywhere


class Term(NamedTuple):
    """A name to look up, what it is short for, and the facts to which it leads."""

    name: str
    words: str
    facts: tuple[Fact, ...]


def find_terms(study: Study) -> list[Term]:
    """The terms that no service is called by."""
    services = {name.casefold() for service in study.services for name in (service.name, service.label)}
    found = (*_abbreviations(study), *_topics(study))
    return [term for term in found if term.name.casefold() not in services]


def _abbreviations(study: Study) -> Iterator[Term]:
    """Those that have words, each with the facts that write them out first, then others, one a task."""
    said = {str(word): str(words) for word, words in (study.abbreviations or {}).items() if words}
    if not said:
        return
    wanted = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, said))})s?(?![\w-])")
    texts = {fact.id: "\n".join(fact.shown_texts()) for fact in study.living}
    used: dict[str, list[Fact]] = {}
    for fact in study.living:
        for word in dict.fromkeys(wanted.findall(texts[fact.id])):
            used.setdefault(word, []).append(fact)
    for word, facts in used.items():
        facts.sort(key=lambda fact: said[word].casefold() not in texts[fact.id].casefold())
        yield Term(word, said[word], tuple(islice(_one_a_task(study, facts), MOST_PLACES)))


def _one_a_task(study: Study, facts: Iterable[Fact]) -> Iterator[Fact]:
    seen: set[str] = set()
    for fact in facts:
        if (anchor := find_place(study, fact).anchor) not in seen:
            seen.add(anchor)
            yield fact


def _topics(study: Study) -> Iterator[Term]:
    """Topics below domains; those in place of domains are in the contents."""
    first: dict[str, Fact] = {}
    for section in study.sections if study.domains else ():
        for topic in section.topics:
            if topic.living:
                first.setdefault(topic.title, topic.living[0])
    return (Term(title, "", (fact,)) for title, fact in first.items())
