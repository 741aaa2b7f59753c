"""A sentence with gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dea_export.model.blocks import ClozeNote, Line
from dea_export.model.facts.base import Fact
from dea_export.model.place import Text


@dataclass(frozen=True, kw_only=True)
class Statement(Fact):
    """A sentence with gaps; Markdown with at least one cloze."""

    kind: Literal["statement"]
    text: Text

    def note(self) -> ClozeNote:
        """The sentence with its gaps."""
        return ClozeNote(Line(self.text))

    def block(self) -> Line:
        """The sentence."""
        return Line(self.text)

    def texts(self) -> tuple[tuple[Text, bool], ...]:
        """The sentence."""
        return ((self.text, True),)
