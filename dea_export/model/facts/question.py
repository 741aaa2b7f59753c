"""A question and its answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dea_export.model.blocks import Line, QuestionNote
from dea_export.model.facts.base import Fact, Prose
from dea_export.model.records import Markdown, record
from dea_export.model.text import Text


@record
class Question(Fact):
    """A question and its answer, both Markdown without clozes."""

    kind: Literal["question"]
    prompt: Markdown
    answer: Markdown

    def note(self) -> QuestionNote:
        """The question as it stands."""
        return QuestionNote(self.prompt, self.answer)

    def block(self) -> Line:
        """Question, then answer."""
        return Line(Text(f"{self.prompt}\n\n{self.answer}", self.prompt.place))

    def prose(self) -> Iterator[Prose]:
        """Prompt and answer."""
        yield Prose(self.prompt)
        yield Prose(self.answer)
