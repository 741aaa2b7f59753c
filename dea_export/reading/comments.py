"""The comments of a YAML text, and what each belongs to: the next key or list entry, or the one on its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml


@dataclass(slots=True)
class Comments:
    """Comments by the position (line and column from 1) of the key or list entry they belong to."""

    before: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    beside: dict[tuple[int, int], str] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)  # after everything


def find_comments(text: str) -> Comments:
    """Every comment of a text that YAML can read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = yaml.compose(text, Loader=loader)
    lines = text.split("\n")
    anchors: list[tuple[int, int]] = []  # where keys and entries begin, in reading order
    covered: dict[int, list[tuple[int, int]]] = {}  # line -> columns that scalars take
    if root is not None:
        _visit(root, anchors, covered, lines)
    found = Comments()
    anchors.sort()
    for number, line in enumerate(lines, 1):
        start = _comment(line, covered.get(number, []))
        if start is None:
            continue
        shown = line[start:].rstrip()
        here = [anchor for anchor in anchors if anchor[0] == number] if line[:start].strip() else []
        following = next((anchor for anchor in anchors if anchor[0] > number), None)
        if here:
            found.beside[here[0]] = shown
        elif following is not None:
            found.before.setdefault(following, []).append(shown)
        else:
            found.last.append(shown)
    return found


def _visit(
    node: yaml.Node, anchors: list[tuple[int, int]], covered: dict[int, list[tuple[int, int]]], lines: list[str]
) -> None:
    if isinstance(node, yaml.ScalarNode):
        first, last = node.start_mark, node.end_mark
        for line in range(first.line, last.line + 1):
            start = first.column if line == first.line else 0
            end = last.column if line == last.line else len(lines[line]) if line < len(lines) else 0
            if node.style in ("|", ">") and line == first.line:
                continue  # a comment may stand beside the `|-`
            covered.setdefault(line + 1, []).append((start, end))
        return
    pairs = node.value if isinstance(node, yaml.MappingNode) else [(child, None) for child in node.value]
    for head, value in pairs:
        quoted = isinstance(head, yaml.ScalarNode) and head.style in ("'", '"')  # a text begins after its quote
        anchors.append((head.start_mark.line + 1, head.start_mark.column + 1 + quoted))
        _visit(head, anchors, covered, lines)
        if value is not None:
            _visit(value, anchors, covered, lines)


def _comment(line: str, taken: list[tuple[int, int]]) -> int | None:
    """The column of a line's comment, from 0."""
    for found in re.finditer(r"(?:^|(?<=\s))#", line):
        if not any(start <= found.start() < end for start, end in taken):
            return found.start()
    return None
