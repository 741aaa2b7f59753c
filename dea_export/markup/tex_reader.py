"""TeX -> one line of Unicode: fractions by a slash, roots by their sign, powers and indices by small signs or `^` and `_`."""

from __future__ import annotations

import re

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

ANSWER, END = "\ue000", "\ue001"  # around the answers within the TeX of a formula; private use, so never in text
# In front of an element: its mass above and its number of protons below, in either order.
NUCLIDE = re.compile(
    rf"(?<![\w)\]])(?=[\^_])(?:_\{{?(\d+)\}}?)?(?:\^\{{?(\d+)\}}?)?(?:_\{{?(\d+)\}}?)?(?=[A-Z{ANSWER}])"
)
TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.|$)|\s+|.", re.DOTALL)


class TexReader:
    """One pass over the TeX of a formula; `unsaid` gathers what has no form in a line of text.

    `bent` says that the line has brackets, slashes or carets in place of what a drawing sets above and below.
    """

    def __init__(self, tex: str) -> None:
        self.tokens = TOKEN.findall(tex)
        self.at = 0
        self.unsaid: list[str] = []
        self.bent = False

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
        self.bent = True
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
                self.bent = True
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
        self.bent = True
        above, below = self._argument().strip(), self._argument().strip()
        shown = f"{above if _is_word(above) else f'({above})'}/{below if _is_short(below) else f'({below})'}"
        after = self._more()
        return shown if after in {"", "}", "^", "_", END} or after[0] in "+-=,.;:)]&" else f"{shown} "

    def _chemistry(self) -> str:
        """What mhchem makes of a formula or reaction; a text over an arrow has no room in a line."""
        tex = re.sub(r"\{\\text\{([^{}]*)\}\}", r"\1", self._words())  # what stands in place of an answer
        if re.search(r"[>\]]\[|[\\$]", tex):
            return self._lost("ce")
        for arrow, sign in (("<=>", "⇌"), ("<->", "↔"), ("->", "→"), ("<-", "←")):
            tex = tex.replace(arrow, sign)
        tex = NUCLIDE.sub(_nuclide, tex.replace("*", "·"))
        tex = re.sub(r"(?<= )v(?= |$)", "↓", re.sub(r"(?<= )\^(?= |$)", "↑", tex))
        tex = re.sub(r"\^\{?(\d*[+-])\}?|(?<=[\w)\]])([+-])(?= |$)", lambda found: _raised(found[1] or found[2]), tex)
        tex = re.sub(r"(?<=[A-Za-z)\]])(?:_\{?(\d+)\}?|(\d+))", lambda found: _lowered(found[1] or found[2]), tex)
        return self._lost("ce") if re.search(r"[{}^]|(?<!_)_(?!_)", tex) else tex

    def _root(self) -> str:
        degree = ""
        if self.tokens[self.at : self.at + 1] == ["["]:
            self.at += 1
            degree = self._until("]")
            self.at += 1
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
        inside = self._argument().strip()
        self.bent |= sign is None or not _is_single(inside)
        return f"{sign or ''.join(SUPER.get(char, char) for char in degree) + '√'}{_root_of(inside)}"

    def _environment(self) -> str:
        self.bent = True
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


def _nuclide(found: re.Match[str]) -> str:
    return _raised(found[2] or "") + _lowered(found[1] or found[3] or "")


def _lowered(digits: str) -> str:
    return "".join(SUB[digit] for digit in digits)


def _raised(charge: str) -> str:
    return "".join(SUPER[char] for char in charge.replace("-", "−"))
