"""A scenario, and options of which one is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from dea_export.model.blocks import Line, NoteOption, QuestionNote
from dea_export.model.facts.base import STRICT, Fact
from dea_export.model.place import Text


@dataclass(frozen=True, kw_only=True)
class ChoiceOption:
    """One option: the pick, or one that loses for a reason."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    text: Text
    pick: bool = False
    loses: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Choice(Fact):
    """A scenario as the exam asks it; exactly one option is the pick, every other says why it loses."""

    kind: Literal["choice"]
    scenario: Text
    deciding: Text
    options: tuple[ChoiceOption, ...]

    @property
    def pick(self) -> ChoiceOption:
        """The right option."""
        return next(option for option in self.options if option.pick)

    def note(self) -> QuestionNote:
        """The scenario; the options in the author's order, the pick being the one that does not lose."""
        options = tuple(NoteOption(option.text, None if option.pick else option.loses) for option in self.options)
        return QuestionNote(self.scenario, self.deciding, options)

    def block(self) -> Line:
        """Scenario, pick and the requirement that decides."""
        return Line(Text(f"{self.scenario}\n\n**{self.pick.text}** – {self.deciding}", self.scenario.place))

    def texts(self) -> tuple[tuple[Text, bool], ...]:
        """Scenario, requirement and options."""
        options = ((text, False) for o in self.options for text in (o.text, o.loses) if text is not None)
        return ((self.scenario, False), (self.deciding, False), *options)
