"""A sentence with gaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dea_export.model.blocks import ClozeNote, Line
from dea_export.model.facts.base import Fact, Prose
from dea_export.model.records import Markdown, record


@record
class Statement(Fact):
    """A sentence with gaps; Markdown with at least one cloze."""

    kind: Literal["statement"]
    text: Markdown

    def note(self) -> ClozeNote:
        """The sentence with its gaps."""
        return ClozeNote(Line(self.text))

    def block(self) -> Line:
        """The sentence."""
        return Line(self.text)

    def prose(self) -> Iterator[Prose]:
        """The sentence."""
        yield Prose(self.text, asked=True)
