"""Words that age or say nothing: former names, numbers without unit, "currently" and its like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.checking.checked_facts import CheckedFact, prose
from dea_export.checking.rules.findings import CheckedStudy, Finding, at
from dea_export.model.facts import Choice, Compare, Fact
from dea_export.model.place import Text
from dea_export.model.study import Service, Study

ADMITS = re.compile(
    r"(?i)\b(formerly|former|previous(ly)?|once|was|were|renamed?|old(er)?|exam|guide|until|called|successor|"
    r"replaced|today|now|legacy|closed|ended|known as|became|new name)\b"
)
VAGUE = re.compile(
    r"(?i)\b(currently|recently|nowadays|lately|at the moment(?! of)|as of now|these days|brand[- ]new)\b|\betc\b\.?"
    r"|\b(?:is|are) new\b(?! \w)|\bnew(?:est)? features?\b"
)
UNITS = frozenset({  # words that say what a bare number is
    "port", "ports", "type", "types", "version", "versions", "layer", "class", "code", "codes", "status",
    "step", "rule", "number", "level", "tier", "zone", "option", "value", "=", "http", "part", "line", "row",
    "column", "python", "spark",
})  # fmt: skip


def former_names(deck: CheckedStudy) -> Iterator[Finding]:
    """A service under the name it no longer has, on a card that does not say so."""
    names = list(_former(deck.study))
    if not names:
        return
    wanted = re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(name) for name, _ in names) + r")(?![\w-]| [A-Z])")
    service = dict(names)
    for subject in deck.subjects:
        fact = subject.fact
        for text in _shown(fact):
            for found in wanted.finditer(prose(text)) if wanted.search(text) else ():
                if not _admitted(fact, service[found[0]]):
                    message = f"'{found[0]}' is called {service[found[0]].name} today"
                    hint = (
                        f"write '{service[found[0]].label}', or both: '{service[found[0]].label} (formerly {found[0]})'"
                    )
                    yield at(fact, text, found[0], message, hint)


def _former(study: Study) -> Iterator[tuple[str, Service]]:
    """Former names, the longest first, without those that another service bears today."""
    today = {name for service in study.services for name in (service.name, service.short) if name}
    every = [(str(name), service) for service in study.services for name in service.formerly if name not in today]
    return iter(sorted(every, key=lambda pair: (-len(pair[0]), pair[0])))


def _admitted(fact: Fact, service: Service) -> bool:
    """Whether the card names today's name too, or says that the name is an old one."""
    every = "\n".join((*_shown(fact), fact.why or ""))
    without = re.sub("|".join(re.escape(name) for name in service.formerly), "", every)
    return bool(ADMITS.search(without)) or service.label in without or service.name in without


def vague_words(deck: CheckedStudy) -> Iterator[Finding]:
    """Words that are wrong next year, or that hide what is meant."""
    for subject in deck.subjects:
        fact = subject.fact
        for text in (*_shown(fact), *((fact.why,) if fact.why else ())):
            if VAGUE.search(text) and (found := VAGUE.search(prose(text))):
                message = f"'{found[0]}' does not say when or what"
                yield at(
                    fact, text, found[0], message, "name the date, the version or the things meant, or leave it out"
                )


def numbers_without_unit(deck: CheckedStudy) -> Iterator[Finding]:
    """A gap that hides a bare number, with nothing after it that says of what."""
    for subject in deck.subjects:
        for text, asked in subject.fact.texts():
            if asked and not isinstance(subject.fact, Compare):  # a table's row and column say of what
                yield from _bare(subject, text)


def _bare(subject: CheckedFact, text: Text) -> Iterator[Finding]:
    for found in re.finditer(r"\{\{c\d+::(\d[\d,.]*)\}\}(.{0,12})", text, flags=re.DOTALL):
        before = text[: found.start()]
        named = not UNITS.isdisjoint(re.findall(r"[\w=]+", before.casefold()))
        if named or re.match(r"[\s*-]*[\w%°µ`({]", found[2]) or before.count("`") % 2:
            continue
        message = f"'{found[1]}' is hidden without saying of what"
        yield at(
            subject.fact,
            text,
            found[0][: -len(found[2]) or None],
            message,
            "put the unit beside the number, or give a hint",
        )


def _shown(fact: Fact) -> tuple[Text, ...]:
    """The texts of a card that are taught; options that lose name old services on purpose."""
    if isinstance(fact, Choice):
        return (fact.scenario, fact.deciding, fact.pick.text)
    sheet = (fact.sheet.text,) if fact.sheet and fact.sheet.text else ()
    return (*(text for text, _ in fact.texts()), *sheet)
