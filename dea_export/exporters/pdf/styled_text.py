"""Nodes -> spans of one style, in characters that are printed, with everything bound that a line break must not part.

What follows (heights, HTML) sees spans only, so that both mean the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from dea_export.exporters.nobreak import bind_code, bind_prose, unbind
from dea_export.exporters.pdf.formula_images import FormulaImage, find_image
from dea_export.exporters.pdf.metrics import Style
from dea_export.markup import Node, read_formula, shifted, to_plain
from dea_export.markup.formula_drawings import COLUMN
from dea_export.markup.formulas import formula_source
from dea_export.model.characters import PRINTED
from dea_export.typefaces import as_printed, find_missing

ARROW = re.compile(r" [←↑→↓↔]")


IMAGE = "\ufffc"  # Unicode's sign for an object in a text
BREAK = " / "  # a line end that the author made, within a line
BOLD: dict[Style, Style] = {
    "regular": "bold", "bold": "bold", "em": "bold em", "bold em": "bold em", "code": "bold code", "bold code": "bold code",
}  # fmt: skip


class Span(NamedTuple):
    """Text of one style."""

    style: Style
    text: str
    image: FormulaImage | None = None  # in place of the text, which is one sign then


StyledText = tuple[Span, ...]


def style_nodes(nodes: Sequence[Node], room: float = COLUMN) -> StyledText:
    """Inline nodes as spans that line ends part well, neighbours of one style made one; `room` is that of formulas, em."""
    joined: list[Span] = []
    for style, text, image in (span for node in nodes for span in _spans(node, "regular", room)):
        kept = text
        if joined and ARROW.match(text):  # else Pango sets the space in the wider font of the arrow
            if joined[-1].image:
                joined.append(Span(style, ""))
            joined[-1], kept = Span(joined[-1].style, joined[-1].text + " "), text[1:]
        if joined and joined[-1].style == style and not (image or joined[-1].image):
            joined[-1] = Span(style, joined[-1].text + kept)
        else:
            joined.append(Span(style, kept, image))
    return tuple(
        Span(style, bind_code(text) if "code" in style else bind_prose(text), image)
        for style, text, image in joined
        if text
    )


def bold(spans: StyledText) -> StyledText:
    """The text as if all of it were bold."""
    return tuple(span._replace(style=BOLD[span.style]) for span in spans)


def _spans(node: Node, style: Style, room: float) -> Iterator[Span]:
    match node.kind:
        case "text":
            yield Span(style, as_printed(node.content.replace("\n", " ")))
            return
        case "break":
            yield Span(style, BREAK)
        case "sub" | "sup":
            yield Span(style, as_printed(shifted("".join(map(to_plain, node.children)), node.kind, PRINTED)))
            return
        case "strong" | "head":
            style = BOLD[style]
        case "em" if "code" not in style:
            style = "bold em" if "bold" in style else "em"
        case "math":
            yield from _formula(node, style, room)
            return
        case "code":
            style = "bold code" if "bold" in style else "code"
    for child in node.children:
        yield from _spans(child, style, room)


def _formula(node: Node, style: Style, room: float) -> Iterator[Span]:
    if image := find_image(node, room, bold="bold" in style):
        yield Span(style, IMAGE, image)
    else:
        yield from (Span(BOLD[style] if answer else style, text) for text, answer in printed_formula(node))


def printed_formula(node: Node) -> tuple[tuple[str, bool], ...]:
    """A formula in Unicode, answers told apart; its TeX where the fonts lack a sign of it."""
    pieces = read_formula(node).pieces
    if any(find_missing(text) for text, _ in pieces):
        return ((formula_source(node).strip(), False),)
    return tuple((as_printed(text), answer) for text, answer in pieces)


def unstyled(spans: StyledText) -> str:
    """The text that a reader sees."""
    return unbind("".join(span.image.tex if span.image else span.text for span in spans))


TAGS: dict[Style, tuple[str, str]] = {
    "regular": ("", ""),
    "bold": ("<b>", "</b>"),
    "em": ("<i>", "</i>"),
    "bold em": ("<b><i>", "</i></b>"),
    "code": ("<code>", "</code>"),
    "bold code": ("<b><code>", "</code></b>"),
}


def spans_to_html(spans: StyledText) -> str:
    """The spans as inline HTML."""
    return "".join(
        image.html if image else f"{TAGS[style][0]}{escape(text, quote=False)}{TAGS[style][1]}"
        for style, text, image in spans
    )
