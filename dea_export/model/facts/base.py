"""What every kind of fact has: its identity, where it belongs, its evidence and its place on the sheet."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, get_args

from annotated_types import Ge, Le

from dea_export.model.blocks import Block, Note
from dea_export.model.place import Text

STRICT: dict[str, Any] = {"extra": "forbid"}  # an unknown key is an error, never silence
Priority = Literal["must", "should", "could"]
PRIORITIES: tuple[Priority, ...] = get_args(Priority)  # the most important first


@dataclass(frozen=True, kw_only=True)
class SheetEntry:
    """What the one-page sheet prints of a fact: a text of its own, or (compare) the table itself."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT | {"alias_generator": lambda name: name.rstrip("_")}
    text: Text | None = None
    as_: Literal["table", "chain"] | None = None
    priority: Priority


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A picture from `content/media/`, with the words for those who do not see it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    file: Text
    alt: Text


@dataclass(frozen=True, kw_only=True)
class Change:
    """What the author says of the change since the last release."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    type: Literal["fact", "wording", "typo"]
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Retired:
    """Why nobody should learn the fact any more, and which facts to learn instead."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    reason: Text
    instead: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fact(ABC):
    """One thing to know: exactly one note in Anki, one block to read."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: Text
    skill: Text
    services: tuple[Text, ...] = ()
    rank: Annotated[int, Ge(1), Le(3)] = 2
    why: Text | None = None
    figure: Figure | None = None
    sheet: SheetEntry | None = None
    source: Text | None = None
    checked: dt.date | None = None
    volatile: bool = False
    confuse_with: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    excuse: dict[Text, Text] | None = None  # code of a rule -> why it does not apply here
    dropped: tuple[int, ...] = ()
    change: Change | None = None
    retired: Retired | None = None

    @property
    def task(self) -> str:
        """The exam task that the skill belongs to: `1.1` of `1.1.7`."""
        return self.skill.rpartition(".")[0]

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
    def texts(self) -> tuple[tuple[Text, bool], ...]:
        """Every Markdown text of the fact but `why` and `sheet`, and whether clozes belong in it."""
