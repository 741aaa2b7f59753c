"""What an importer is handed and what it brings: draft facts, pictures and sounds, and what could not be carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from dea_export.model.diagnostic import DeaExportError
from dea_export.notes.adopted_types import AdoptedNote, AdoptedType

LARGEST_PACKAGE = 64 * 1024 * 1024  # bytes; of a package, which is read whole
WORKBOOK = re.compile(rb"PK\x03\x04.{26}(xl/|mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet)", re.DOTALL)


class ImportRefusedError(DeaExportError):
    """A file that cannot be read; the message begins with its place."""

    exit_code = 1


class Loss(NamedTuple):
    """Something that no draft holds, or (`kept`) that the author should look at."""

    where: str  # file, then line or note
    what: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of the file; "" is to be found out."""

    separator: str = ""  # between the columns of a row
    between: str = ""  # between cards, where that is no line end
    columns: tuple[str, ...] = ()  # keys of facts by position, or `heading=key`
    encoding: str = ""
    words: str = ""  # how texts are written: plain, html, markdown
    keep_guids: bool = False  # whether drafts go on to be the notes that learners have


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    name: str  # as shown
    data: bytes
    wishes: Wishes = Wishes()


class DraftOption(NamedTuple):
    """An option of a choice, and why it loses; "" for the pick."""

    text: str
    loses: str


class Picture(NamedTuple):
    """A picture of a draft: its name in the package, and the words for those who do not see it."""

    file: str
    alt: str


class DraftSound(NamedTuple):
    """A sound of a draft: its name in the package, the words that are said in it, as far as they are known."""

    file: str
    words: str = ""
    asks: bool = False  # whether it is played with the question


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact to be; all texts are our Markdown."""

    where: str
    asked: str  # a question, or a sentence with gaps
    answer: str = ""  # of a question; of a choice, what decides
    options: tuple[DraftOption, ...] = ()
    why: str = ""
    source: str = ""
    id: str = ""  # where the file has one; else it is proposed from the words
    topic: str = ""
    deck: str = ""  # where Anki has it
    tags: tuple[str, ...] = ()
    rank: int = 0
    picture: Picture | None = None
    picture_asks: bool = False  # whether it stands with the question
    sounds: tuple[DraftSound, ...] = ()  # at most one a side
    reversed: bool = False  # whether the answer asks for the question, too
    adopted: AdoptedNote | None = None  # the note that learners have of it

    @property
    def files(self) -> tuple[str, ...]:
        """The pictures and sounds that it names."""
        return (*([self.picture.file] if self.picture else ()), *(sound.file for sound in self.sounds))


@dataclass(slots=True)
class Harvest:
    """All that came out of a file, in its order."""

    drafts: list[Draft] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)  # pictures and sounds by name
    losses: list[Loss] = field(default_factory=list)
    types: dict[int, AdoptedType] = field(default_factory=dict)  # note types of adopted drafts, by id

    def lose(self, where: str, *what: str) -> None:
        """Notes what stays behind."""
        self.losses += [Loss(where, one) for one in what]


class Importer(Protocol):
    """An entry point of the group `dea_export.importers` names an object like this."""

    @property
    def help(self) -> str:
        """One line: what it reads."""

    def knows(self, source: Source) -> bool:
        """Whether the file looks like one of its own. Must be quick and never raise."""

    def harvest(self, source: Source) -> Harvest:
        """Reads the file; raises ImportRefusedError with the place of what is wrong. Nothing else is read."""


def refuse(where: str, message: str, hint: str = "") -> ImportRefusedError:
    """The error for a file that cannot be read."""
    return ImportRefusedError(f"{where}: {message}", hint)


def is_spreadsheet(source: Source) -> bool:
    """Whether the file is a workbook of Excel or OpenDocument: a zip with such an entry, or of such a name."""
    named = source.name.lower().endswith((".xlsx", ".ods"))
    return source.data.startswith(b"PK") and (named or WORKBOOK.search(source.data) is not None)


def joined_paragraphs(texts: Sequence[str]) -> str:
    """Markdown texts one after the other."""
    return "\n\n".join(text for text in texts if text)
