"""What of a line's marks is refused, as rules of the Markdown parser: raw HTML, links, pictures, stray braces, depth."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.common.html_re import HTML_TAG_RE

from dea_export.markup.cloze import OPEN

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# TeX that stands in no brackets of a formula: between single dollars, or a command that takes a group, or names a sign.
DOLLARS = re.compile(r"(?<![\w$])\$(?![\s$])(?=[^$\n]*(?:\\[A-Za-z]{2}|[\^_][\w{]))[^$\n]{1,200}(?<!\s)\$(?![\w$])")
COMMAND = re.compile(
    r"\\(?:d?frac|sqrt|text|math[a-z]+|vec|hat|bar|overline|ce|begin|operatorname)\{"
    r"|(?<![\w:\\])\\(?:[Dd]elta|[Gg]amma|[Ss]igma|[Oo]mega|[Pp]i|[Tt]heta|[Ll]ambda|[Pp]hi|alpha|beta|epsilon|mu|nu|rho|tau"
    r"|pm|times|cdot|l?eq|leq?|geq?|neq?|approx|infty|[rR]ightarrow|circ)(?![\w\\])"
)
DEEPEST = 20  # marks in each other: emphasis, links, clozes


def raw_html(state: StateInline, silent: bool) -> bool:
    """Reports what would be HTML; it then goes on as the text that it is."""
    if silent or not state.src.startswith("<", state.pos):
        return False
    if tag := HTML_TAG_RE.match(state.src[state.pos : state.posMax]):
        state.env["report"](
            state.pos, "E310", f"raw HTML is not allowed: '{tag[0]}'", "use Markdown, or put the text in backticks"
        )
    return False


def refuse_too_deep(state: StateInline) -> None:
    """Marks within marks become text, where reading and writing them could not be done by recursion."""
    depth = 0
    for token in state.tokens:
        depth += token.nesting
        if depth > DEEPEST:
            message = f"marks stand in each other more than {DEEPEST} deep"
            state.env["report"](0, "E330", message, r"close each, or write \* and \~ for the signs themselves")
            state.tokens[:] = [token for token in state.tokens if not token.nesting]
            return


def complaints(state: StateInline) -> None:
    """Links, images and stray braces of the finished inline tokens."""
    report = state.env["report"]
    _complain_of_tex(state, report)
    depth, seen = 0, -1
    for token in state.tokens:
        if token.type == "link_open":
            _complain_of_link(str(token.attrs["href"]), state, report)
            if title := str(token.attrs.get("title", "")):
                hint = "say it in the text: no card shows what appears under a mouse"
                report(max(state.src.find(title), 0), "E330", "the title of a link is not read", hint)
        elif token.type == "image":
            seen = state.src.find("![", seen + 1)
            report(max(seen, 0), "E313", "an image in the text", "give the fact a 'figure' with 'file' and 'alt'")
        elif token.type == "text":
            for brace in re.finditer(r"[{}]", token.content):
                depth += 1 if brace[0] == "{" else -1
                if depth < 0 and token.content.startswith("}}", brace.start()):
                    report(
                        max(state.src.find("}}"), 0), "E309", "'}}' closes nothing",
                        "open the cloze with {{c1::, or put the braces in backticks",
                    )  # fmt: skip
                depth = max(depth, 0)


def _complain_of_tex(state: StateInline, report: Callable[..., None]) -> None:
    """The first formula that is none to us: everybody would read its TeX."""
    if "$" not in state.src and "\\" not in state.src:
        return
    prose = "".join(map(_as_written, state.tokens))
    if found := DOLLARS.search(prose) or COMMAND.search(prose):
        shown = found[0].replace("\0", "…")
        message = f"'{shown}' is shown as written: a formula stands between '\\(' and '\\)'"
        hint = "write '\\(…\\)', or put the TeX in backticks" + (r"; '\$' is the sign" if shown.startswith("$") else "")
        report(max(state.src.find(found[0].partition("\0")[0]), 0), "W339", message, hint)


def _as_written(token: Token) -> str:
    """The token in prose; for an escaped sign, code or a mark something that is in no text."""
    if token.type == "text" or (token.type == "text_special" and token.content.startswith("\\")):
        return token.content
    return "\0"


def _complain_of_link(href: str, state: StateInline, report: Callable[..., None]) -> None:
    written = unquote(href)
    found = (state.src.find(form) for form in (href, written))
    offset = max(next((place for place in found if place >= 0), -1), 0)
    if gap := OPEN.search(written):
        state.env["opened"](max(state.src.find(gap[0], offset), 0))  # said here, and not again as a loss
        report(offset, "E312", "a cloze inside a link target", "put the cloze around the link's words")
    elif not href.startswith("https://"):
        report(
            offset, "E311", f"the link target '{href}' is not an https address", "link to https://… or drop the link"
        )
