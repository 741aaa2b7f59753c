"""One line of prose -> nodes in one pass, where nothing in it needs the Markdown parser.

Most texts of a study are a sentence with clozes, `code` and **bold**, and most of the time of a run would go into
parsing them. A text with anything else, or with anything wrong, is left to the parser; a property test holds both
to one result.
"""

from __future__ import annotations

import re
from typing import NoReturn

from dea_export.markup.cloze import LAST_NUMBER, MARKED, code_nodes, unpadded
from dea_export.markup.flanking import closes_emphasis, opens_emphasis
from dea_export.markup.nodes import Kind, Node

PIECE = re.compile(
    r"""(?P<text> (?: [^\\`*{}\[\]<&!:~^\t-\r\0]+ | :(?!:) | &(?![#A-Za-z]) | <(?![A-Za-z/!?]) | !(?!\[) | (?<!\S)(?: ~ | \^(?!\d{1,3}\^[A-Z]) ) )+ )
      | ` (?P<code> [^`\n]+ ) ` (?!`)
      | (?P<stars> \*\*? ) (?!\*)
      | \{\{c (?P<number> [1-9]\d{0,2} ) :: (?!:)
      | (?P<end> (?: ::(?P<hint> [^{}:\n]* ) )? \}\} (?!\}) )""",
    re.VERBOSE,
)
STARS: dict[str, Kind] = {"*": "em", "**": "strong"}


class _NotSimpleError(Exception):
    """Only the parser knows what this text means."""


def is_line(text: str) -> bool:
    """Whether a text without white space around it is one paragraph on one line: no block rule applies to it."""
    return bool(text) and "\n" not in text


def read_line(text: str) -> tuple[Node, ...] | None:
    """The inline nodes of a line of prose; None when the parser must read it."""
    if "$" in text and ("$$" in text or "_" in text):
        return None  # perhaps a formula
    line = _Line(text)
    try:
        return line.nodes()
    except _NotSimpleError:
        return None


class _Line:
    """One pass over a text: the nodes of what was begun last, and what was begun around it."""

    __slots__ = ("around", "inside", "kind", "number", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kind: Kind = "document"
        self.number = 0
        self.inside: list[Node] = []
        self.around: list[tuple[Kind, int, list[Node]]] = []

    def nodes(self) -> tuple[Node, ...]:
        """The nodes of the whole text."""
        position = 0
        for found in PIECE.finditer(self.text):
            if found.start() != position:
                raise _NotSimpleError
            position = found.end()
            piece = found.lastgroup
            if piece == "text":
                self.inside.append(Node("text", (), found[0]))
            elif piece == "code":
                self.inside.append(Node("code", code_nodes(unpadded(found["code"]), _refuse)))
            elif piece == "stars":
                self._stars(found)
            elif piece == "number":
                self._open(found)
            else:
                self._close(found)
        if position < len(self.text) or self.around:
            raise _NotSimpleError
        return tuple(self.inside)

    def _begin(self, kind: Kind, number: int = 0) -> None:
        self.around.append((self.kind, self.number, self.inside))
        self.kind, self.number, self.inside = kind, number, []

    def _end(self, info: str = "") -> None:
        node = Node(self.kind, tuple(self.inside), "", info, self.number)
        self.kind, self.number, self.inside = self.around.pop()
        self.inside.append(node)

    def _stars(self, found: re.Match[str]) -> None:
        """Emphasis without any in it, where no other pairing is possible."""
        before, after = self.text[found.start() - 1 : found.start()], self.text[found.end() : found.end() + 1]
        kind = STARS[found[0]]
        if self.kind == kind and closes_emphasis(before, after):
            self._end()
        elif self.kind in {"document", "cloze"} and opens_emphasis(before, after):
            self._begin(kind)
        else:
            raise _NotSimpleError

    def _open(self, found: re.Match[str]) -> None:
        number = int(found["number"])
        if number > LAST_NUMBER or self.kind == "cloze" or any(kind == "cloze" for kind, _, _ in self.around):
            raise _NotSimpleError
        self._begin("cloze", number)

    def _close(self, found: re.Match[str]) -> None:
        hint = found["hint"] or ""
        if (
            self.kind != "cloze"
            or MARKED.search(hint)
            or not any(node.children or node.content.strip() for node in self.inside)
        ):
            raise _NotSimpleError
        self._end(hint.strip())


def _refuse(*_: object) -> NoReturn:
    raise _NotSimpleError
