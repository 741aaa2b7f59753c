"""A question and its answer, or two words that ask for each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dea_export.model.blocks import Answered, ClozeNote, Note, Pair, QuestionNote
from dea_export.model.facts.base import Fact, Prose
from dea_export.model.records import Markdown, record


@record
class Question(Fact):
    """A question and its answer, both Markdown without clozes."""

    kind: Literal["question"]
    prompt: Markdown
    answer: Markdown
    reversed: bool = False  # also asked the other way round, on a card of its own

    def note(self) -> Note:
        """The question as it stands; one that is reversed hides either of its lines."""
        return ClozeNote(Pair(self.prompt, self.answer)) if self.reversed else QuestionNote(self.prompt, self.answer)

    def block(self) -> Answered:
        """Question, then answer."""
        return Answered(self.prompt, self.answer)

    def prose(self) -> Iterator[Prose]:
        """Prompt and answer."""
        yield Prose(self.prompt, inline=self.reversed)
        yield Prose(self.answer, inline=self.reversed)
