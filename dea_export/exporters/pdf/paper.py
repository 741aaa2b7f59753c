"""The papers that PDFs are made for."""

from __future__ import annotations

from typing import NamedTuple


class Paper(NamedTuple):
    """A sheet of paper, in mm."""

    width: float
    height: float

    @property
    def landscape(self) -> Paper:
        """The same, lying."""
        return Paper(self.height, self.width)


PAPERS = {"a4": Paper(210.0, 297.0), "letter": Paper(215.9, 279.4)}
