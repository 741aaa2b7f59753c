"""Two to four things side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dea_export.model.blocks import ClozeNote, Table
from dea_export.model.diagnostic import Diagnostic, count_of
from dea_export.model.facts.base import Fact, Prose
from dea_export.model.records import record
from dea_export.model.text import Text

THINGS = range(2, 5)


@record
class Aspect:
    """One row of a comparison: what is compared, and a cell for each thing."""

    name: Text
    cells: tuple[Text, ...]


@record
class Compare(Fact):
    """Two to four things compared by aspects. A phone shows three columns: of more things, each aspect is a list there."""

    kind: Literal["compare"]
    things: tuple[Text, ...]
    aspects: tuple[Aspect, ...]

    def note(self) -> ClozeNote:
        """The table with gaps in its cells."""
        return ClozeNote(self.block())

    def block(self) -> Table:
        """The table: things across, aspects down."""
        return Table(
            (Text("", self.id.place), *self.things), tuple((aspect.name, *aspect.cells) for aspect in self.aspects)
        )

    def prose(self) -> Iterator[Prose]:
        """Things and names of aspects, then the cells, in which the gaps are."""
        for head in (*self.things, *(aspect.name for aspect in self.aspects)):
            yield Prose(head, inline=True)
        for aspect in self.aspects:
            yield from (Prose(cell, asked=True, inline=True) for cell in aspect.cells)

    def problems(self) -> Iterator[Diagnostic]:
        """Two to four things, at least one aspect, and a cell for each."""
        if len(self.things) not in THINGS:
            few = len(self.things) < THINGS.start
            message = f"a compare has {count_of(len(self.things), 'thing')}, not two to four"
            hint = (
                "what is said of one thing is a statement"
                if few
                else "nobody compares more at a glance: make two of it"
            )
            yield self.id.problem("E212", message, hint, part="")
        if not self.aspects:
            yield self.id.problem("E212", "a compare without aspects", "add one under 'aspects:'", part="")
        for aspect in self.aspects:
            if len(aspect.cells) != len(self.things):
                message = f"the aspect '{aspect.name}' has {len(aspect.cells)} cells for {len(self.things)} things"
                yield aspect.name.problem("E212", message, "one cell for each thing", part="")
