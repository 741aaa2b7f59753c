r"""Formulas: `\( … \)`, `\[ … \]` and `$$ … $$` in a text, and TeX -> one line of readable Unicode for print and plain text.

A single `$` is a price and never begins a formula. What Unicode cannot say in a line stays TeX, and `check` names it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, NamedTuple

from dea_export.markup.nodes import Node, clozes, walk
from dea_export.markup.tex_reader import ANSWER, END, TexReader

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

BRACKETS = {r"\(": r"\)", r"\[": r"\]", "$$": "$$"}
DISPLAY = "display"  # `info` of a formula that stands on a line of its own
# What MathJax draws no sign for, but obeys: links, styles and ids of HTML, packages, definitions that call themselves.
ACTIVE = re.compile(
    r"\\(href|url|style|class|cssId|data|require|def|gdef|edef|let|(re)?newcommand|(re)?newenvironment|includegraphics|mmlToken)"
    r"(?![A-Za-z])"
)
BOX = r"{\boxed{\phantom{mm}}"  # for an answer, always of one width
MEANT = re.compile(r"[\\^_=+<>{}\d]")  # what two dollars around words alone do not have


def formula_at(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The opening bracket of the formula that begins at `start`, and where its closing one stands."""
    opening = text[start : start + 2]
    closing = BRACKETS.get(opening)
    if closing is None or (opening == "$$" and (text[start - 1 : start] == "$" or text[start + 2 : start + 3] == "$")):
        return None
    found = text.find(closing, start + 2, end)
    if found < 0 or not (inside := text[start + 2 : found]).strip():
        return None
    if opening == "$$" and (not MEANT.search(inside) or re.match(r"[$\d]", text[found + 2 : found + 3])):
        return None  # words, or two prices
    if opening == r"\[" and not _is_display(text, start, found):
        return None
    return opening, found


def formula_block(state: StateBlock, start: int, last: int, silent: bool) -> bool:
    """The block rule: a formula that begins a line goes to its end, whatever its lines begin with."""
    begin, end = state.bMarks[start] + state.tShift[start], state.eMarks[last - 1]
    found = formula_at(state.src, begin, end) if state.src.startswith((r"\[", "$$"), begin) else None
    if found is None:
        return False
    line = next(n for n in range(start, last) if found[1] <= state.eMarks[n])
    if line == start or state.src[found[1] + 2 : state.eMarks[line]].strip():
        return False  # within a paragraph, the inline rule finds it
    if not silent:
        state.line = line + 1
        state.push("paragraph_open", "p", 1).map = [start, state.line]
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = state.src[begin : found[1] + 2], [start, state.line], []
        state.push("paragraph_close", "p", -1)
    return True


def _is_display(text: str, start: int, end: int) -> bool:
    r"""Whether `\[ … \]` is more than brackets that Markdown shows: blanks within, TeX in it, or a line of its own."""
    inside = text[start + 2 : end]
    if (inside[0].isspace() and inside[-1].isspace()) or re.search(r"\\[A-Za-z]|\^", inside):
        return True
    before, after = text[:start].rpartition("\n")[2], text[end + 2 :].partition("\n")[0]
    return (
        not before.strip() and not after.strip() and MEANT.search(inside) is not None and not inside.strip().isdigit()
    )


def formula_rule(state: StateInline, silent: bool) -> bool:
    """The inline rule. Without a closing it is an escaped bracket, or two dollars."""
    found = formula_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    opening, end = found
    if not silent:
        token = state.push("math", "code", 0)
        token.content, token.markup = state.src[state.pos + 2 : end], opening
        token.info = "" if opening == r"\(" else DISPLAY
        token.meta = {"offset": state.pos + 2, "block": state.env["reading"].token}
        if odd := ACTIVE.search(state.src, state.pos + 2, end):
            hint = "write a link as Markdown, beside the formula; cards have a style of their own"
            state.env["report"](odd.start(), "E316", f"'{odd[0]}' in a formula is more than mathematics", hint)
    state.pos = end + 2
    return True


