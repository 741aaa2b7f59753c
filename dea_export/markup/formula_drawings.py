r"""TeX -> a drawing for paper: ziamath draws the MathML of `drawn_formulas`, behind this one door."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dea_export.markup.drawn_formulas import to_mathml
from dea_export.markup.mathml import THIN, find_answers
from dea_export.markup.tex_reader import ANSWER, END

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

COLOUR = "#010101"  # of answers, while a formula is drawn
SCRIPTS = {"msub", "msup", "msubsup"}
BOLD = 0.035  # em, by which their strokes are wider
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
def draw(tex: str, *, display: bool = False) -> DrawnFormula | None:
    """The formula as a drawing, in which what stands between marks is bold; None when there is none."""
    if (mathml := _coloured(tex, display) or to_mathml(_unmarked(tex), display=display)) is None:
        return None
    try:
        root = _drawn(mathml)
    except Exception:  # noqa: BLE001  it has no error of its own: what it stumbles over is no drawing
        return None
    for box in root.iter("rect"):
        if "stroke" in box.attrib:
            box.set("fill", "none")  # it is filled where something follows it
    _embolden(root)
    return _framed(root)


def _unmarked(tex: str) -> str:
    return tex.replace(ANSWER, "").replace(END, "")


def _coloured(tex: str, display: bool) -> str | None:
    """MathML whose answers have a colour that nothing else has; None where there are none, or no row holds them."""
    if ANSWER not in tex or (mathml := to_mathml(tex, display=display)) is None:
        return None
    from xml.etree import ElementTree as ET

    root = ET.fromstring(mathml)  # noqa: S314  made by us, of what has no entities
    if (rows := find_answers(root)) is None or len(rows) != tex.count(ANSWER):
        return None
    _keep_colours(root, rows)
    for row in rows:
        row.set("mathcolor", COLOUR)
    for parent in list(root.iter("mrow")):
        _open_rows(parent)
    return ET.tostring(root, encoding="unicode")


def _keep_colours(root: Element, rows: Sequence[Element]) -> None:
    """Keeps a word from colouring its neighbour: ziamath 0.13 begins words with a space, and colours what it drew before.

    So a word outside of an answer has no colour, and no answer begins with a space.
    """
    inside = {one for row in rows for one in row.iter()}
    for word in _words(root):
        if word not in inside:
            word.set("mathcolor", "")
    for row in rows:
        first = next((one for one in row.iter() if one.text), None)
        if first is not None and first in _words(row):
            _begin_with_ink(first, raised=any(first in one for one in row.iter() if one.tag in SCRIPTS))


def _words(root: Element) -> list[Element]:
    return [one for one in root.iter() if one.tag in {"mi", "mtext"} and len(one.text or "") > 1]


def _begin_with_ink(word: Element, *, raised: bool) -> None:
    """The word with the room that ziamath leaves beside it, as elements; none behind it where a script follows."""
    from xml.etree import ElementTree as ET

    text = word.text or ""
    is_function = word.tag == "mi"
    space = THIN if is_function else f"{0.25 * (len(text) - len(text.lstrip())):.2f}em"
    word.tag, word.text = "mrow", None
    ET.SubElement(word, "mspace", {"width": space})
    ET.SubElement(word, "mtext").text = text.lstrip()
    if is_function and not raised:
        ET.SubElement(word, "mspace", {"width": space})


def _open_rows(parent: Element) -> None:
    """Coloured rows in a row become its own signs, between which there is the room that they would have unmarked."""
    for row in [child for child in parent if child.tag == "mrow" and child.get("mathcolor")]:
        for child in row:
            child.set("mathcolor", COLOUR)
        at = list(parent).index(row)
        parent[at : at + 1] = list(row)


def _embolden(root: Element) -> None:
    """What has the colour black and with an outline: the font has no bold signs, and all keeps its place."""
    for shape in root.iter():
        if COLOUR in (shape.get("fill"), shape.get("stroke")):
            shape.set("stroke", "black")
            shape.set("stroke-width", f"{BOLD * UNITS + float(shape.get('stroke-width', 0)):.1f}")
            if shape.get("fill") == COLOUR:
                shape.set("fill", "black")


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
