"""Blocks of the model -> the same nodes that texts give, so that a renderer never asks which it was."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.markup.nodes import Kind, Node, blocks_of
from dea_export.markup.parser import parse
from dea_export.model.blocks import Answered, Block, Chain, Fork, Line, Pair, Table, Way
from dea_export.model.text import Text

Nodes = tuple[Node, ...]


def tree(block: Block) -> Node:
    """The nodes of a block: paragraphs and lists as written, a table, or numbered or chained steps."""
    match block:
        case Line(text):
            return parse(text).root
        case Answered(prompt, answer, pick):
            said = blocks_of(parse(answer).root)
            decided = said if pick is None else side_by_side(blocks_of(parse(pick).root), " – ", said, bold=True)
            return Node("document", (*blocks_of(parse(prompt).root), *decided))
        case Table(header, rows):
            head = _row("head", header, "head")
            return Node(
                "document", (Node("table", (head, *(_row("cell", row, "head") for row in rows)), info="compare"),)
            )
        case Chain(intro, steps, flow):
            before = parse(intro).root.children if intro is not None else ()
            items = tuple(Node("item", _inline(step)) for step in steps)
            return Node("document", (*before, Node("chain" if flow else "numbers", items)))
        case Pair(prompt, answer):
            return Node("document", (_hidden(prompt, 2), _hidden(answer, 1)))
        case Fork(prompt, ways):
            return Node("document", (*parse(prompt).root.children, _tree(ways)))


def side_by_side(first: Nodes, sign: str, second: Nodes, *, bold: bool = False) -> Nodes:
    """The blocks of two texts in one line, where they are one line each; else one below the other. `bold` is the first."""
    shown = tuple(Node(one.kind, (Node("strong", one.children),)) if bold and _is_line(one) else one for one in first)
    if not (len(first) == 1 and _is_line(first[0]) and _is_line(second[0])):
        return (*shown, *second)
    line = Node("paragraph", (*shown[0].children, Node("text", content=sign), *second[0].children))
    return (line, *second[1:])


def _is_line(node: Node) -> bool:
    return node.kind == "paragraph"


def _hidden(text: Text, number: int) -> Node:
    """A paragraph that is a gap as a whole."""
    return Node("paragraph", (Node("cloze", _inline(text), number=number),))


def _tree(ways: tuple[Way, ...]) -> Node:
    return Node("tree", tuple(Node("branch", tuple(_branch(way))) for way in ways))


def _branch(way: Way) -> Iterator[Node]:
    """What holds, then what follows from it."""
    yield Node("condition", _inline(way.condition))
    if way.ways:
        yield _tree(way.ways)
    if way.answer is not None:
        yield Node("answer", _inline(way.answer))
    if way.why is not None:
        yield Node("reason", _inline(way.why))


def _row(kind: Kind, texts: tuple[Text, ...], first: Kind) -> Node:
    return Node("row", tuple(Node(kind if i else first, _inline(text)) for i, text in enumerate(texts)))


def _inline(text: Text) -> tuple[Node, ...]:
    return parse(text, inline=True).root.children
