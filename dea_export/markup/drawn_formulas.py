r"""TeX -> MathML for pages, and a drawing for paper: latex2mathml reads, ziamath draws, both behind this one door.

Neither says what it does not know: it would stand in the drawing as a word, or be gone. So only what has been tried is
asked of them (`DRAWN`), what comes back is looked through, and whatever is odd about it is no drawing at all: None.
Both are imported where the first formula is drawn.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dea_export.markup.symbols import ACCENTS, FUNCTIONS, RELATIONS, SPACES, SYMBOLS
from dea_export.markup.tex_reader import TOKEN, TexReader

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ENVIRONMENTS = frozenset(["matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "aligned"])
# Commands that both libraries were seen to draw right, beside the symbols that they have in common with the line.
DRAWN = (
    frozenset(SYMBOLS) | frozenset(RELATIONS) | FUNCTIONS | frozenset(ACCENTS) | (frozenset(SPACES) - {"limits"})
    | {
        "frac", "dfrac", "tfrac", "sqrt", "binom", "text", "mathrm", "mathbf", "mathbb", "mathcal", "operatorname",
        "left", "right", "begin", "end", "underbrace", "overbrace", "widehat", "boxed", "phantom",
    }
)  # fmt: skip
UNTRIED = {"nolimits", "nonumber", "mod", "bmod", "hom", "checkmark", "degree", "textstyle", "displaystyle"}
SIGNS = frozenset({"{", "}", "%", "$", "#", "_", "|", "&", "\\", " ", ",", ":", ";", "!"})
NESTED_CHOICE = re.compile(r"\\binom(?!\s*\{[^{}\\]*\}\s*\{[^{}\\]*\})")
ODD = re.compile(r"\\[A-Za-z]|<m[io]>&amp;|<merror|<m[io]>&(?![#a-z]+[0-9A-Za-z]*;)")
# A minus or plus after a relation, an operator, a comma or an opening bracket is a sign, not a difference.
SIGNED = re.compile(
    r"(<mo[^>]*>(?:[=<>,(\[{+*/:]|&lt;|&gt;|&#x0003D;|&#x0003C;|&#x0003E;|&#x02264;|&#x02265;|&#x02248;|&#x02260;|&#x0002C;"
    r"|&#x00028;|&#x02192;|&#x000D7;|&#x022C5;|&#x000B1;)</mo>)<mo>(&#x02212;|&#x0002B;|\+)"
)
LONGEST = 600  # characters; nobody reads more in a line
SCALE = 1.1  # the x of the drawing is as high as that of the text around it
PAD = 0.06  # em, around a drawing: the half of a box's line, and room to the line above
LEAST = 0.7  # of its size, to which a drawing is made smaller for its column: 4.6 pt on a sheet of 6.6 pt
COLUMN = 17.0  # em: the narrowest column of print, of a sheet
UNITS = 100.0  # in which a drawing is made, an em


class DrawnFormula(NamedTuple):
    """A formula as SVG, black, without text; lengths in em of the text around it."""

    svg: str
    width: float
    rise: float  # above the baseline
    fall: float  # below it


@cache
def to_mathml(tex: str, *, display: bool = False) -> str | None:
    """The formula as MathML; None when it cannot be drawn as it is meant."""
    if not _is_tried(tex):
        return None
    from latex2mathml.converter import convert

    said = re.sub(r"\\(begin|end)\{aligned\}", r"\\\1{align*}", tex)
    if display:
        said = re.sub(r"\\(lim|max|min|sup|inf|limsup|liminf)(?=\s*_)", r"\\\1\\limits", said)
    try:
        made = convert(said, display="block" if display else "inline")
    except Exception:  # noqa: BLE001  it has no error of its own: what it stumbles over is no drawing
        return None
    return None if ODD.search(made) else _spaced(made)


def _spaced(mathml: str) -> str:
    """The sign of a number close to it, and columns of equations close to each other."""
    signed = SIGNED.sub(
        r'\1<mo lspace="0em" rspace="0em">\2', mathml.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    )
    return signed.replace('columnspacing="0em 2em"', 'columnspacing="0em 0.3em"')


@cache
def draw(tex: str, *, display: bool = False) -> DrawnFormula | None:
    """The formula as a drawing; None when there is none."""
    if (mathml := to_mathml(tex, display=display)) is None:
        return None
    try:
        root = _drawn(mathml)
    except Exception:  # noqa: BLE001  as above
        return None
    for box in root.iter("rect"):
        if "stroke" in box.attrib:
            box.set("fill", "none")  # it is filled where something follows it
    return _framed(root)


def _drawn(mathml: str) -> Element:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of how it finds its font
        import ziamath

        ziamath.config.svg2 = False  # paths where they stand, not by reference
        return ziamath.Math(mathml, size=UNITS * SCALE).svgxml()


def _framed(root: Element) -> DrawnFormula:
    """With room around it."""
    from xml.etree import ElementTree as ET

    pad = PAD * UNITS
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    left, top, width, height = left - pad, top - pad, width + 2 * pad, height + 2 * pad
    root.set("viewBox", f"{left:.2f} {top:.2f} {width:.2f} {height:.2f}")
    root.set("width", f"{width:.2f}")
    root.set("height", f"{height:.2f}")
    return DrawnFormula(ET.tostring(root, encoding="unicode"), width / UNITS, -top / UNITS, (height + top) / UNITS)


def _is_tried(tex: str) -> bool:
    """Whether the TeX closes what it opens and has no command or sign that was not tried."""
    reader = TexReader(tex)
    reader.read()
    if len(tex) > LONGEST or not tex.strip() or {"{", "}"} & set(reader.unsaid) or NESTED_CHOICE.search(tex):
        return False
    names = {token[1:].removesuffix("*") for token in TOKEN.findall(tex) if token.startswith("\\")}
    environments = set(re.findall(r"\\(?:begin|end)\s*\{([^}]*)\}", tex))
    if not names <= (DRAWN - UNTRIED) | SIGNS or not environments <= ENVIRONMENTS:
        return False
    if "&" in tex.replace(r"\&", "") and not environments:
        return False
    return all(char < "\u0250" or "\u0370" <= char <= "\u03ff" or char in "\ue000\ue001" for char in tex)
