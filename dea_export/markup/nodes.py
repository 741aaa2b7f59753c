"""The tree that every renderer reads: a handful of node kinds, clozes among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    # blocks
    "document", "paragraph", "bullets", "numbers", "item", "fence", "table", "row", "head", "cell", "chain",
    # inline
    "text", "strong", "em", "code", "math", "link", "break", "cloze",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of marked-up text.

    `content` is the literal text of a `text`; `info` the language of a `fence`, the target of a `link`, the hint
    of a `cloze`. Code, math and fences hold only `text` and `cloze` children.
    """

    kind: Kind
    children: tuple[Node, ...] = ()
    content: str = ""
    info: str = ""
    number: int = 0  # of a cloze, 1 to 499


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order."""
    yield node
    for child in node.children:
        yield from walk(child)


def clozes(node: Node) -> dict[int, list[Node]]:
    """The clozes below `node` by number, numbers ascending, each list in reading order."""
    found: dict[int, list[Node]] = {}
    for below in walk(node):
        if below.kind == "cloze":
            found.setdefault(below.number, []).append(below)
    return dict(sorted(found.items()))


def join_text(children: list[Node]) -> tuple[Node, ...]:
    """The children with neighbouring texts made one, so that escaping sees what Anki will see."""
    joined: list[Node] = []
    for child in children:
        if child.kind == "text" and joined and joined[-1].kind == "text":
            joined[-1] = Node("text", content=joined[-1].content + child.content)
        else:
            joined.append(child)
    return tuple(joined)
