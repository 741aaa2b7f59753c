"""What a learner meets before it was explained: facts out of order, abbreviations not yet written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.checking.checked_facts import prose_of
from dea_export.checking.rules.findings import CheckedStudy, Finding, of_fact
from dea_export.model.facts import Fact

ABBREVIATION = re.compile(r"(?<![\w-])([A-Z][A-Z0-9]{0,3}[A-Z])s?(?![\w-])")  # longer ones are words: SELECT


def after_later_rank(study: CheckedStudy) -> Iterator[Finding]:
    """A fact presupposes one that is met only with a later rank."""
    for fact in study.study.living:
        for word in fact.after:
            if (other := study.study.by_id[word]).rank > fact.rank:
                message = f"'{fact.id}' (rank {fact.rank}) presupposes '{word}', which is met with rank {other.rank}"
                yield Finding(
                    fact, word, None, message, f"give '{word}' rank {fact.rank}, or this fact rank {other.rank}"
                )


def unknown_abbreviation(study: CheckedStudy) -> Iterator[Finding]:
    """An abbreviation that neither `abbreviations` nor the names of services explain; once, where it is met first."""
    if study.study.abbreviations is None:
        return
    known = {*study.study.abbreviations, *_named(study)}
    for fact, words in _first_uses(study):
        for word in sorted(words - known):
            yield of_fact(
                fact, f"the abbreviation '{word}' is explained nowhere", f"add it to 'abbreviations:': {word}: …"
            )


def unexplained_abbreviation(study: CheckedStudy) -> Iterator[Finding]:
    """The first card with an abbreviation does not say its words."""
    said = {str(word): words for word, words in (study.study.abbreviations or {}).items() if words}
    for fact, words in _first_uses(study) if said else ():
        for word in sorted(words & set(said)):
            if said[word].casefold() not in _shown(fact).casefold():
                message = f"'{word}' is met here first, and not written out"
                yield of_fact(fact, message, f"write '{said[word]} ({word})' on the front, or say it in 'why'")


def _first_uses(study: CheckedStudy) -> Iterator[tuple[Fact, set[str]]]:
    """The abbreviations that each fact is the first to use, in study order."""
    seen: set[str] = set()
    for fact in study.in_order:
        written = set(ABBREVIATION.findall("\n".join(fact.shown_texts())))
        if written <= seen:
            continue  # what is not even in the code need not be parsed
        if new := set(ABBREVIATION.findall(_shown(fact))) - seen:
            seen |= new
            yield fact, new


def _named(study: CheckedStudy) -> set[str]:
    """Abbreviations in the names of services."""
    names = (name for s in study.study.services for name in (s.name, s.short or "", *s.formerly))
    return {word for name in names for word in ABBREVIATION.findall(name)}


def _shown(fact: Fact) -> str:
    """What a card shows on both sides, without code."""
    return "\n".join(map(prose_of, fact.shown_texts()))
