"""Trees of decisions: the way that leads to one gap, and the whole as a list in lists, for what can draw no tree."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.markup.nodes import Node, walk

ONWARD = "→"
DASH = Node("text", content=" – ")


def way_to(tree: Node, number: int) -> Node:
    """A `tree` with those branches alone that lead to the gap of a number, and without the reasons, which would tell it."""
    ways = (branch for branch in without_reasons(tree).children if _leads(branch, number))
    return Node("tree", tuple(_narrowed(branch, number) for branch in ways))


def without_reasons(tree: Node) -> Node:
    """A `tree` that says what, and not why."""
    return tree._replace(children=tuple(without_reasons(one) for one in tree.children if one.kind != "reason"))


def outline(tree: Node, arrow: str = ONWARD) -> Node:
    """A `tree` as bullets: what holds, then the answer and why, or the bullets of the branches from there."""
    return Node("bullets", tuple(Node("item", tuple(_bullet(branch, arrow))) for branch in tree.children))


def _leads(branch: Node, number: int) -> bool:
    return any(node.kind == "cloze" and node.number == number for node in walk(branch))


def _narrowed(branch: Node, number: int) -> Node:
    kept = (way_to(child, number) if child.kind == "tree" else child for child in branch.children)
    return branch._replace(children=tuple(kept))


def _bullet(branch: Node, arrow: str) -> Iterator[Node]:
    condition, *rest = branch.children
    if rest[0].kind == "tree":
        yield Node("paragraph", condition.children)
        yield outline(rest[0], arrow)
        return
    answer, *reasons = rest
    why = (node for reason in reasons for node in (DASH, *reason.children))
    leads = Node("text", content=f" {arrow} ")
    yield Node("paragraph", (*condition.children, leads, *answer.children, *why))
