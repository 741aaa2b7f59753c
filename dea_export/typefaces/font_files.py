"""Font files: what they know of their characters, and a copy of one that goes with the built-in fonts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from dea_export.model.diagnostic import DeaExportError

# Of the family `Sheet`, in em: a line of two fonts must not be higher than of one.
ASCENT, DESCENT = 2189 / 2048, 600 / 2048
USUAL_X_HEIGHT = 0.5  # em, of fonts so old that they do not say theirs


class FontMetrics(NamedTuple):
    """How wide characters are, and how high an x, in em."""

    advances: Mapping[str, float]
    x_height: float


def check_font(path: Path) -> None:
    """Raises DeaExportError for a file that is no font, packed for the web, or a variable one."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True) as font:
            packed, varies = font.flavor, "fvar" in font
        read_font(path)
        fit_font(path.read_bytes(), "tried", bold=False)
    except Exception as error:  # fontTools has no error of its own for all it stumbles over
        raise DeaExportError(f"{path}: this is no font that can be read", "TrueType and OpenType files are") from error
    if packed:
        raise DeaExportError(f"{path}: a font packed for the web ({packed})", "save it as TrueType or OpenType")
    if varies:
        hint = "make an instance of it, e.g. fonttools varLib.instancer FONT wght=400"
        raise DeaExportError(f"{path}: a variable font, of which PDFs come out different every time", hint)


@cache
def read_font(path: Path) -> FontMetrics:
    """What a font says of its characters."""
    from fontTools.ttLib import TTFont

    font = TTFont(path, lazy=True)
    em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
    advances = {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}
    return FontMetrics(advances, getattr(font["OS/2"], "sxHeight", 0) / em or USUAL_X_HEIGHT)


def fit_font(data: bytes, name: str, *, bold: bool) -> bytes:
    """The font under the name of its family, as high as the built-in ones, without a clock in it."""
    from fontTools.ttLib import TTFont

    font, style = TTFont(BytesIO(data), recalcTimestamp=False), "Bold" if bold else "Regular"
    names, metrics, head = font["name"], font["OS/2"], font["hhea"]
    names.names = []
    for number, text in ((1, name), (2, style), (4, f"{name} {style}"), (6, f"{name}-{style}")):
        names.setName(text, number, 3, 1, 0x409)
    metrics.usWeightClass, metrics.fsSelection = 700 if bold else 400, 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)
    up, down = round(ASCENT * font["head"].unitsPerEm), round(DESCENT * font["head"].unitsPerEm)
    head.ascent, head.descent, head.lineGap = up, -down, 0
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = up, -down, 0
    metrics.usWinAscent, metrics.usWinDescent = up, down
    out = BytesIO()
    font.save(out)
    return out.getvalue()
