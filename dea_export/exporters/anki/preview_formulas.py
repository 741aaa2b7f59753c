r"""The formulas of a card's side, `\( … \)` in its HTML, as MathML: a page without Anki has no MathJax."""

from __future__ import annotations

import re
from html import escape, unescape

from dea_export.markup.mathml import mark_formula
from dea_export.markup.tex_reader import ANSWER, END, TexReader

FORMULA = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)
TAG = re.compile(r'<span class="(cloze(?:-inactive)?)">(\[[^<]*\](?=</span>))?|</span>|<[^>]*>')


def draw_formulas(side: str) -> str:
    """The side with every formula drawn, or as a line of Unicode; what is neither stays TeX."""
    return FORMULA.sub(_drawn, side) if "\\" in side else side


def _drawn(found: re.Match[str]) -> str:
    classes: list[str] = []

    def mark(tag: re.Match[str]) -> str:
        if tag[1]:
            classes.append(tag[1])
            hidden = f"\\text{{{tag[2]}}}" if tag[2] and tag[1] == "cloze" else tag[2] or ""
            return f"{{{ANSWER}{hidden}"
        return f"{END}}}" if tag[0] == "</span>" else ""

    tex = unescape(TAG.sub(mark, found[1] or found[2])).strip()
    reader = TexReader(tex)
    line = reader.read()
    if not reader.unsaid and not reader.bent:
        return _spans(line, classes)
    drawn = mark_formula(tex, classes, found[2] is not None, lambda name: {"class": name})
    return drawn or (found[0] if reader.unsaid else _spans(line, classes))


def _spans(line: str, classes: list[str]) -> str:
    """The line with its answers told apart."""
    coming = iter(classes)
    marked = re.sub(ANSWER, lambda _: f'<span class="{next(coming, "cloze")}">', escape(line, quote=False))
    return marked.replace(END, "</span>")
