"""Markdown with clozes: text -> tree of nodes -> HTML, Anki cloze HTML, plain text, Markdown.

Knows nothing of facts, notes, decks or files. `parse` reads a text, `tree` a block of the model; every
renderer takes the same nodes, so a text means the same in every output.
"""

from dea_export.markup.block_trees import tree
from dea_export.markup.decisions import ONWARD, outline, way_to, without_reasons
from dea_export.markup.formulas import read_formula
from dea_export.markup.github_markdown import escape_inline, escape_line, to_markdown
from dea_export.markup.html import anki_attribute, to_anki, to_html
from dea_export.markup.nodes import Node, Problem, blocks_of, clozes, has_cloze, walk
from dea_export.markup.parser import Parsed, parse
from dea_export.markup.plain_text import answers, shifted, to_plain

__all__ = [
    "ONWARD",
    "Node",
    "Parsed",
    "Problem",
    "anki_attribute",
    "answers",
    "blocks_of",
    "clozes",
    "escape_inline",
    "escape_line",
    "has_cloze",
    "outline",
    "parse",
    "read_formula",
    "shifted",
    "to_anki",
    "to_html",
    "to_markdown",
    "to_plain",
    "tree",
    "walk",
    "way_to",
    "without_reasons",
]
