r"""Markdown text -> nodes by markdown-it, with every problem and its offset: for whatever is more than a simple line.

CommonMark without what a card has no use for (headings, rules, quotes, raw HTML, images, indented code), with
tables, sub- and superscripts, formulas, and clozes. What is not read is a problem, not output.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markdown_it import MarkdownIt

from dea_export.markup.cloze import IsHint, cloze_rule, code_nodes, is_hint_in_formula, is_surely_hint, unpadded
from dea_export.markup.formulas import formula_block, formula_rule
from dea_export.markup.inline_complaints import complaints, raw_html, refuse_too_deep
from dea_export.markup.inline_signs import kept_backslash, shifted_signs, space_line_ends, stars
from dea_export.markup.nodes import Kind, Node, Problem, join_text
from dea_export.markup.unread import (
    PIPE,
    blocks_in_a_line,
    doubtful_marks,
    hide_pipes,
    joined_lines,
    lost_gaps,
    reference,
    unread_blocks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

SIMPLE: dict[str, Kind] = {
    "paragraph": "paragraph", "bullet_list": "bullets", "ordered_list": "numbers", "list_item": "item",
    "table": "table", "tr": "row", "th": "head", "td": "cell", "strong": "strong", "em": "em",
    "sub": "sub", "sup": "sup", "heading": "paragraph",
}  # fmt: skip
TICKS = re.compile(r"`+")
TRANSPARENT = {"thead", "tbody", "blockquote"}


def read_markdown(text: str, *, blocks: bool) -> tuple[tuple[Node, ...], list[Problem]]:
    """The nodes of a text, with or without blocks in it, and its problems."""
    reading = _Reading(hide_pipes(text))
    env: dict[str, Any] = {
        "reading": reading, "report": reading.report, "opened": reading.opened, "problems": reading.problems,
    }  # fmt: skip
    tokens = (_parser().parse if blocks else _parser().parseInline)(reading.source, env)
    nodes = reading.nodes(iter(tokens))
    reading.look_for_losses(tokens if blocks else None)
    return nodes, reading.problems


class _Reading:
    """One run of the parser over one text: gathers nodes and problems, and knows where inline content stands."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = source.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.problems: list[Problem] = []
        self.gaps: set[int] = set()  # offsets of those that became nodes
        self.token: Token | None = None
        self.searched: dict[int, int] = {}  # line -> column up to which cells have been found

    # --- places

    def enter(self, token: Token) -> None:
        """Problems from now on count from this token's content."""
        self.token = token
        if token.map and token.content:
            line = token.map[0]
            first = token.content.split("\n", 1)[0]
            begin = self.searched.get(line, 0)
            found = self.lines[line].find(first, begin)
            if found < 0:  # a cell, from whose pipes the backslashes are gone
                first = first.replace("|", r"\|")
                found = self.lines[line].find(first, begin)
                token.meta["piped"] = found >= 0
            token.meta["column"] = max(found, 0)
            self.searched[line] = max(found, 0) + len(first)

    def report(self, offset: int, code: str, message: str, hint: str) -> None:
        """A problem at `offset` of the content of the token being read."""
        self.problems.append(Problem(self._absolute(offset), code, message.replace(PIPE, "|"), hint))

    def opened(self, offset: int) -> None:
        """A gap at `offset` of the content of the token being read becomes a node."""
        self.gaps.add(self._absolute(offset))

    def look_for_losses(self, tokens: Sequence[Token] | None) -> None:
        """Finds what the nodes do not hold; without `tokens` the text is a line, in which no block is read."""
        if tokens is not None:
            self.problems += unread_blocks(tokens, self.starts, self.lines)
            self.problems += doubtful_marks(tokens, self.starts, self.lines)
            self.problems += joined_lines(tokens, self.starts, self.lines)
        elif "\n" in self.source.strip():
            found: list[Token] = []
            _parser().block.parse(self.source, _parser(), {"problems": []}, found)
            self.problems += blocks_in_a_line(found, self.starts, self.lines)
        self.problems += list(lost_gaps(self.source, self.gaps | {problem.offset for problem in self.problems}))

    def _absolute(self, offset: int) -> int:
        token = self.token
        if token is None or not token.map:
            return offset
        before = token.content[:offset]
        down = before.count("\n") + (token.type == "fence")
        line = min(token.map[0] + down, len(self.lines) - 1)
        column = offset - (before.rfind("\n") + 1) + (before.count("|") if token.meta.get("piped") else 0)
        if down == 0:
            return self.starts[line] + int(token.meta.get("column", 0)) + column
        content_line = token.content.split("\n")[before.count("\n")]
        return self.starts[line] + max(self.lines[line].find(content_line), 0) + column

    # --- nodes

    def nodes(self, tokens: Iterator[Token]) -> tuple[Node, ...]:
        """The nodes up to the closing token of the level, or the end."""
        found: list[Node] = []
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if side == "close":
                break
            if side == "open" and (name in TRANSPARENT or token.hidden):
                found.extend(self.nodes(tokens))
            elif side == "open":
                found.append(self._container(name, token, self.nodes(tokens)))
            else:
                found.extend(self._leaf(token))
        return join_text(found)

    def _container(self, name: str, token: Token, children: tuple[Node, ...]) -> Node:
        if name == "cloze":
            return Node("cloze", children, info=token.meta["hint"].replace(PIPE, "|"), number=token.meta["number"])
        if name == "link":
            return Node("link", children, info=str(token.attrs["href"]).replace(quote(PIPE), "%7C"))
        if name == "ordered_list":
            return Node("numbers", children, number=int(token.attrs.get("start", 1)) - 1)
        return Node(SIMPLE[name], children, info=str(token.attrs.get("style", "")).removeprefix("text-align:"))

    def _leaf(self, token: Token) -> tuple[Node, ...]:
        text = token.content.replace(PIPE, "|")
        match token.type:
            case "inline":
                return self.nodes(iter(token.children or ()))
            case "text" | "text_special":
                return (Node("text", content=text),)
            case "softbreak":
                return (Node("text", content=text),)
            case "hardbreak":
                return (Node("break"),)
            case "fence" | "code_block":
                self.enter(token)
                code = code_nodes(text.rstrip("\n"), self.report, opened=self.opened)
                return (Node("fence", code, info=token.info.strip().split(" ")[0]),)
            case "hr":
                return ()
            case "code_inline":
                return (Node("code", self._code(token, text)),)
            case "math":
                return (Node("math", self._code(token, text, is_hint_in_formula), info=token.info),)
            case "image":
                return (Node("text", content=text),)
            case other:  # a rule that this parser does not enable
                message = f"the parser made a token that nobody renders: {other}"
                raise AssertionError(message)

    def _code(self, token: Token, text: str, surely: IsHint = is_surely_hint) -> tuple[Node, ...]:
        """The inside of code or mathematics; what is wrong with it stands in the block that it was found in."""
        self.token = token.meta["block"]
        return code_nodes(text, self.report, token.meta["offset"], opened=self.opened, surely=surely)


