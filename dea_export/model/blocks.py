"""How a fact is read and asked: blocks of Markdown text, and the two shapes of a note.

Texts in here are Markdown as the author wrote it, clozes included; the markup floor renders them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dea_export.model.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """Prose: a paragraph or more of Markdown."""

    text: Text


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer; of a choice the pick, too, by the requirement that decides."""

    prompt: Text
    answer: Text
    pick: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison: an empty corner and the things as header, then one row an aspect (name, cells …)."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps in order; `flow` draws them as a chain of arrows instead of a numbered list."""

    intro: Text | None
    steps: tuple[Text, ...]
    flow: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines of Markdown without gaps, each asked by the other."""

    prompt: Text
    answer: Text


@dataclass(frozen=True, slots=True)
class Way:
    """A branch: what holds, then an answer and perhaps why, or the ways that part there."""

    condition: Text
    answer: Text | None
    why: Text | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """A decision: the question, and the ways that part at it."""

    prompt: Text
    ways: tuple[Way, ...]


Block = Line | Answered | Table | Chain | Pair | Fork


@dataclass(frozen=True, slots=True)
class ClozeNote:
    """A fact asked by hiding words: one card per cloze number in `body`; of a pair 1 hides the answer, 2 the prompt."""

    body: Block


@dataclass(frozen=True, slots=True)
class NoteOption:
    """One answer of a choice; `loses` says why it is wrong and is None for the pick."""

    text: Text
    loses: Text | None


@dataclass(frozen=True, slots=True)
class QuestionNote:
    """A fact asked by a question: one card. `options` is empty unless the fact is a choice."""

    prompt: Text
    answer: Text  # for a choice: the requirement that decides
    options: tuple[NoteOption, ...] = ()


Note = ClozeNote | QuestionNote
