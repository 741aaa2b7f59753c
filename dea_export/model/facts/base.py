"""What every kind of fact has: its identity, where it belongs, its evidence and its place on the sheet."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, NamedTuple, get_args

from annotated_types import Ge, Le

from dea_export.model.blocks import Block, Note
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.records import Markdown, markdown_names, record
from dea_export.model.text import Text

Priority = Literal["must", "should", "could"]
RANKS = (1, 2, 3)  # what nearly every exam asks first
PRIORITIES: tuple[Priority, ...] = get_args(Priority)  # the most important first


@record
class SheetEntry:
    """What the one-page sheet prints of a fact: a text of its own, or the fact itself as it is drawn."""

    text: Markdown | None = None
    as_: Literal["table", "chain", "tree"] | None = None
    priority: Priority


@record
class Figure:
    """A picture from `content/media/`, with the words for those who do not see it."""

    file: Text
    alt: Text


@record
class Sound:
    """A sound from `content/media/`, with the words that are said in it, or for what is heard."""

    file: Text
    text: Text


@record
class Front:
    """What stands with the question, on both sides of its cards; in a pair it belongs to the prompt."""

    figure: Figure | None = None
    audio: Sound | None = None


@record
class Change:
    """What the author says of the change since the last release."""

    type: Literal["fact", "wording", "typo"]
    note: Text | None = None


@record
class Retired:
    """Why nobody should learn the fact any more, and which facts to learn instead."""

    reason: Text
    instead: tuple[Text, ...] = ()


class Prose(NamedTuple):
    """A Markdown text of a fact."""

    text: Text
    asked: bool = False  # whether gaps belong in it
    inline: bool = False  # whether it is one line without paragraphs and lists: a cell, a step


@record
class Fact(ABC):
    """One thing to know: exactly one note in Anki, one block to read."""

    id: Text
    skill: Text | None = None  # or the task, where it has no skills; decides domain, task and tags
    services: tuple[Text, ...] = ()
    rank: Annotated[int, Ge(1), Le(3)] = 2
    why: Markdown | None = None
    front: Front | None = None
    figure: Figure | None = None
    audio: Sound | None = None
    sheet: SheetEntry | None = None
    source: Text | None = None
    checked: dt.date | None = None
    volatile: bool = False
    confuse_with: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()  # ids of the facts that it presupposes
    tags: tuple[Text, ...] = ()
    excuse: dict[Text, Text] | None = None  # code of a rule -> why it does not apply here
    dropped: tuple[int, ...] = ()
    change: Change | None = None
    retired: Retired | None = None

    @property
    def kind_name(self) -> str:
        """The word of the content file for this kind."""
        return type(self).__name__.lower()

    @abstractmethod
    def note(self) -> Note:
        """How the fact is asked."""

    @abstractmethod
    def block(self) -> Block:
        """How the fact is read."""

    @abstractmethod
    def prose(self) -> Iterator[Prose]:
        """Every Markdown text of this kind's own keys, in the order in which it is read."""

    def named(self) -> Iterator[Text]:
        """The ids of other facts that it names, wherever it does."""
        yield from (*self.confuse_with, *self.after, *(self.retired.instead if self.retired else ()), *self.grounds())

    def grounds(self) -> Iterable[Text]:
        """The ids of the facts on which it rests, each once."""
        return ()

    def problems(self) -> Iterator[Diagnostic]:
        """What this kind demands of its parts and does not find."""
        return iter(())

    def asides(self) -> dict[str, Text]:
        """The Markdown that every kind may have beside its own, by key: why."""
        return {name: text for name in markdown_names(Fact) if (text := getattr(self, name)) is not None}

    def shown_texts(self) -> tuple[Text, ...]:
        """What a card shows on both sides: what it says, then what it says of itself."""
        return (*(text for text, *_ in self.prose()), *self.asides().values())

    def figures(self) -> Iterator[Figure]:
        """Its pictures: that of the front, that of the back."""
        front = self.front.figure if self.front else None
        yield from (figure for figure in (front, self.figure) if figure is not None)

    def sounds(self) -> Iterator[Sound]:
        """Its sounds: that of the front, that of the back."""
        front = self.front.audio if self.front else None
        yield from (sound for sound in (front, self.audio) if sound is not None)

    def files(self) -> Iterator[Text]:
        """The files of media/ that it names."""
        yield from (figure.file for figure in self.figures())
        yield from (sound.file for sound in self.sounds())

    def texts(self) -> Iterator[Text]:
        """Every Markdown text that somebody may see: its own, asides, what the sheet prints."""
        yield from self.shown_texts()
        if self.sheet and self.sheet.text:
            yield self.sheet.text

    def gap(self, number: int) -> tuple[Text, str | None]:
        """The text in which a gap opens, and how it opens there; the id, whole, when no text has it as such."""
        opening = f"{{{{c{number}::"
        return next(((text, opening) for text, *_ in self.prose() if opening in text), (self.id, None))
