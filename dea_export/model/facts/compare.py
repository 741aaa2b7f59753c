"""Two things side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from dea_export.model.blocks import ClozeNote, Table
from dea_export.model.facts.base import STRICT, Fact
from dea_export.model.place import Text


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """One row of a comparison: what is compared, and a cell for each thing."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: Text
    cells: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Compare(Fact):
    """Two things compared by aspects; at most two, because a phone shows three columns."""

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

    def texts(self) -> tuple[tuple[Text, bool], ...]:
        """Things and names of aspects, then the cells, in which the clozes are."""
        return (
            *((thing, False) for thing in self.things),
            *((aspect.name, False) for aspect in self.aspects),
            *((cell, True) for aspect in self.aspects for cell in aspect.cells),
        )
