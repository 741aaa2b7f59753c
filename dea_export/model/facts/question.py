"""A question and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dea_export.model.blocks import Line, QuestionNote
from dea_export.model.facts.base import Fact
from dea_export.model.place import Text


@dataclass(frozen=True, kw_only=True)
class Question(Fact):
    """A question and its answer, both Markdown without clozes."""

    kind: Literal["question"]
    prompt: Text
    answer: Text

    def note(self) -> QuestionNote:
        """The question as it stands."""
        return QuestionNote(self.prompt, self.answer)

    def block(self) -> Line:
        """Question, then answer."""
        return Line(Text(f"{self.prompt}\n\n{self.answer}", self.prompt.place))

    def texts(self) -> tuple[tuple[Text, bool], ...]:
        """Prompt and answer."""
        return ((self.prompt, False), (self.answer, False))
