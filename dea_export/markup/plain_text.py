"""Nodes -> plain text: to search, to compare, and for programs that show text only."""

from __future__ import annotations

from collections.abc import Container, Iterator

from dea_export.markup.decisions import way_to
from dea_export.markup.formulas import formula_text, read_formula
from dea_export.markup.nodes import Node, blocks_of
from dea_export.markup.symbols import HIGH, LOW

GAP = "_____"


def to_plain(node: Node, hide: int = 0) -> str:  # noqa: C901  one case a kind
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
        case "bullets":
            return "\n".join(to_plain(child, hide) for child in node.children)
        case "document" | "item":
            return "\n".join(to_plain(child, hide) for child in blocks_of(node))
        case "numbers":
            return "\n".join(f"{i}. {to_plain(child, hide)}" for i, child in enumerate(node.children, node.number + 1))
        case "sub" | "sup":
            return shifted("".join(to_plain(child, hide) for child in node.children), node.kind)
        case "chain":
            return " → ".join(to_plain(child, hide) for child in node.children)
        case "tree":
            return "\n".join(_ways(way_to(node, hide) if hide else node, hide))
        case "table":
            return _table(node, hide)
        case "row":
            return " | ".join(to_plain(cell, hide) for cell in node.children)
        case _:
            return "".join(to_plain(child, hide) for child in node.children)


def answers(node: Node, number: int) -> tuple[str, ...]:
    """The hidden texts of one card, in reading order, the same text once."""
    return tuple(dict.fromkeys("".join(map(to_plain, gap.children)) for gap in _gaps(node, number)))


def _ways(tree: Node, hide: int) -> Iterator[str]:
    """A line for each answer: what holds on the way to it, the answer, why."""
    for branch in tree.children:
        condition, *rest = branch.children
        after = _ways(rest[0], hide) if rest[0].kind == "tree" else (" – ".join(to_plain(one, hide) for one in rest),)
        yield from (f"{to_plain(condition, hide)} → {way}" for way in after)


def _gaps(node: Node, number: int) -> Iterator[Node]:
    """The clozes of a number in reading order, those in formulas as the formula shows them."""
    if node.kind == "cloze" and node.number == number:
        yield node
    for child in read_formula(node).nodes if node.kind == "math" else node.children:
        yield from _gaps(child, number)


def shifted(text: str, kind: str, known: Container[str] | None = None) -> str:
    """A sub- or superscript in Unicode's own signs, of those that are `known`; where one is lacking, after `_` or `^`."""
    signs = LOW if kind == "sub" else HIGH
    if all(char in signs and (known is None or signs[char] in known) for char in text):
        return "".join(signs[char] for char in text)
    mark = "_" if kind == "sub" else "^"
    is_one = len(text) == 1 or text.isalnum() or text == GAP or (text[0], text[-1]) == ("(", ")")
    return f"{mark}{text}" if is_one else f"{mark}({text})"


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
