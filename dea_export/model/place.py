"""Where something stands in the author's file."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A position in a file, as editors count: line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """`file:line:column`, which editors and CI turn into a link."""
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("", 0, 0)