class Formula(NamedTuple):
    """A formula as text, and the commands that the text cannot say; with any of them the text is the TeX itself."""

    nodes: tuple[Node, ...]  # texts, and the clozes with what the line shows of their answers
    unsaid: tuple[str, ...]
    is_flat: bool  # whether the line says all that a drawing would: nothing stands above or below another

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The texts in their order, and whether each is within an answer."""
        return tuple((text.content, node.kind == "cloze") for node in self.nodes for text in walk(node) if text.content)


def read_formula(node: Node, hide: int = 0, gap: str = "") -> Formula:
    """The formula of a `math` node in Unicode; `gap` stands for the answers of the cloze `hide`."""
    opened: list[Node] = []
    tex = _source(node, hide, gap, opened).strip()
    reader = TexReader(tex)
    text = reader.read()
    unsaid = tuple(dict.fromkeys(reader.unsaid))
    return Formula(_nodes(tex if unsaid else text, opened), unsaid, is_flat=not unsaid and not reader.bent)


def says_all(node: Node) -> bool:
    """Whether a line of Unicode shows the formula as a drawing would, with any of its answers hidden, too."""
    return all(read_formula(node, number, "_").is_flat for number in (0, *clozes(node)))


def formula_text(node: Node, hide: int = 0, gap: str = "") -> str:
    """The same as one text."""
    return "".join(text for text, _ in read_formula(node, hide, gap).pieces)


def formula_source(node: Node) -> str:
    """The TeX with the answers in it."""
    return "".join(child.content if child.kind == "text" else formula_source(child) for child in node.children)


def marked_source(node: Node) -> tuple[str, tuple[Node, ...]]:
    """The TeX with each answer in braces and marks, and the clozes in the order of their marks."""
    opened: list[Node] = []
    tex = _source(node, 0, "", opened).strip()
    return tex.replace(ANSWER, f"{{{ANSWER}").replace(END, f"{END}}}"), tuple(opened)


def shown_source(node: Node, answers: Container[int] | None = None) -> str:
    """The TeX with marks around these answers, or all of them, each in braces."""
    parts = []
    for child in node.children:
        if child.kind == "text":
            parts.append(child.content)
        elif answers is None or child.number in answers:
            parts.append(f"{{{ANSWER}{shown_source(child, answers)}{END}}}")
        else:
            parts.append(shown_source(child, answers))
    return "".join(parts)


def asked_source(node: Node, hide: int) -> str:
    """The TeX with boxes, and hints, for the answers of the cloze `hide`."""
    parts = []
    for child in node.children:
        if child.kind == "text":
            parts.append(child.content)
        elif child.number == hide:
            parts.append(BOX + (f"\\text{{ ({child.info})}}" if child.info else "") + "}")
        else:
            parts.append(asked_source(child, hide))
    return "".join(parts).strip()


def github_formula(node: Node, pipe: str = "|") -> str:
    """The formula as GitHub draws it: within backticks, where Markdown changes nothing of it but a `pipe` in a cell."""
    tex = " ".join(formula_source(node).split()).replace("|", pipe)
    return f"$`{tex}`$" if "`" not in tex else f"`{tex}`"


def _source(node: Node, hide: int, gap: str, opened: list[Node]) -> str:
    """The TeX with marks around the answers; their clozes are added to `opened` in the order of the marks."""
    parts = []
    for child in node.children:
        if child.kind == "text":
            parts.append(child.content)
        elif child.number == hide and hide:
            shown = f"{gap} ({child.info})" if child.info else gap
            parts.append(f"{{\\text{{{shown}}}}}")
        else:
            opened.append(child)
            parts.append(f"{ANSWER}{_source(child, hide, gap, opened)}{END}")
    return "".join(parts)


def _nodes(text: str, opened: Iterable[Node]) -> tuple[Node, ...]:
    """A line with marks as nodes: between each pair of marks stands the answer of the next cloze that was opened."""
    coming, around, levels = iter(opened), list[Node](), [list[Node]()]
    for piece in re.split(f"([{ANSWER}{END}])", text):
        if piece == ANSWER:
            around.append(next(coming))
            levels.append([])
        elif piece == END:
            inside = tuple(levels.pop())
            levels[-1].append(around.pop()._replace(children=inside))
        elif piece:
            levels[-1].append(Node("text", content=piece))
    return tuple(levels[0])
