"""A scenario, and options of which one is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Protocol

from dea_export.model.blocks import Answered, NoteOption, QuestionNote
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts.base import Fact, Prose
from dea_export.model.records import Markdown, record
from dea_export.model.text import Text


@record
class ChoiceOption:
    """One option: the pick, or one that loses for a reason."""

    text: Markdown
    pick: bool = False
    loses: Text | None = None


@record
class Choice(Fact):
    """A scenario as the exam asks it; exactly one option is the pick, every other says why it loses."""

    kind: Literal["choice"]
    scenario: Markdown
    deciding: Markdown
    options: tuple[ChoiceOption, ...]

    @property
    def pick(self) -> ChoiceOption:
        """The right option."""
        return next(option for option in self.options if option.pick)

    def note(self) -> QuestionNote:
        """The scenario; the options in the author's order, the pick being the one that does not lose."""
        options = tuple(NoteOption(option.text, None if option.pick else option.loses) for option in self.options)
        return QuestionNote(self.scenario, self.deciding, options)

    def block(self) -> Answered:
        """Scenario, pick and the requirement that decides."""
        return Answered(self.scenario, self.deciding, self.pick.text)

    def prose(self) -> Iterator[Prose]:
        """Scenario, requirement and options."""
        options = (text for option in self.options for text in (option.text, option.loses) if text is not None)
        yield from map(Prose, (self.scenario, self.deciding, *options))

    def problems(self) -> Iterator[Diagnostic]:
        """One option is right, and every other says why it is not."""
        if sum(option.pick for option in self.options) != 1:
            message = "a choice needs exactly one option with 'pick: true'"
            hint = "mark the right one; every other says in 'loses' why it is wrong"
            yield self.id.problem("E213", message, hint, part="")
        yield from repeated_options(self.options)
        for option in self.options:
            if option.pick == (option.loses is not None):
                hint = "the pick has no 'loses'; every other option says why it loses"
                yield option.text.problem("E213", f"the option '{option.text}' is unclear", hint, part="")


class WrittenOption(Protocol):
    """What options of choices and of exam items have in common."""

    @property
    def text(self) -> Text:
        """What is offered."""


def repeated_options(options: Iterable[WrittenOption]) -> Iterator[Diagnostic]:
    """Options that say what an earlier one says."""
    first: dict[str, Text] = {}
    for option in options:
        earlier = first.setdefault(option.text, option.text)
        if earlier is not option.text:
            yield option.text.problem("E255", "the same option twice", f"first at {earlier.place}", part="")
