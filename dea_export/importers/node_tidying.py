"""Nodes as a page of the web has them -> as our Markdown has them: without stray blanks, empty lines and uneven rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dea_export.markup.nodes import Kind, Node, blocks_of, join_text

LISTS = {"bullets", "numbers"}
WITHIN = {"item": LISTS, "row": {"table"}, "head": {"row"}, "cell": {"row"}}  # what a part is a part of
BREAK = Node("break")


@dataclass(slots=True)
class OpenNode:
    """A node that is not finished."""

    kind: Kind
    info: str = ""
    number: int = 0
    written: str = ""  # the mark that opened it
    closing: str = ""  # of a formula
    hint: str | None = None  # of a gap, once it has begun
    children: list[Node] = field(default_factory=list)


def close_node(done: OpenNode) -> Node:
    """The finished node: items and paragraphs in lists, rows of one length, no blanks at edges."""
    children = done.children
    match done.kind:
        case "item":
            inner = as_blocks(children)
            if inner and inner[0].kind == "paragraph" and [one.kind in LISTS for one in inner[1:]] in ([], [True]):
                inner = (*inner[0].children, *inner[1:])
            return Node("item", inner)
        case "paragraph" | "head" | "cell":
            return Node(done.kind, _line(children), info=done.info)
        case "bullets" | "numbers":
            return Node(done.kind, _as_items(children), number=done.number)
        case "row":
            return Node(done.kind, tuple(one for one in children if one.kind in WITHIN), number=done.number)
        case "table":
            return Node("table", _even([one for one in children if one.kind == "row"]))
        case "fence":
            return Node("fence", _stripped(join_text(children)), info=done.info)
        case "code" | "math":
            return Node(done.kind, join_text([_spaced(one) for one in children]), info=done.info)
        case _:
            hint = " ".join((done.hint or "").split())
            return Node(done.kind, join_text(children), info=done.info or hint, number=done.number)


def _as_items(children: list[Node]) -> tuple[Node, ...]:
    """The items of a list; words between them are items, too."""
    found: list[Node] = []
    for one in children:
        if one.kind == "item":
            found.append(one)
        elif has_words([one]):
            found.append(Node("item", as_blocks([one])))
    return tuple(found)


def _even(rows: list[Node]) -> tuple[Node, ...]:
    """Rows of as many cells as the longest."""
    width = max((len(row.children) for row in rows), default=0)
    return tuple(Node("row", row.children + (Node("cell"),) * (width - len(row.children))) for row in rows)


def tighten(done: OpenNode) -> list[Node]:
    """Emphasis without the white space at its edges, which stands beside it."""
    children = list(join_text(done.children))
    outside: list[list[Node]] = [[], []]
    for side, at in ((0, 0), (1, -1)):
        while children and (
            children[at] == BREAK or (children[at].kind == "text" and not children[at].content.strip())
        ):
            outside[side].insert(0 if side else len(outside[side]), children.pop(at))
        if children and children[at].kind == "text":
            text = children[at].content
            bare = text.rstrip() if side else text.lstrip()
            if bare != text:
                children[at] = Node("text", content=bare)
                outside[side].insert(0 if side else len(outside[side]), Node("text", content=" "))
    inside = [Node(done.kind, tuple(children), info=done.info)] if children else []
    return [*outside[0], *inside, *outside[1]]


def has_words(children: list[Node]) -> bool:
    """Whether anything but blanks and line ends is in it."""
    return any(one.kind not in {"text", "break"} or one.content.strip() for one in children)


def as_blocks(children: list[Node]) -> tuple[Node, ...]:
    """Blocks; two line ends one after the other part paragraphs."""
    found: list[Node] = []
    for block in blocks_of(Node("document", tuple(children))):
        if block.kind != "paragraph":
            found.append(block)
            continue
        line: list[Node] = []
        for one in (*block.children, BREAK, BREAK):
            if one == BREAK and _ends_in_break(line):
                found += [Node("paragraph", tidy)] if (tidy := _line(line)) else []
                line = []
            else:
                line.append(one)
    return tuple(found)


def _ends_in_break(line: list[Node]) -> bool:
    return next((one for one in reversed(line) if one.kind != "text" or one.content.strip()), None) == BREAK


def _line(children: list[Node]) -> tuple[Node, ...]:
    """Inline nodes without blanks and line ends at the edges and around line ends."""
    nodes = [_spaced(one) for one in join_text(children)]
    found: list[Node] = []
    for index, one in enumerate(nodes):
        made = one
        if one.kind == "text":
            text = one.content
            if index == 0 or nodes[index - 1] == BREAK:
                text = text.lstrip(" ")
            if index + 1 == len(nodes) or nodes[index + 1] == BREAK:
                text = text.rstrip(" ")
            made = one._replace(content=text)
            if not text:
                continue
        found.append(made)
    while found and found[0] == BREAK:
        found.pop(0)
    while found and found[-1] == BREAK:
        found.pop()
    return tuple(found)


def _spaced(node: Node) -> Node:
    """White space as HTML shows it: one blank."""
    if node.kind == "fence":
        return node
    if node.kind == "text":
        return node._replace(content=re.sub(r"[ \t\n\r\f]+", " ", node.content))
    return node._replace(children=tuple(map(_spaced, node.children)))


def _stripped(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """Code without empty lines at its edges."""
    found = list(children)
    if found and found[0].kind == "text":
        found[0] = found[0]._replace(content=found[0].content.lstrip("\n"))
    if found and found[-1].kind == "text":
        found[-1] = found[-1]._replace(content=found[-1].content.rstrip())
    return tuple(found)
