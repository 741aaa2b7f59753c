"""A formula on paper: a picture on the baseline, as large as the type around it, with its TeX as alternative text.

What a line of Unicode says as well stays a line: it breaks, it can be searched and it stands in the type of the text.
So does what is much wider than its column, where a line says it at all.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple
from urllib.parse import quote, unquote

from dea_export.markup import Node, read_formula
from dea_export.markup.drawn_formulas import LEAST, DrawnFormula, draw
from dea_export.markup.formulas import DISPLAY, asked_source, formula_source, says_all
from dea_export.typefaces import find_missing

ADDRESS = "formula/"  # then `d` or `i`, a slash and the TeX


class FormulaImage(NamedTuple):
    """A drawn formula and its source."""

    tex: str
    display: bool
    drawing: DrawnFormula

    @property
    def html(self) -> str:
        """An `<img>`; `read_image` knows its address."""
        address = f"dea:{ADDRESS}{'d' if self.display else 'i'}/{quote(self.tex, safe='')}"
        style = f"width:{self.drawing.width:.4f}em;max-width:100%;vertical-align:{-self.drawing.fall:.4f}em"
        return f'<img src="{address}" alt="{escape(self.tex)}" style="{style}">'


def find_image(node: Node, room: float, hide: int = 0) -> FormulaImage | None:
    """The formula of a `math` node drawn, with a box for the answers of the cloze `hide`; None where it stays a line.

    `room` is the width of its column in em.
    """
    line = read_formula(node)
    can_be_line = not line.unsaid and not any(find_missing(text) for text, _ in line.pieces)
    if can_be_line and says_all(node):
        return None
    tex = " ".join((asked_source(node, hide) if hide else formula_source(node)).split())
    drawing = draw(tex, display=node.info == DISPLAY)
    if drawing is None or (can_be_line and drawing.width * LEAST > room):
        return None
    return FormulaImage(tex, node.info == DISPLAY, drawing)


def read_image(name: str) -> bytes | None:
    """The SVG behind an address without its `dea:`; None when it is none of a formula."""
    if not name.startswith(ADDRESS):
        return None
    display, _, tex = name.removeprefix(ADDRESS).partition("/")
    drawing = draw(unquote(tex), display=display == "d")
    return drawing.svg.encode() if drawing else None
