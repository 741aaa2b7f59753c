"""Records of the content file: what a mapping in it becomes, and what its keys hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar, dataclass_transform, get_args, get_type_hints

from dea_export.model.text import Text

Record = TypeVar("Record")
MARKDOWN, DAY = "markdown", "day"  # what pydantic passes over and we look for
Markdown = Annotated[Text, MARKDOWN]  # words of the author's with markup; `fmt` gives them lines of their own
Day = Annotated[Text, DAY]  # YYYY, YYYY-MM or YYYY-MM-DD
# An unknown key is an error, never silence; a name that Python keeps for itself has an underscore at its end.
STRICT: dict[str, Any] = {"extra": "forbid", "alias_generator": lambda name: name.rstrip("_")}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[Record]) -> type[Record]:
    """A frozen dataclass whose fields are the keys of a mapping in the content file."""
    setattr(cls, "__pydantic_config__", STRICT)  # noqa: B010  mypy knows no such attribute
    return dataclass(frozen=True, kw_only=True)(cls)


def key_names(cls: type) -> tuple[str, ...]:
    """The keys of a record as they are written, in the order of its fields."""
    return tuple(field.name.rstrip("_") for field in fields(cls))


@cache
def markdown_names(cls: type) -> tuple[str, ...]:
    """The fields of a record that hold Markdown."""
    return tuple(name for name, leaves in _leaves_by_name(cls) if MARKDOWN in leaves)


def typed_names(cls: type) -> tuple[str, ...]:
    """The fields whose values are no free text: numbers, switches and days, and lists of them."""
    return tuple(name for name, leaves in _leaves_by_name(cls) if not leaves.isdisjoint({int, bool, date, DAY}))


def _leaves_by_name(cls: type) -> Iterator[tuple[str, set[object]]]:
    hints = get_type_hints(cls, include_extras=True)
    return ((field.name, set(_leaves(hints[field.name]))) for field in fields(cls))


def _leaves(hint: object) -> Iterator[object]:
    """What a type is made of, down to what has no arguments."""
    arguments = get_args(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from _leaves(argument)
