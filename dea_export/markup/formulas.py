r"""Formulas: `\( … \)`, `\[ … \]` and `$$ … $$` in a text, and TeX -> one line of readable Unicode for print and plain text.

A single `$` is a price and never begins a formula. What Unicode cannot say in a line stays TeX, and `check` names it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dea_export.markup.nodes import Node
from dea_export.markup.symbols import (
    ACCENTS,
    FUNCTIONS,
    MATHBB,
    PLAIN,
    RELATIONS,
    SPACES,
    SUB,
    SUPER,
    SYMBOLS,
    WRAPPERS,
)

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

BRACKETS = {r"\(": r"\)", r"\[": r"\]", "$$": "$$"}
DISPLAY = "display"  # `info` of a formula that stands on a line of its own
MEANT = re.compile(r"[\\^_=+<>{}\d]")  # what two dollars around words alone do not have
ANSWER, END = "\ue000", "\ue001"  # around the answers within the TeX of a formula; private use, so never in text
TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.|$)|\s+|.", re.DOTALL)


def formula_at(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The opening bracket of the formula that begins at `start`, and where its closing one stands."""
    opening = text[start : start + 2]
    closing = BRACKETS.get(opening)
    if closing is None or (opening == "$$" and (text[start - 1 : start] == "$" or text[start + 2 : start + 3] == "$")):
        return None
    found = text.find(closing, start + 2, end)
    if found < 0 or not (inside := text[start + 2 : found]).strip():
        return None
    if opening == "$$" and (not MEANT.search(inside) or text[found + 2 : found + 3] == "$"):
        return None
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
    state.pos = end + 2
    return True


class Formula(NamedTuple):
    """A formula as text, and the commands that the text cannot say; with any of them the text is the TeX itself."""

    pieces: tuple[tuple[str, bool], ...]  # text, and whether it is an answer
    unsaid: tuple[str, ...]


def read_formula(node: Node, hide: int = 0, gap: str = "") -> Formula:
    """The formula of a `math` node in Unicode; `gap` stands for the answers of the cloze `hide`."""
    tex = _source(node, hide, gap).strip()
    reader = _Reader(tex)
    text = reader.read()
    unsaid = tuple(dict.fromkeys(reader.unsaid))
    return Formula(_pieces(tex if unsaid else text), unsaid)


def formula_text(node: Node, hide: int = 0, gap: str = "") -> str:
    """The same as one text."""
    return "".join(text for text, _ in read_formula(node, hide, gap).pieces)


def formula_source(node: Node) -> str:
    """The TeX with the answers in it."""
    return "".join(child.content if child.kind == "text" else formula_source(child) for child in node.children)


def github_formula(node: Node) -> str:
    """The formula as GitHub draws it: within backticks, where Markdown changes nothing of it."""
    tex = " ".join(formula_source(node).split())
    return f"$`{tex}`$" if "`" not in tex else f"`{tex}`"


def _source(node: Node, hide: int, gap: str) -> str:
    parts = []
    for child in node.children:
        if child.kind == "text":
            parts.append(child.content)
        elif child.number == hide and hide:
            shown = f"{gap} ({child.info})" if child.info else gap
            parts.append(f"{{\\text{{{shown}}}}}")
        else:
            parts.append(f"{ANSWER}{_source(child, hide, gap)}{END}")
    return "".join(parts)


def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    depth, found = 0, []
    for piece in re.split(f"([{ANSWER}{END}])", text):
        if piece in {ANSWER, END}:
            depth += 1 if piece == ANSWER else -1
        elif piece:
            found.append((piece, depth > 0))
    return tuple(found)


