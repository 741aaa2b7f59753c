r"""Signs within a line: which stars are emphasis, what a backslash does, sub- and superscripts.

Narrower than CommonMark, because a text is first of all a text: `2*3*4`, `s3:Get*`, `__init__` and `C:\%TEMP%` are
what they look like. `_` is a character; stars open no emphasis within a word of Latin letters or digits; a backslash
takes the meaning from a sign that has one, and is itself elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width, name

from markdown_it.rules_inline.state_inline import Delimiter

from dea_export.markup.cloze import OPEN, gap_end
from dea_export.markup.flanking import closes_emphasis, opens_emphasis

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MEANINGLESS = frozenset("\"'%,/;?@")  # a backslash before one of them is a backslash
SIGNED = r"+\-−*∗•·′°∞⊥∥†"  # what is high or low by itself, or at the end: charges, radicals, conjugates, limits
SIGNS_ALONE = re.compile(f"[{SIGNED}]+")
# What may be high or low: one short piece. A list of indices is one, a sum only in brackets.
SHIFTED = re.compile(rf"[+\-−]?\w{{1,12}}(?:[,.]\w{{1,6}}){{0,3}}[{SIGNED}]?|[{SIGNED}]{{1,2}}|\([^\s()~^]{{1,12}}\)")
ISOTOPE = re.compile(r"\^\d{1,3}\^(?=[A-Z])")  # its mass stands before its sign
WORD = re.compile(r"\S+")
PATH = re.compile(r"(?<!\\)\\[A-Za-z0-9]")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def stars(state: StateInline, silent: bool) -> bool:
    """Emphasis by stars: a token for each, which markdown-it pairs later."""
    start = state.pos
    if silent or state.src[start] != "*":
        return False
    end = start
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before, after = state.src[start - 1 : start] if start else "", state.src[end : min(end + 1, state.posMax)]
    can_open, can_close = opens_emphasis(before, after), closes_emphasis(before, after)
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), end - start, place, -1, can_open, can_close))
    state.pos = end
    return True


def kept_backslash(state: StateInline, silent: bool) -> bool:
    """A backslash before a sign without a meaning, as it stands; and a warning where one would be lost in a path."""
    found = ESCAPED.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if found[1] in MEANINGLESS:
        if not silent:
            state.pending += "\\"
        state.pos += 1
        return True
    if not silent and _in_a_path(state.src, found):
        shown = found[0][1:]
        state.env["report"](
            state.pos, "W333", f"'{found[0]}' is shown as '{shown}'",
            "put the path or pattern in backticks; in prose write '\\\\\\\\' for two backslashes, '\\' for one before a letter",
        )  # fmt: skip
    return False


def _in_a_path(text: str, found: re.Match[str]) -> bool:
    r"""Whether the backslash stands in a word that uses backslashes otherwise: `\\server\share`, `\d+\.\d+`."""
    word = next(one for one in WORD.finditer(text) if one.end() > found.start())[0]
    if "\\\\\\\\" in word:  # two written as four: this author escapes
        return False
    follows = text[found.end() : found.end() + 1]
    if found[1] == "\\":
        return follows.isalnum()
    return PATH.search(word) is not None


def shifted_signs(state: StateInline, silent: bool) -> bool:
    """`H~2~O` and `x^2^`: what stands between the signs is one short piece without spaces, or one gap."""
    start = state.pos
    mark = state.src[start]
    if mark not in "~^" or not (ISOTOPE.match(state.src, start) or _follows_a_word(state, start)):
        return False
    end = _shifted_end(state.src, start + 1, state.posMax)
    if end is None or not state.src.startswith(mark, end) or state.src.startswith(mark, end + 1):
        return False
    if _runs_on(mark, state.src[start + 1 : end], state.src[end + 1 : min(end + 2, state.posMax)]):
        return False
    if not silent:
        name = "sub" if mark == "~" else "sup"
        state.push(f"{name}_open", name, 1)
        if SIGNS_ALONE.fullmatch(state.src, start + 1, end):
            state.push("text", "", 0).content = state.src[start + 1 : end]
        else:
            last, state.pos, state.posMax = state.posMax, start + 1, end
            state.md.inline.tokenize(state)
            state.posMax = last
        state.push(f"{name}_close", name, -1)
    state.pos = end + 1
    return True


def _follows_a_word(state: StateInline, start: int) -> bool:
    """Whether what stands before it can have something high or low: no blank, and no `~~`.

    Behind the other of the two it can, as in `SO~4~^2−^`; in an address, https://example.org/~name, nothing is low.
    """
    before, mark = state.src[start - 1 : start] if start else "", state.src[start]
    if before in ("~", "^"):
        last = state.tokens[-1].type if state.tokens and not state.pending else ""
        return last == ("sup_close" if mark == "~" else "sub_close")
    return before.strip() != "" and before + mark != "/~"


def _runs_on(mark: str, piece: str, following: str) -> bool:
    """Whether the second sign joins two operands, as in `2^3^4`, `a^b,c^d` and `5~10~20`, and closes nothing."""
    return following.isdigit() or (
        mark == "^" and following.isalpha() and re.fullmatch(r"[^\W\d][\w,.]*", piece) is not None
    )


def _shifted_end(text: str, start: int, last: int) -> int | None:
    if opening := OPEN.match(text, start, last):
        end = gap_end(text, opening.end())
        return None if end is None or end + 2 >= last else end + 2
    found = SHIFTED.match(text, start, last)
    return found.end() if found else None


def space_line_ends(tokens: Sequence[Token]) -> None:
    """Says of each line end in a paragraph whether it is a space: not between signs of a script that has none.

    As browsers are told to do it: https://www.w3.org/TR/css-text-3/#line-break-transform.
    """
    for index, token in enumerate(tokens):
        if token.type == "softbreak":
            before, after = _content(tokens[index - 1 :: -1]), _content(tokens[index + 1 :])
            token.content = "" if _needs_no_space(before[-1:]) and _needs_no_space(after[:1]) else " "


def _content(tokens: Iterable[Token]) -> str:
    return next((token.content for token in tokens if token.content), "")


def _needs_no_space(sign: str) -> bool:
    """Whether it is Chinese or Japanese; Korean parts its words."""
    return sign != "" and east_asian_width(sign) in "WF" and not name(sign, "").startswith("HANGUL")
