"""Nodes -> Markdown as GitHub reads it, answers in bold; and literal text -> Markdown that shows it."""

from __future__ import annotations

import re

from dea_export.markup.formulas import github_formula
from dea_export.markup.nodes import Node
from dea_export.markup.plain_text import to_plain

LITERAL = {"code", "fence"}


def escape(text: str) -> str:
    """Markdown that shows `text` exactly, in prose: every character that could mean something gets a backslash."""
    return re.sub(r"([\\`*_{}\[\]<>#+\-.!|~&:=^])", r"\\\1", text)


def to_markdown(node: Node, *, bold: bool = False) -> str:
    """Markdown of a node; clozes are bold unless they stand in `bold` text, code stays code."""
    if node.kind == "math":
        return github_formula(node)
    if node.kind in LITERAL:
        return f"```{node.info}\n{to_plain(node)}\n```" if node.kind == "fence" else _code(to_plain(node))
    inside = [to_markdown(child, bold=bold or node.kind in {"strong", "cloze"}) for child in node.children]
    match node.kind:
        case "text":
            return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", node.content)
        case "break":
            return "<br>"
        case "document":
            return "\n\n".join(inside)
        case "strong" | "cloze" if not bold:
            return f"**{''.join(inside)}**"
        case "em":
            return f"*{''.join(inside)}*"
        case "link":
            return f"[{''.join(inside)}](<{node.info}>)"
        case "chain":
            return " → ".join(inside)
        case "bullets" | "numbers" | "table" | "row":
            return _lines(node, inside)
        case _:
            return "".join(inside)


def _lines(node: Node, inside: list[str]) -> str:
    """Lists and tables: one line a child."""
    match node.kind:
        case "bullets":
            return "\n".join(f"- {item}" for item in inside)
        case "numbers":
            return "\n".join(f"{i}. {item}" for i, item in enumerate(inside, 1))
        case "row":
            return f"| {' | '.join(inside)} |"
        case _:
            rule = "|" + " --- |" * len(node.children[0].children)
            return "\n".join((inside[0], rule, *inside[1:]))


def _code(text: str) -> str:
    """A code span fenced by more backticks than it holds."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"
