"""An ordered procedure, or a data flow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dea_export.model.blocks import Chain, ClozeNote
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts.base import Fact, Prose
from dea_export.model.records import Markdown, record
from dea_export.model.text import Text


@record
class Steps(Fact):
    """Steps in order, with gaps; with `flow: true` a data flow drawn as a chain."""

    kind: Literal["steps"]
    intro: Markdown | None = None
    flow: bool = False
    steps: tuple[Text, ...]

    def note(self) -> ClozeNote:
        """The steps with their gaps."""
        return ClozeNote(self.block())

    def block(self) -> Chain:
        """The steps."""
        return Chain(self.intro, self.steps, self.flow)

    def prose(self) -> Iterator[Prose]:
        """The introduction, then the steps, in which the gaps are."""
        if self.intro is not None:
            yield Prose(self.intro)
        yield from (Prose(step, asked=True, inline=True) for step in self.steps)

    def problems(self) -> Iterator[Diagnostic]:
        """A procedure has an order."""
        if len(self.steps) < 2:
            yield self.id.problem("E212", "steps need at least two", "a single step is a statement", part="")
