"""Code blocks with Pygments classes, clozes cut cleanly through the coloured pieces."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Protocol

from dea_export.markup.nodes import Node, walk

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

# Few classes, because every colour must be legible day and night: keyword, string, number, comment, name of a function.
CLASSES = (("Keyword", "k"), ("Literal.String", "s"), ("Literal.Number", "m"), ("Comment", "c"),
           ("Name.Function", "f"), ("Name.Tag", "k"), ("Operator.Word", "k"))  # fmt: skip


class CodeRenderer(Protocol):
    """What a renderer of HTML must offer: how it writes literal text, and the marks of a cloze around its answer."""

    def text(self, text: str) -> str:
        """Literal text."""

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """A cloze whose answer `inside` renders."""


def highlight(fence: Node, renderer: CodeRenderer) -> str:
    """The inside of a `<pre>`, coloured by classes."""
    colours = _colours("".join(node.content for node in walk(fence)), fence.info)
    return _Painter(colours, renderer).paint(fence)


class _Painter:
    """Walks a fence and its colours side by side."""

    def __init__(self, colours: list[str], renderer: CodeRenderer) -> None:
        self.colours, self.renderer, self.pos = colours, renderer, 0

    def paint(self, node: Node) -> str:
        """HTML of the children of a fence or cloze."""
        return "".join(
            self.renderer.gap(child, lambda child=child: self.paint(child))  # type: ignore[misc]
            if child.kind == "cloze"
            else self._spans(child.content)
            for child in node.children
        )

    def _spans(self, code: str) -> str:
        """Runs of one colour as spans."""
        html, start = "", 0
        colours = self.colours[self.pos : self.pos + len(code)]
        for end in range(1, len(code) + 1):
            if end == len(code) or colours[end] != colours[start]:
                run = self.renderer.text(code[start:end])
                html += f'<span class="{colours[start]}">{run}</span>' if colours[start] else run
                start = end
        self.pos += len(code)
        return html


def _colours(code: str, language: str) -> list[str]:
    """The class of every character, "" for plain."""
    lexer = _lexer(language)
    if lexer is None:
        return [""] * len(code)
    colours: list[str] = []
    for kind, piece in lexer.get_tokens(code):
        colours.extend([_class(kind)] * len(piece))
    return (colours + [""] * len(code))[: len(code)]


def _class(kind: _TokenType) -> str:
    name = str(kind).removeprefix("Token.")
    return next((short for prefix, short in CLASSES if name.startswith(prefix)), "")


@cache
def _lexer(language: str) -> Lexer | None:
    """Pygments' lexer; None for an unknown language or plain text."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False) if language else None
    except ClassNotFound:
        return None
