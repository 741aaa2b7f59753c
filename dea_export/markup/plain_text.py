"""Nodes -> plain text: to search, to compare, and for programs that show text only."""

from __future__ import annotations

from dea_export.markup.formulas import formula_text
from dea_export.markup.nodes import Node, clozes

GAP = "_____"


def to_plain(node: Node, hide: int = 0) -> str:
    """The text without markup, one line per block; clozes numbered `hide` become `_____` with their hint."""
    match node.kind:
        case "text":
            return node.content
        case "math":
            return formula_text(node, hide, GAP)
        case "break":
            return "\n"
        case "cloze" if node.number == hide:
            return f"{GAP} ({node.info})" if node.info else GAP
        case "document" | "bullets":
            return "\n".join(to_plain(child, hide) for child in node.children)
        case "item":
            return " ".join(to_plain(child, hide) for child in _blocks(node))
        case "numbers":
            return "\n".join(f"{i}. {to_plain(child, hide)}" for i, child in enumerate(node.children, 1))
        case "chain":
            return " → ".join(to_plain(child, hide) for child in node.children)
        case "table":
            return _table(node, hide)
        case "row":
            return " | ".join(to_plain(cell, hide) for cell in node.children)
        case _:
            return "".join(to_plain(child, hide) for child in node.children)


def answers(node: Node, number: int) -> tuple[str, ...]:
    """The hidden texts of one card, in reading order, the same text once."""
    return tuple(dict.fromkeys("".join(map(to_plain, cloze.children)) for cloze in clozes(node).get(number, ())))


def _blocks(item: Node) -> tuple[Node, ...]:
    """An item's content as blocks: inline children count as one."""
    if all(child.kind in {"paragraph", "bullets", "numbers", "fence"} for child in item.children):
        return item.children
    return (Node("paragraph", item.children),)


def _table(node: Node, hide: int) -> str:
    """A comparison as `aspect: thing cell, thing cell`; any other table row by row."""
    head, *rows = node.children
    if node.info != "compare":
        return "\n".join(to_plain(row, hide) for row in node.children)
    things = [to_plain(cell) for cell in head.children[1:]]
    lines = []
    for row in rows:
        aspect, *cells = (to_plain(cell, hide) for cell in row.children)
        lines.append(f"{aspect}: " + "; ".join(f"{thing} – {cell}" for thing, cell in zip(things, cells, strict=True)))
    return "\n".join(lines)