# --- rules -------------------------------------------------------------------------------------------------------


@cache
def _parser() -> MarkdownIt:
    """The parser, made once: it holds no state between texts."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["html_block", "html_inline"])
    parser.block.ruler.at("reference", reference)
    parser.core.ruler.at("inline", _inline_with_places)
    parser.core.ruler.disable("text_join")
    parser.inline.ruler.before("escape", "math", formula_rule)
    parser.block.ruler.before("table", "formula", formula_block)
    parser.inline.ruler.before("escape", "kept_backslash", kept_backslash)
    parser.inline.ruler.at("emphasis", stars)
    parser.inline.ruler.after("emphasis", "shifted_signs", shifted_signs)
    parser.inline.ruler.before("backticks", "cloze", cloze_rule)
    parser.inline.ruler.at("backticks", _backticks)
    parser.inline.ruler.after("autolink", "raw_html", raw_html)
    parser.inline.ruler2.push("too_deep", refuse_too_deep)
    parser.inline.ruler2.push("complaints", complaints)
    setattr(parser, "validateLink", lambda _url: True)  # noqa: B010  links are judged by complaints, aloud
    return parser


def _inline_with_places(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            state.env["reading"].enter(token)
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            space_line_ends(token.children)


def _backticks(state: StateInline, silent: bool) -> bool:
    """Code spans as CommonMark has them, remembering where their content stands."""
    ticks = TICKS.match(state.src, state.pos)
    if not ticks:
        return False
    start, marker = ticks.end(), ticks[0]
    for closing in TICKS.finditer(state.src[start : state.posMax]):
        if closing[0] == marker:
            break
    else:
        if not silent:
            state.pending += marker
        state.pos = start
        return True
    content = state.src[start : start + closing.start()].replace("\n", " ")
    if not silent:
        inner = unpadded(content)
        token = state.push("code_inline", "code", 0)
        token.content, token.markup = inner, marker
        token.meta = {"offset": start + (inner != content), "block": state.env["reading"].token}
    state.pos = start + closing.end()
    return True
