"""A formula on paper: a picture on the baseline, as large as the type around it, with its TeX as alternative text.

What a line of Unicode says as well stays a line: it breaks, it can be searched and it stands in the type of the text.
So does what is much wider than its column, where a line says it at all.
"""

from __future__ import annotations

import re
from collections.abc import Container
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote, unquote

from dea_export.markup import Node, read_formula
from dea_export.markup.formula_drawings import LEAST, DrawnFormula, draw
from dea_export.markup.formulas import DISPLAY, asked_source, formula_source, says_all, shown_source
from dea_export.markup.tex_reader import ANSWER, END
from dea_export.typefaces import find_missing

ADDRESS = "formula/"  # then `d` or `i`, a slash and the TeX
IMAGE = re.compile(f'<img src="dea:{ADDRESS}[^"]*" alt="([^"]*)"')


class FormulaImage(NamedTuple):
    """A drawn formula and its source."""

    tex: str
    marked: str  # the same with marks around what is bold in it
    display: bool
    drawing: DrawnFormula

    @property
    def html(self) -> str:
        """An `<img>`; `read_image` knows its address."""
        address = f"dea:{ADDRESS}{'d' if self.display else 'i'}/{quote(self.marked, safe='')}"
        style = f"width:{self.drawing.width:.4f}em;max-width:100%;vertical-align:{-self.drawing.fall:.4f}em"
        return f'<img src="{address}" alt="{escape(self.tex)}" style="{style}">'


def find_image(
    node: Node, room: float, *, hide: int = 0, answers: Container[int] | None = None, bold: bool = False
) -> FormulaImage | None:
    """The formula of a `math` node drawn, in a column `room` em wide; None where it stays a line.

    There is a box for the answers of the cloze `hide`, else those of `answers` (None: all) or everything are bold.
    """
    line = read_formula(node)
    can_be_line = not line.unsaid and not any(find_missing(text) for text, _ in line.pieces)
    if can_be_line and says_all(node):
        return None
    tex = " ".join((asked_source(node, hide) if hide else formula_source(node)).split())
    marked = tex if hide else " ".join(shown_source(node, answers).split())
    if bold:
        marked = f"{{{ANSWER}{tex}{END}}}"
    drawing = draw(marked, display=node.info == DISPLAY)
    if drawing is None or (can_be_line and drawing.width * LEAST > room):
        return None
    return FormulaImage(tex, marked, node.info == DISPLAY, drawing)


def find_formulas(html: str) -> frozenset[str]:
    """The alternative texts of all formulas that are drawn in a page."""
    return frozenset(map(unescape, IMAGE.findall(html))) if ADDRESS in html else frozenset()


def read_image(name: str) -> bytes | None:
    """The SVG behind an address without its `dea:`; None when it is none of a formula."""
    if not name.startswith(ADDRESS):
        return None
    display, _, tex = name.removeprefix(ADDRESS).partition("/")
    drawing = draw(unquote(tex), display=display == "d")
    return drawing.svg.encode() if drawing else None
