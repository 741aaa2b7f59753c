"""Facts as their learners see them: the cards in plain text, made once for all rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from dea_export.markup import Node, answers, clozes, parse, to_plain, tree, walk
from dea_export.model.blocks import QuestionNote
from dea_export.model.facts import Choice, Fact
from dea_export.model.place import Text
from dea_export.model.study import Study

WORD = re.compile(r"[\w$]+(?:[.,:/'-][\w$]+)*")
COMMON = frozenset({
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "be", "by", "with", "from", "as",
    "at", "that", "it", "its", "this", "which", "when", "if", "than", "into", "only", "can", "cannot", "not",
    "no", "does", "do", "has", "have", "must", "one", "each", "every", "per", "but", "so", "then", "will",
    "what", "how", "who", "you", "your", "their", "they", "them",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """One card: what is hidden, what helps, what is seen."""

    number: int  # of the cloze; 1 for a question
    front: str
    answers: tuple[str, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckedFact:
    """A living fact, and what rules ask of it."""

    fact: Fact

    @cached_property
    def root(self) -> Node:
        """The nodes of the fact as it is read."""
        return tree(self.fact.block())

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The cards in the order of their numbers."""
        note = self.fact.note()
        if isinstance(note, QuestionNote):
            fact = self.fact
            answer = fact.pick.text if isinstance(fact, Choice) else note.answer
            return (Card(1, plain_of(note.prompt), (plain_of(answer),)),)
        return tuple(
            Card(number, to_plain(self.root, number), answers(self.root, number), _hints(found))
            for number, found in clozes(self.root).items()
        )

    @cached_property
    def whole(self) -> str:
        """Everything the card teaches, answers shown, in plain text."""
        if isinstance(self.fact, Choice):
            return "\n".join((plain_of(self.fact.scenario), plain_of(self.fact.pick.text)))
        return to_plain(self.root)

    @cached_property
    def prose(self) -> str:
        """The texts without their code, answers shown."""
        return "\n".join(prose(text) for text, _ in self.fact.texts())


def checked_facts(study: Study) -> tuple[CheckedFact, ...]:
    """The living facts in reading order."""
    return tuple(map(CheckedFact, study.living))


def plain_of(text: Text) -> str:
    """A Markdown text in plain text."""
    return to_plain(parse(text).root)


def prose(text: str) -> str:
    """A Markdown text in plain text; code and mathematics are left out."""
    return _prose(parse(text).root)


def words(text: str) -> list[str]:
    """The words of a text in small letters; `1,000` and `s3:GetObject` are one word each."""
    return [word.casefold() for word in WORD.findall(text)]


def key_words(text: str) -> frozenset[str]:
    """The words that carry meaning, the plural taken off."""
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words(text) if word not in COMMON)


def _prose(node: Node) -> str:
    if node.kind in {"code", "fence", "math"}:
        return "`"
    if node.kind == "text":
        return node.content
    inside = [_prose(child) for child in node.children]
    return ("\n" if node.kind in {"document", "bullets", "numbers"} else "").join(inside)


def _hints(found: list[Node]) -> tuple[str, ...]:
    """The hints of one card's gaps, and those of the gaps within them."""
    return tuple(dict.fromkeys(node.info for cloze in found for node in walk(cloze) if node.info))
