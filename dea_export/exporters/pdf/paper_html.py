"""Nodes -> HTML to print: plain blocks, few elements, since WeasyPrint's time goes by their number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from html import escape

from dea_export.cards.wording import say_page
from dea_export.exporters.nobreak import bind_prose
from dea_export.exporters.pdf.styled_text import printed_formula
from dea_export.markup import Node, parse, to_plain
from dea_export.markup.html import HtmlRenderer
from dea_export.model.characters import NBSP
from dea_export.model.text import Text

LONGEST_WORD = 48  # characters; so many of the widest still fit on a line


class PaperRenderer(HtmlRenderer):
    """What is otherwise on paper than on a screen."""

    tags: Mapping[str, str] = {"bullets": "ul", "item": "li", "strong": "b", "em": "i", "sub": "sub", "sup": "sup"}

    def line(self, text: Text) -> str:
        """A text inside a paragraph."""
        nodes = parse(text).root.children
        return " ".join(self.inside(node) if node.kind == "paragraph" else self.render(node) for node in nodes)

    def text(self, text: str) -> str:
        """Literal text, with what no line end may part bound together."""
        return escape(bind_prose(text), quote=False)

    def paragraph(self, node: Node) -> str:
        """A paragraph among others."""
        return paragraph_html(self.inside(node), "")

    def code(self, node: Node) -> str:
        """Code as it is, answers in it not bold."""
        return f"<code>{escape(to_plain(node), quote=False)}</code>"

    def math(self, node: Node) -> str:
        """A line of Unicode, answers in bold."""
        pieces = ((escape(text, quote=False), answer) for text, answer in printed_formula(node))
        return "".join(f"<b>{text}</b>" if answer else text for text, answer in pieces)

    def fence(self, node: Node) -> str:
        """A block of code, without colours."""
        return f"<pre>{escape(to_plain(node).expandtabs(4), quote=False)}</pre>"

    def numbers(self, node: Node) -> str:
        """A numbered list; WeasyPrint takes its start from the style alone."""
        start = f' style="counter-reset:list-item {node.number}"' if node.number else ""
        return f"<ol{start}>{self.inside(node)}</ol>"


def paragraph_html(html: str, classes: str) -> str:
    """A paragraph, which may break words anywhere only if it must: WeasyPrint then tries every line twice."""
    classes = (
        f"{classes} w"
        if _longest(html) > LONGEST_WORD and _longest(re.sub("<[^>]*>", "", html)) > LONGEST_WORD
        else classes
    )
    return f'<p class="{classes.strip()}">{html}</p>' if classes else f"<p>{html}</p>"


def source_link(source: Text | None, checked: dt.date | None) -> str:
    """A link whose words say on paper, too, which page it is; the month of the comparison is its evidence."""
    if source is None:
        return ""
    month = f"{NBSP}{checked:%Y-%m}" if checked else ""
    return f'<a href="{escape(source)}">→{NBSP}{escape(say_page(source))}{month}</a>'


def _longest(text: str) -> int:
    """The length of the longest word; of HTML, at least that."""
    return max(map(len, text.split(" ")))
