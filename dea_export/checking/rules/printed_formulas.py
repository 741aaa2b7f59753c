"""Formulas that print or plain text cannot show as formulas."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.markup import Node, parse, read_formula, walk
from dea_export.markup.drawn_formulas import to_mathml
from dea_export.markup.formula_drawings import COLUMN, LEAST, draw
from dea_export.markup.formulas import DISPLAY, formula_source
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.text import Text
from dea_export.typefaces import find_missing

SIMPLER = "MathJax draws it on the cards; for print write it with simpler commands, or as a picture in 'figure'"
ALL_BUT_TEXT = "cards, pages and PDFs draw it; for Quizlet write it with simpler commands, or say the formula in words"
SHORTER = "make two formulas of it, or one of several lines with 'aligned'"


def undrawn_formula(study: CheckedStudy) -> Iterator[Finding]:
    """A formula that is TeX for some readers: nobody draws it, or no line of Unicode can say it; once a formula."""
    for one in study.study.checkable:
        for text in one.texts():
            if "\\" in text or "$$" in text:
                yield from _in_text(one, text)


def _in_text(one: Fact | ExamItem, text: Text) -> Iterator[Finding]:
    for node in walk(parse(text).root):
        if node.kind == "math":
            yield from _of_formula(one, text, node)


def _of_formula(one: Fact | ExamItem, text: Text, node: Node) -> Iterator[Finding]:
    formula = read_formula(node)
    lacking = find_missing("".join(piece for piece, _ in formula.pieces))
    if not formula.unsaid and not lacking:
        return
    drawn = to_mathml(" ".join(formula_source(node).split()), display=node.info == DISPLAY) is not None
    said = _listed(formula.unsaid)
    if formula.unsaid and drawn and _is_wide(node):
        message = (
            f"this formula is drawn too small to be read on the sheet and on cards: no line can say {said} instead"
        )
        yield Finding(one, text, _command(text, node, formula.unsaid[0]), message, SHORTER)
    elif formula.unsaid and drawn:
        message = f"Quizlet and plain text have this formula as TeX: no line of text can say {said}"
        yield Finding(one, text, _command(text, node, formula.unsaid[0]), message, ALL_BUT_TEXT)
    elif formula.unsaid:
        message = f"this formula is printed as TeX: no line of text can say {said}"
        yield Finding(one, text, _command(text, node, formula.unsaid[0]), message, SIMPLER)
    elif not drawn:
        first = node.children[0].content.strip() if node.children and node.children[0].kind == "text" else ""
        message = f"this formula is printed as TeX: the fonts of the PDFs lack {_listed(lacking)}"
        yield Finding(one, text, first or None, message, SIMPLER)


def _is_wide(node: Node) -> bool:
    """Whether the narrowest column would make it smaller than any formula is made that a line can say."""
    drawing = draw(" ".join(formula_source(node).split()), display=node.info == DISPLAY)
    return drawing is not None and drawing.width * LEAST > COLUMN


def _command(text: Text, node: Node, name: str) -> str:
    """The command as it stands in this formula: with what follows it where the text has it elsewhere, too."""
    if text.count(name) == 1:
        return name
    pieces = (child.content for child in walk(node) if child.kind == "text" and name in child.content)
    return next((piece[piece.index(name) :].splitlines()[0].rstrip() for piece in pieces), name)


def _listed(signs: tuple[str, ...]) -> str:
    return ", ".join(f"'{sign}'" for sign in signs)
