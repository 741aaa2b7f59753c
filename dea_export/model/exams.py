"""Mock exams: forms of items that are asked on paper or on screen, and are no cards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from string import ascii_uppercase
from typing import Annotated, Literal, get_args

from annotated_types import Ge, Le

from dea_export.model.facts import Prose
from dea_export.model.records import Markdown, record
from dea_export.model.text import Text

Difficulty = Literal["easy", "medium", "hard"]
Flaw = Literal["qualifier", "setting", "impossible", "job", "partial"]  # why an option loses
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)
FLAWS: tuple[Flaw, ...] = get_args(Flaw)
SUPERLATIVE = re.compile(r"\b(?:LEAST|MOST|LOWEST|HIGHEST|FEWEST|FASTEST|GREATEST)\b")


@record
class ExamOption:
    """One option of an item: a pick, or one that loses for a reason."""

    text: Markdown
    pick: bool = False
    why: Markdown | None = None  # of a pick
    loses: Text | None = None
    fails: Flaw | None = None  # the sort of that reason
    facts: tuple[Text, ...] = ()  # ids of those on which the reason rests
    source: Text | None = None

    def prose(self) -> Iterator[Prose]:
        """What is read of it."""
        yield Prose(self.text, inline=True)
        yield from (Prose(reason, inline=True) for reason in (self.why, self.loses) if reason is not None)


@record
class ExamItem:
    """One question of a form: a story, what is asked, and options of which one or several are right together."""

    id: Text
    skill: Text
    also: tuple[Text, ...] = ()  # further skills that the answer needs
    hinge: Text  # the service on which it turns
    level: Difficulty
    stem: Markdown
    question: Text
    deciding: Markdown  # the words of the stem on which it turns
    facts: tuple[Text, ...] = ()  # ids of those on which the key rests
    source: Text | None = None  # where no fact says it
    checked: dt.date | None = None
    options: tuple[ExamOption, ...]
    excuse: dict[Text, Text] | None = None  # code of a rule -> why it does not apply here

    @property
    def picks(self) -> tuple[ExamOption, ...]:
        """The options that are right."""
        return tuple(option for option in self.options if option.pick)

    @property
    def losers(self) -> tuple[ExamOption, ...]:
        """The options that are not."""
        return tuple(option for option in self.options if not option.pick)

    @property
    def lettered(self) -> tuple[tuple[str, ExamOption], ...]:
        """The options with the letters under which they are printed."""
        return tuple(zip(ascii_uppercase, self.options, strict=False))

    @property
    def key(self) -> str:
        """The letters of the right options: `B`, `AD`."""
        return "".join(letter for letter, option in self.lettered if option.pick)

    @property
    def qualifier(self) -> str:
        """The superlative of the question; empty where it asks for any solution that works."""
        found = SUPERLATIVE.search(self.question)
        return found[0] if found else ""

    @property
    def cited(self) -> tuple[Text, ...]:
        """The ids of all facts that it names, for the key and for the reasons."""
        return (*self.facts, *(word for option in self.options for word in option.facts))

    def prose(self) -> Iterator[Prose]:
        """Every Markdown text, in the order in which it is read."""
        yield from (Prose(self.stem), Prose(self.question, inline=True), Prose(self.deciding, inline=True))
        for option in self.options:
            yield from option.prose()

    def texts(self) -> Iterator[Text]:
        """The same as texts alone."""
        return (text for text, *_ in self.prose())


@record
class Exam:
    """A form: items in the order in which they are asked."""

    id: Text
    title: Text
    minutes: Annotated[int, Ge(1), Le(1000)] | None = None  # how long the real exam takes
    items: tuple[ExamItem, ...]
