"""Formulas that print and plain text cannot show as formulas."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.markup import parse, read_formula, walk
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.text import Text
from dea_export.typefaces import find_missing


def undrawn_formula(study: CheckedStudy) -> Iterator[Finding]:
    """A formula with a command that a line of Unicode cannot say, or a sign that the fonts lack; once a formula."""
    for one in study.study.checkable:
        for text in one.texts():
            if "\\" in text or "$$" in text:
                yield from _in_text(one, text)


def _in_text(one: Fact | ExamItem, text: Text) -> Iterator[Finding]:
    hint = "MathJax draws it on the cards; for print write it with simpler commands, or as a picture in 'figure'"
    for node in walk(parse(text).root):
        if node.kind != "math":
            continue
        formula = read_formula(node)
        lacking = find_missing("".join(piece for piece, _ in formula.pieces))
        first = node.children[0].content.strip() if node.children and node.children[0].kind == "text" else ""
        if formula.unsaid:
            signs = ", ".join(f"'{one}'" for one in formula.unsaid)
            part = formula.unsaid[0]
            yield Finding(one, text, part, f"this formula is printed as TeX: no line of text can say {signs}", hint)
        elif lacking:
            signs = ", ".join(f"'{sign}'" for sign in lacking)
            yield Finding(
                one, text, first or None, f"this formula is printed as TeX: the fonts of the PDFs lack {signs}", hint
            )
