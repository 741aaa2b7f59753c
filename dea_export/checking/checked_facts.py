"""Facts as rules ask for them: their cards and plain texts, made once for all rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from dea_export.cards import Card, make_cards
from dea_export.markup import Node, has_cloze, parse, to_plain, tree
from dea_export.model.blocks import QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.text import Text

UNREAD_GAP, UNREAD_CODE = "\x00", "`"  # what stands for a gap and for code where neither is read
WORD = re.compile(r"[\w$]+(?:[.,:/'-][\w$]+)*")
COMMON = frozenset({
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "be", "by", "with", "from", "as",
    "at", "that", "it", "its", "this", "which", "when", "if", "than", "into", "only", "can", "cannot", "not",
    "no", "does", "do", "has", "have", "must", "one", "each", "every", "per", "but", "so", "then", "will",
    "what", "how", "who", "you", "your", "their", "they", "them",
})  # fmt: skip


@dataclass(frozen=True)
class CheckedFact:
    """A living fact, and what rules ask of it."""

    fact: Fact

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The cards in the order of their numbers."""
        return tuple(make_cards(self.fact))

    @cached_property
    def whole(self) -> str:
        """Everything the card teaches, answers shown, in plain text; of a choice what is asked and picked."""
        note = self.fact.note()
        if isinstance(note, QuestionNote) and note.options:
            return "\n".join((self.cards[0].front, *self.cards[0].answers))
        return to_plain(tree(self.fact.block()))

    @property
    def taught(self) -> tuple[Text, ...]:
        """The texts that say what is true: not the options that lose, nor the sheet's text of a choice."""
        note = self.fact.note()
        if isinstance(note, QuestionNote) and note.options:
            return (note.prompt, note.answer, *(option.text for option in note.options if option.loses is None))
        sheet = (self.fact.sheet.text,) if self.fact.sheet and self.fact.sheet.text else ()
        return (*(text for text, *_ in self.fact.prose()), *sheet)


def plain_of(text: Text) -> str:
    """A Markdown text in plain text."""
    return to_plain(parse(text).root)


def prose_of(text: str, *, gaps: bool = False) -> str:
    """A Markdown text in plain text with a sign for code and mathematics; for gaps, too, or with their answers shown."""
    return _prose(parse(text).root, gaps=gaps)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters; `1,000` and `s3:GetObject` are one word each."""
    return [word.casefold() for word in WORD.findall(text)]


def key_words(text: str) -> frozenset[str]:
    """The words that carry meaning, the plural taken off."""
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words_of(text) if word not in COMMON)


def _prose(node: Node, *, gaps: bool) -> str:
    match node.kind:
        case "code" | "math" | "fence":
            return UNREAD_CODE + (UNREAD_GAP if gaps and has_cloze(node) else "")
        case "cloze" if gaps:
            return UNREAD_GAP
        case "text":
            return node.content
    between = {"document": "\n\n", "bullets": "\n", "numbers": "\n"}.get(node.kind, "")
    return between.join(_prose(child, gaps=gaps) for child in node.children)
