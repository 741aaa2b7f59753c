"""What a fact says about itself beside what it asks: labelled asides, in the order in which they are read.

Anki and Markdown print them all, the full edition too, but for what became of a service: its index says that once.
Anki leaves out the facts on which a tree rests, which are cards of the same deck. Quizlet's sides and the lines of the sheet have no room: they hold what is asked, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dea_export.cards.fronts import picture_node
from dea_export.cards.wording import mention, say_address, say_evidence, say_status
from dea_export.markup import Node, parse
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text
from dea_export.words import Words, words_in

# the others are the author's
OURS = frozenset(("why", "figure", "grounds", "confused", "status", "source", "checked", "notice"))


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that a fact says of itself: what it is, how it is announced, and its lines."""

    name: str  # why, figure, grounds, confused, status, source, checked, notice; else the key that the author wrote
    label: str
    lines: tuple[Node, ...]  # `mention` nodes lead to another fact, `picture` nodes to a file in media/


def read_asides(study: Study, fact: Fact) -> dict[str, Aside]:
    """The asides of a fact by name; only those that it has."""
    words = words_in(study.study.language)
    found = ((name, tuple(lines)) for name, lines in _asides(study, fact, words))
    return {name: Aside(name, _label(name, words), lines) for name, lines in found if lines}


def _label(name: str, words: Words) -> str:
    return words.say(f"about.{name}") if name in OURS else name.capitalize()


def _asides(study: Study, fact: Fact, words: Words) -> Iterator[tuple[str, Iterator[Node]]]:
    for name, text in fact.asides().items():
        yield name, iter((parse(text).root,))
    yield "figure", _figure(fact)
    yield "grounds", _mentions(study, fact.grounds())
    yield "confused", _mentions(study, fact.confuse_with)  # the facts that come to mind instead
    yield "status", _status(study, fact, words)
    yield "source", _source(fact)
    yield "checked", (_text(said) for said in say_evidence(fact, words))
    yield "notice", _notice(fact)


def _figure(fact: Fact) -> Iterator[Node]:
    """That of the back; what the front shows stands with the question (see `fronts`)."""
    if fact.figure is not None:
        yield picture_node(fact.figure.file, fact.figure.alt)


def _mentions(study: Study, ids: Iterable[Text]) -> Iterator[Node]:
    """Other facts; not what was retired, or is not in a filtered study."""
    others = (study.by_id.get(word) for word in ids)
    for other in others:
        if other is not None and other.retired is None:
            yield Node("mention", (_text(mention(study, other)),), info=other.id)


def _status(study: Study, fact: Fact, words: Words) -> Iterator[Node]:
    for service in study.services_of(fact):
        yield from (_text(f"{service.name}{said}") for said in say_status(study, service, words))


def _source(fact: Fact) -> Iterator[Node]:
    if fact.source is not None:
        yield Node("link", (_text(say_address(fact.source)),), info=fact.source)


def _notice(fact: Fact) -> Iterator[Node]:
    """Why nobody should learn the fact any more, and what to learn instead."""
    if fact.retired is None:
        return
    yield Node("document", parse(fact.retired.reason, inline=True).root.children)
    yield from (Node("mention", (_text(word),), info=word) for word in fact.retired.instead)


def _text(words: str) -> Node:
    return Node("text", content=words)
