"""Words that age or say nothing: former names, numbers without unit, "currently" and its like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.checking.checked_facts import UNREAD_CODE, CheckedFact, prose_of
from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.markup import Node, parse
from dea_export.model.blocks import Table
from dea_export.model.facts import Fact
from dea_export.model.study import Service, Study
from dea_export.model.text import Text

UNWRITTEN = "…"
ADMITS = re.compile(
    r"(?i)\b(formerly|former|previous(ly)?|once|was|were|renamed?|old(er)?|exam|guide|until|called|successor|"
    r"replaced|today|now|legacy|closed|ended|known as|became|new name)\b"
)
VAGUE = re.compile(
    r"(?i)\b(currently|recently|nowadays|lately|at the moment(?! of)|as of now|these days|brand[- ]new)\b|\betc\b\.?"
    r"|\b(?:is|are) new\b(?! \w)|\bnew(?:est)? features?\b"
)
BARE = re.compile(r"\x01(\d+):(\d[\d,.]*)\x02(.{0,12})", re.DOTALL)  # see `_marked`
UNITS = frozenset({  # words that say what a bare number is
    "port", "ports", "type", "types", "version", "versions", "layer", "class", "code", "codes", "status",
    "step", "rule", "number", "level", "tier", "zone", "option", "value", "=", "http", "part", "line", "row",
    "column", "python", "spark",
})  # fmt: skip


def unwritten_texts(study: CheckedStudy) -> Iterator[Finding]:
    """`…` where a text belongs, as an import leaves it."""
    for checked in study.facts:
        for text in checked.fact.texts():
            if text.strip() == UNWRITTEN:
                yield Finding(checked.fact, text, "", "a text that is still to be written", "say it, or why it loses")


def former_names(study: CheckedStudy) -> Iterator[Finding]:
    """A service under the name it no longer has, on a card that does not say so."""
    service = dict(_former(study.study))
    if not service:
        return
    wanted = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, service)) + r")(?![\w-]| [A-Z])")
    for checked in study.facts:
        for text in checked.taught:
            for found in wanted.finditer(prose_of(text)) if wanted.search(text) else ():
                today = service[found[0]]
                if not _is_admitted(checked, today):
                    hint = f"write '{today.label}', or both: '{today.label} (formerly {found[0]})'"
                    yield Finding(checked.fact, text, found[0], f"'{found[0]}' is called {today.name} today", hint)


def _former(study: Study) -> Iterator[tuple[str, Service]]:
    """Former names, the longest first, without those that another service bears today."""
    today = {name for service in study.services for name in (service.name, service.short) if name}
    every = [(str(name), service) for service in study.services for name in service.formerly if name not in today]
    return iter(sorted(every, key=lambda pair: (-len(pair[0]), pair[0])))


def _is_admitted(checked: CheckedFact, service: Service) -> bool:
    """Whether the card names today's name too, or says that the name is an old one."""
    every = "\n".join((*checked.taught, *checked.fact.asides().values()))
    without = re.sub("|".join(re.escape(name) for name in service.formerly), "", every)
    return bool(ADMITS.search(without)) or service.label in without or service.name in without


def vague_words(study: CheckedStudy) -> Iterator[Finding]:
    """Words that are wrong next year, or that hide what is meant."""
    for checked in study.facts:
        for text in (*checked.taught, *checked.fact.asides().values()):
            if VAGUE.search(text) and (found := VAGUE.search(prose_of(text))):
                message = f"'{found[0]}' does not say when or what"
                hint = "name the date, the version or the things meant, or leave it out"
                yield Finding(checked.fact, text, found[0], message, hint)


def numbers_without_unit(study: CheckedStudy) -> Iterator[Finding]:
    """A gap that hides a bare number, with nothing after it that says of what."""
    for fact in study.study.living:
        if not isinstance(fact.block(), Table):  # a table's row and column say of what
            for text, asked, inline in fact.prose():
                if asked:
                    yield from _bare_numbers(fact, text, parse(text, inline=inline).root)


def _bare_numbers(fact: Fact, text: Text, root: Node) -> Iterator[Finding]:
    words = _marked(root)
    for found in BARE.finditer(words):
        number, hidden, after = found.groups()
        named = not UNITS.isdisjoint(re.findall(r"[\w=]+", words[: found.start()].casefold()))
        if not named and not re.match(r"[\s-]*[\w%°µ`(\x01]", after):
            message = f"'{hidden}' is hidden without saying of what"
            hint = "put the unit beside the number, or give a hint"
            yield Finding(fact, text, f"{{{{c{number}::{hidden}}}}}", message, hint)


def _marked(node: Node) -> str:
    r"""The text of a node, with `\x01number:answer\x02` for every gap without a hint, and a sign for code."""
    if node.kind in {"code", "math", "fence"}:
        return UNREAD_CODE
    inside = node.content or "".join(map(_marked, node.children))
    return f"\x01{node.number}:{inside}\x02" if node.kind == "cloze" and not node.info else inside
