"""Markdown text -> nodes, with every problem and its offset in the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dea_export.markup.nodes import Node, Problem
from dea_export.markup.one_line import is_line, read_line


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as nodes, and its problems in the order of their places."""

    root: Node
    problems: tuple[Problem, ...]


def parse(text: str, *, inline: bool = False) -> Parsed:
    """The nodes of a Markdown text; `inline` for a cell or step, which has no blocks in it.

    A text of one line is a line of text: no list, heading, quote or rule begins in it, whatever its first signs.
    """
    return _parse(text, inline)


@lru_cache(maxsize=500_000)  # more than a file has texts: a run goes through all of them several times, in one order
def _parse(text: str, inline: bool) -> Parsed:
    line = text.strip()
    paragraph = not inline and is_line(line)
    problems: list[Problem] = []
    nodes = read_line(line) if paragraph or (inline and line == text) else None
    if nodes is None:
        from dea_export.markup.commonmark import read_markdown

        nodes, problems = read_markdown(line if paragraph else text, blocks=not inline and not paragraph)
    if paragraph and line != text:
        indent = len(text) - len(text.lstrip())
        problems = [problem._replace(offset=problem.offset + indent) for problem in problems]
    root = Node("document", (Node("paragraph", nodes),) if paragraph else nodes)
    return Parsed(root, tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.offset)))
