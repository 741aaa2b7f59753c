"""The tree that every renderer reads: a handful of node kinds, clozes among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal[
    # blocks
    "document", "paragraph", "bullets", "numbers", "item", "fence", "table", "row", "head", "cell", "chain",
    # of a tree: what holds, then an answer and perhaps why, or the tree of the branches from there
    "tree", "branch", "condition", "answer", "reason",
    # inline
    "text", "strong", "em", "sub", "sup", "code", "math", "link", "break", "cloze",
    # beside texts, never in one of the author's: leads to another fact, to a file in media/
    "mention", "picture",
]  # fmt: skip


class Node(NamedTuple):
    """A piece of marked-up text.

    `content` is the literal text of a `text`; `info` the language of a `fence`, the target of a `link`, the hint
    of a `cloze`, the side to which a `head` or `cell` is aligned, the id or file of a `mention` or `picture`, "display"
    of a `math` on a line of its own. Code, math and fences hold only `text` and `cloze` children. A tight `item` holds
    inline nodes beside its blocks: `blocks_of`.
    """

    kind: Kind
    children: tuple[Node, ...] = ()
    content: str = ""
    info: str = ""
    number: int = 0  # of a cloze, 1 to 499; of `numbers`, how many items were counted before its first


BLOCKS = frozenset({"document", "paragraph", "bullets", "numbers", "fence", "table", "chain", "tree"})


def blocks_of(node: Node) -> tuple[Node, ...]:
    """The children as blocks: what stands inline between them becomes paragraphs."""
    found: list[Node] = []
    inline: list[Node] = []
    for child in node.children:
        if child.kind not in BLOCKS:
            inline.append(child)
            continue
        if inline:
            found.append(Node("paragraph", tuple(inline)))
            inline = []
        found.append(child)
    return (*found, Node("paragraph", tuple(inline))) if inline else tuple(found)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order."""
    waiting = [node]
    while waiting:
        yield (below := waiting.pop())
        waiting += below.children[::-1]


def clozes(node: Node) -> dict[int, list[Node]]:
    """The clozes below `node` by number, numbers ascending, each list in reading order."""
    found: dict[int, list[Node]] = {}
    for below in walk(node):
        if below.kind == "cloze":
            found.setdefault(below.number, []).append(below)
    return dict(sorted(found.items()))


def has_cloze(node: Node) -> bool:
    """Whether a cloze is at or below `node`."""
    return any(below.kind == "cloze" for below in walk(node))


def join_text(children: list[Node]) -> tuple[Node, ...]:
    """The children with neighbouring texts made one, so that escaping sees what Anki will see, and empty ones left out."""
    joined: list[Node] = []
    for child in children:
        if child.kind != "text":
            joined.append(child)
        elif joined and joined[-1].kind == "text":
            joined[-1] = Node("text", content=joined[-1].content + child.content)
        elif child.content:
            joined.append(child)
    return tuple(joined)


class Problem(NamedTuple):
    """Something in a text that cannot be right."""

    offset: int  # characters from the beginning of the text
    code: str
    message: str
    hint: str