class _Reader:
    """One pass over the TeX of a formula; `unsaid` gathers what has no form in a line of text."""

    def __init__(self, tex: str) -> None:
        self.tokens = TOKEN.findall(tex)
        self.at = 0
        self.unsaid: list[str] = []

    def read(self) -> str:
        """The whole formula."""
        text = self._until()
        while self.at < len(self.tokens):  # a brace that closes nothing
            self.unsaid.append(self.tokens[self.at])
            self.at += 1
            text += self._until()
        return re.sub(r" {2,}", " ", text).strip()

    def _until(self, *ends: str) -> str:
        """The text up to one of the ends, which is left standing, or a closing brace."""
        parts: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in {"}", *ends}:
            parts.append(self._one())
        return "".join(parts)

    def _next(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else ""
        self.at += 1
        return token

    def _argument(self) -> str:
        """A group, or the next sign."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self._one()

    def _group(self) -> str:
        inside = self._until()
        if self._next() != "}":
            self.unsaid.append("{")
        return inside

    def _one(self) -> str:
        sign = self._next()
        if sign == "{":
            return self._group()
        if sign in {"^", "_"}:
            return self._script(sign)
        if sign.startswith("\\"):
            return self._command(sign[1:])
        if sign.isspace():
            return " "
        return {"-": "−", "'": "′", "~": "\u00a0", "&": " "}.get(sign, sign)

    def _script(self, sign: str) -> str:
        inside = self._argument().strip()
        table = SUPER if sign == "^" else SUB
        if inside and all(char in table or char in (ANSWER, END) for char in inside):
            return "".join(table.get(char, char) for char in inside)
        if inside in {"′", "°"}:
            return inside
        return f"{sign}{inside}" if _is_single(inside) else f"{sign}({inside})"

    def _command(self, name: str) -> str:  # noqa: C901  one case a construction
        match name.removesuffix("*"):
            case "frac" | "dfrac" | "tfrac" | "cfrac":
                return self._fraction()
            case "sqrt":
                return self._root()
            case "ce":
                return self._chemistry()
            case "binom" | "dbinom" | "tbinom":
                return f"C({self._argument()}, {self._argument()})"
            case "mathbb":
                return "".join(MATHBB.get(char, char) for char in self._argument())
            case "left" | "right" | "big" | "Big" | "bigl" | "bigr" | "Bigl" | "Bigr":
                return self._delimiter()
            case "text" | "textrm" | "mbox":
                return self._words()
            case wrapper if wrapper in WRAPPERS:
                return self._argument()
            case accent if accent in ACCENTS:
                inside = self._argument()
                return inside + ACCENTS[accent] if len(inside) == 1 else self._lost(accent) + inside
            case "begin":
                return self._environment()
            case space if space in SPACES:
                return SPACES[space]
            case sign if sign in PLAIN or not sign.isalpha():
                return PLAIN.get(sign, sign) if sign in PLAIN else self._lost(sign)
            case function if function in FUNCTIONS:
                return f" {function} " if self._more() not in {"^", "_", "(", r"\left", ""} else f" {function}"
            case relation if relation in RELATIONS:
                return f" {RELATIONS[relation]} "
            case symbol if symbol in SYMBOLS:
                return SYMBOLS[symbol]
            case other:
                return self._lost(other)

    def _more(self) -> str:
        return next((token for token in self.tokens[self.at :] if not token.isspace()), "")

    def _lost(self, name: str) -> str:
        self.unsaid.append(f"\\{name}")
        return f"\\{name} "

    def _delimiter(self) -> str:
        sign = self._argument()
        return "" if sign == "." else sign

    def _words(self) -> str:
        """Text within a formula, hyphens and spaces as they are."""
        if self._next() != "{":
            return self._lost("text")
        start, depth = self.at, 1
        while self.at < len(self.tokens) and depth:
            depth += {"{": 1, "}": -1}.get(self._next(), 0)
        return "".join(self.tokens[start : self.at - 1]) if not depth else self._lost("text")

    def _fraction(self) -> str:
        """On one line: brackets where the next sign would be taken for a part of it."""
        above, below = self._argument().strip(), self._argument().strip()
        shown = f"{above if _is_word(above) else f'({above})'}/{below if _is_short(below) else f'({below})'}"
        after = self._more()
        return shown if after in {"", "}", "^", "_", END} or after[0] in "+-=,.;:)]&" else f"{shown} "

    def _chemistry(self) -> str:
        """What mhchem makes of a formula or reaction; a text over an arrow has no room in a line."""
        tex = self._words()
        if re.search(r"[>\]]\[|[\\$]", tex):
            return self._lost("ce")
        for arrow, sign in (("<=>", "⇌"), ("<->", "↔"), ("->", "→"), ("<-", "←")):
            tex = tex.replace(arrow, sign)
        tex = re.sub(r"(?<= )v(?= |$)", "↓", re.sub(r"(?<= )\^(?= |$)", "↑", tex))
        tex = re.sub(r"\^\{?(\d*[+-])\}?|(?<=[\w)\]])([+-])(?= |$)", lambda found: _raised(found[1] or found[2]), tex)
        return re.sub(r"(?<=[A-Za-z)\]])\d+", lambda found: "".join(SUB[digit] for digit in found[0]), tex)

    def _root(self) -> str:
        degree = ""
        if self.tokens[self.at : self.at + 1] == ["["]:
            self.at += 1
            degree = self._until("]")
            self.at += 1
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
        return f"{sign or ''.join(SUPER.get(char, char) for char in degree) + '√'}{_root_of(self._argument().strip())}"

    def _environment(self) -> str:
        name = self._argument().removesuffix("*")
        brackets = {"matrix": "()", "pmatrix": "()", "bmatrix": "[]", "vmatrix": "||", "cases": "{ "}.get(name)
        if brackets is None and name not in {"aligned", "align", "gathered", "split"}:
            return self._lost(f"begin{{{name}}}")
        rows, cell = [""], ""
        while self.at < len(self.tokens) and (sign := self.tokens[self.at]) not in {r"\end", "}"}:
            if sign == "&" and brackets:
                self.at += 1
                rows[-1] += cell.strip() + ", "
                cell = ""
            elif sign == r"\\":
                self.at += 1
                rows[-1] += cell.strip()
                rows.append("")
                cell = ""
            else:
                cell += self._one()
        rows[-1] += cell.strip()
        self.at += 1
        if self._argument().removesuffix("*") != name:
            return self._lost(f"begin{{{name}}}")
        inside = "; ".join(row.strip() for row in rows if row.strip())
        return f"{brackets[0]}{inside}{brackets[1]}" if brackets else inside


def _bare(text: str) -> str:
    return re.sub(f"[{ANSWER}{END}]", "", text)


def _is_single(text: str) -> bool:
    """Whether a sign beside it means all of it: one sign, a number, something in brackets."""
    return re.fullmatch(r".|[\d.,]+|_+|\([^()]*\)", _bare(text)) is not None


def _is_word(text: str) -> bool:
    """Whether it can stand before a slash."""
    return _is_single(text) or re.fullmatch(r"[\w′]+", _bare(text)) is not None


def _is_short(text: str) -> bool:
    """Whether it can stand after a slash: a sign with its index, a word, but not a product."""
    return _is_single(text) or re.fullmatch(r"[^\W\d_]([₀-₎]+|[²³¹⁰-ⁿ]+|′)|[A-Za-z]{3,}|√.", _bare(text)) is not None


def _root_of(text: str) -> str:
    return text if _is_single(text) else f"({text})"


def _raised(charge: str) -> str:
    return "".join(SUPER[char] for char in charge.replace("-", "−"))
