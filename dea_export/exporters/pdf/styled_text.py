"""Nodes -> runs of one style, with everything glued that a line break must not part.

What follows (prediction, HTML) sees runs only, so that both mean the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from dea_export.exporters.pdf.metrics import Metrics, Style
from dea_export.exporters.units import COUNTED, MEASURES
from dea_export.markup import Node

NBSP, JOINER, MISSING = "\u00a0", "\u2060", "\ufffd"
UNITS = f"{MEASURES}|{COUNTED}"
GLUE = (
    (re.compile(rf"(\d) (?=(?:{UNITS})(?![\w]))"), rf"\1{NBSP}"),
    (re.compile(r"([≤≥~=<>×≈+]) (?=\w)"), rf"\1{NBSP}"),
    (re.compile(r"(\w) (?=[≤≥×≈])"), rf"\1{NBSP}"),
    (re.compile(r"(?<=[A-Za-z])\.(?=\d)"), f".{JOINER}"),  # G.2X: rules differ between versions of Pango
    (re.compile(r"(?<=\d)([–/])(?=\d)"), rf"{JOINER}\1{JOINER}"),  # 1–128, 7/14
)
CODE_GLUE = (
    (re.compile(r"^([.\-/]+)"), rf"\1{JOINER}"),  # never a break after the first sign of `.sync` or `--flag`
    (re.compile(r"(?<=[\w)])\.(?=\w)"), f"{JOINER}.{JOINER}"),
)
ARROW = re.compile(r" [←↑→↓↔]")


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one style."""

    style: Style
    text: str


StyledText = tuple[Span, ...]


def style_nodes(nodes: Sequence[Node]) -> StyledText:
    """Inline nodes as glued runs, neighbours of one style made one."""
    joined: list[Span] = []
    for run in (run for node in nodes for run in _spans(node, "regular")):
        text = run.text
        if joined and ARROW.match(text):  # else Pango sets the space in the wider font of the arrow
            joined[-1], text = Span(joined[-1].style, joined[-1].text + " "), text[1:]
        if joined and joined[-1].style == run.style:
            joined[-1] = Span(run.style, joined[-1].text + text)
        else:
            joined.append(Span(run.style, text))
    return tuple(Span(run.style, glue(run)) for run in joined if run.text)


def bold(some: StyledText) -> StyledText:
    """The runs as if all were bold."""
    return tuple(Span("bold code" if "code" in run.style else "bold", run.text) for run in some)


def glue(run: Span) -> str:
    """The text of a run with no-break spaces and joiners."""
    text = run.text
    for pattern, by in CODE_GLUE if "code" in run.style else GLUE:
        text = pattern.sub(by, text)
    return text


def glue_prose(text: str) -> str:
    """Prose with no-break spaces and joiners."""
    return glue(Span("regular", text))


def _spans(node: Node, style: Style) -> Iterator[Span]:
    match node.kind:
        case "text":
            yield Span(style, node.content.replace("\n", " "))
            return
        case "break":
            yield Span(style, " ")
        case "strong" | "head":
            style = "bold code" if "code" in style else "bold"
        case "code" | "math":
            style = "bold code" if "bold" in style else "code"
    for child in node.children:
        yield from _spans(child, style)


def unstyled(some: StyledText) -> str:
    """The text that a reader sees."""
    return unglue("".join(run.text for run in some))


def unglue(text: str) -> str:
    """Text with ordinary spaces and without joiners."""
    return text.replace(NBSP, " ").replace(JOINER, "")


def printable(some: StyledText, metrics: Metrics) -> StyledText:
    """The runs with a sign of absence for every character that the fonts lack."""
    if not metrics.lacks("".join(run.text for run in some)):
        return some
    return tuple(Span(run.style, replace_missing(run.text, metrics)) for run in some)


def replace_missing(text: str, metrics: Metrics) -> str:
    """The text with a sign of absence for every character that the fonts lack."""
    for char in metrics.lacks(text):
        text = text.replace(char, MISSING)
    return text


TAGS: dict[Style, tuple[str, str]] = {
    "regular": ("", ""),
    "bold": ("<b>", "</b>"),
    "code": ("<code>", "</code>"),
    "bold code": ("<b><code>", "</code></b>"),
}


def spans_to_html(some: StyledText) -> str:
    """The runs as inline HTML."""
    return "".join(f"{TAGS[run.style][0]}{escape(run.text, quote=False)}{TAGS[run.style][1]}" for run in some)
