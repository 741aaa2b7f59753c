"""Nodes -> Markdown as GitHub reads it, answers in bold; and literal text -> Markdown that shows it."""

from __future__ import annotations

import re

from dea_export.markup.nodes import Node
from dea_export.markup.plain import to_plain

LITERAL = {"code", "fence", "math"}


def escape(text: str) -> str:
    """Markdown that shows `text` exactly, in prose: every character that could mean something gets a backslash."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~&:=^])", r"\\\1", text)


def to_markdown(node: Node, *, bold: bool = False) -> str:
    """Markdown of a node; clozes are bold unless they stand in `bold` text, code stays code."""
    bold_inside = bold or node.kind in {"strong", "cloze"}
    inside = "" if node.kind in LITERAL else "".join(to_markdown(child, bold=bold_inside) for child in node.children)
    match node.kind:
        case "text":
            return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", node.content)
        case "break":
            return "<br>"
        case "document":
            return "\n\n".join(map(to_markdown, node.children))
        case "em":
            return f"*{inside}*"
        case "strong" | "cloze":
            return inside if bold else f"**{inside}**"
        case "code" | "math":
            return _code(to_plain(node))
        case "link":
            return f"[{inside}](<{node.info}>)"
        case "fence":
            return f"```{node.info}\n{to_plain(node)}\n```"
        case "bullets" | "numbers":
            marks = (f"{i}." for i in range(1, len(node.children) + 1)) if node.kind == "numbers" else ("-",) * 999
            return "\n".join(f"{mark} {to_markdown(item)}" for mark, item in zip(marks, node.children, strict=False))
        case "chain":
            return " → ".join(map(to_markdown, node.children))
        case "table":
            head, *rows = (to_markdown(row) for row in node.children)
            return "\n".join((head, "|" + " --- |" * len(node.children[0].children), *rows))
        case "row":
            return "| " + " | ".join(map(to_markdown, node.children)) + " |"
        case _:
            return inside


def _code(text: str) -> str:
    """A code span fenced by more backticks than it holds."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"
