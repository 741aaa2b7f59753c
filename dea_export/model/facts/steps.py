"""An ordered procedure, or a data flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dea_export.model.blocks import Chain, ClozeNote
from dea_export.model.facts.base import Fact
from dea_export.model.place import Text


@dataclass(frozen=True, kw_only=True)
class Steps(Fact):
    """Steps in order, with gaps; with `flow: true` a data flow drawn as a chain."""

    kind: Literal["steps"]
    intro: Text | None = None
    steps: tuple[Text, ...]
    flow: bool = False

    def note(self) -> ClozeNote:
        """The steps with their gaps."""
        return ClozeNote(self.block())

    def block(self) -> Chain:
        """The steps."""
        return Chain(self.intro, self.steps, self.flow)

    def texts(self) -> tuple[tuple[Text, bool], ...]:
        """The introduction, then the steps, in which the clozes are."""
        intro = ((self.intro, False),) if self.intro is not None else ()
        return (*intro, *((step, True) for step in self.steps))
