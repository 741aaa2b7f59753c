"""Widths of text from the advances of the fonts, in em. No shaping: kerning changes no line count that we saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from dea_export.model.characters import INVISIBLE
from dea_export.typefaces import find_typeface

Style = Literal["regular", "bold", "em", "bold em", "code", "bold code"]

# The file that prints a style, and the one that fonts fall back to: the order of `font-family` in the style sheets.
FILES: dict[Style, tuple[str, str]] = {
    "regular": ("sheet-regular", "mono-regular"),
    "bold": ("sheet-bold", "mono-bold"),
    "em": ("sheet-regular", "mono-regular"),  # there is no italic: emphasis is underlined
    "bold em": ("sheet-bold", "mono-bold"),
    "code": ("mono-regular", "sheet-regular"),
    "bold code": ("mono-bold", "sheet-bold"),
}
NOTHING = dict.fromkeys(INVISIBLE, 0.0)
UNKNOWN = 0.6  # em; such a character is replaced before anything is printed


@dataclass(frozen=True)
class Metrics:
    """The advances of every character by font file, and the height of an x."""

    advances: Mapping[str, Mapping[str, float]]
    x_height: float  # em
    _known: dict[Style, dict[str, float]] = field(default_factory=dict, compare=False, repr=False)

    def widths(self, style: Style) -> dict[str, float]:
        """Advance by character, the fall-back font's where the first one lacks it."""
        if style not in self._known:
            first, second = (self.advances[name] for name in FILES[style])
            self._known[style] = {**second, **first, **NOTHING}
        return self._known[style]

    def width(self, style: Style, text: str) -> float:
        """Width of a text without line breaks, in em of its own size."""
        return sum(self.measure(style, text))

    def measure(self, style: Style, text: str) -> list[float]:
        """The advance of every character, in em; of signs that are drawn as one, the first has all of it."""
        widths = self.widths(style)
        found = [widths.get(char, -1.0) for char in text]
        return found if text.isascii() or min(found, default=0.0) >= 0 else _shaped(text, found, bold="bold" in style)


def _shaped(text: str, found: list[float], *, bold: bool) -> list[float]:
    """The same with what fonts of other scripts advance, where ours have no character (-1)."""
    start = 0
    for typeface, run in groupby(
        zip(text, found, strict=True), lambda one: find_typeface(one[0]) if one[1] < 0 else None
    ):
        signs = "".join(char for char, _ in run)
        if typeface:
            found[start : start + len(signs)] = typeface.advances(signs, bold=bold)
        start += len(signs)
    return [UNKNOWN if advance < 0 else advance for advance in found]


@dataclass(frozen=True, slots=True)
class Size:
    """A size of type for a font whose x has the height `x_height` (em)."""

    points: float
    x_height: float

    @property
    def millimetres(self) -> float:
        """The height of an x on paper."""
        return self.points * self.x_height * MM_PER_POINT


MM_PER_POINT = 25.4 / 72
