"""The lines of a Markdown list of questions: which are code, which begin something, and the cards that are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import NamedTuple

QUESTION = re.compile(
    r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:\*\*)?(?:(?:Q|Question|Frage|Pregunta)\s*\d*\s*[:.]|[FP]\s*\d*\s*:)(?:\*\*)?\s+(.*)",
    re.IGNORECASE,
)
HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+(.*)")
FENCE = re.compile(r"\s*(```|~~~)")
FRONT_MATTER = re.compile(r"---\n(?:\w[\w-]+:.*\n(?:[ \t#-].*\n)*?)+---\n")  # YAML, and no cards between two rules


class ListLine(NamedTuple):
    """A line of the file."""

    number: int
    text: str
    code: bool  # within a fence, where no line begins a card


class ListCard(NamedTuple):
    """What asks and what answers, both Markdown."""

    number: int
    asked: str
    answer: str
    topic: str


def list_lines_of(text: str) -> Iterator[ListLine]:
    """The lines below the front matter."""
    code = False
    front_matter = FRONT_MATTER.match(text)
    begin = front_matter.end() if front_matter else 0
    for number, line in enumerate(text[begin:].split("\n"), 1 + text.count("\n", 0, begin)):
        fence = FENCE.match(line) is not None
        yield ListLine(number, line, code or fence)
        code = code != fence


def block_text(lines: list[str]) -> str:
    """Lines as a text; those below the first without what all are indented by."""
    first, *rest = lines or [""]
    return f"{first}\n{dedent(chr(10).join(rest))}".strip("\n").rstrip()
