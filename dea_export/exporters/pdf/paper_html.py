"""Nodes -> HTML to print: plain blocks, few elements, since WeasyPrint's time goes by their number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from html import escape

from dea_export.cards.wording import say_page
from dea_export.exporters.nobreak import bind_prose
from dea_export.exporters.pdf.fonts import read_metrics
from dea_export.exporters.pdf.formula_images import find_image
from dea_export.exporters.pdf.styled_text import printed_formula
from dea_export.exporters.pdf.table_widths import find_widths
from dea_export.markup import Node, parse, to_plain
from dea_export.markup.html import HtmlRenderer
from dea_export.model.blocks import NoteOption
from dea_export.model.characters import NBSP
from dea_export.model.text import Text

LONGEST_WORD = 48  # characters; so many of the widest still fit on a line


class PaperRenderer(HtmlRenderer):
    """What is otherwise on paper than on a screen."""

    room = 53.0  # em of a table's type: how wide a table may be; a page of A4
    is_answer = False  # whether what is rendered stands in an answer
    onward = "→"  # between steps, and in front of what a link leads to

    tags: Mapping[str, str] = {"bullets": "ul", "item": "li", "strong": "b", "em": "i", "sub": "sub", "sup": "sup"}

    def line(self, text: Text) -> str:
        """A text inside a paragraph; one of several blocks as those: see `wrap`."""
        nodes = parse(text).root.children
        return (
            self.inside(nodes[0])
            if [node.kind for node in nodes] == ["paragraph"]
            else "".join(map(self.render, nodes))
        )

    def verdicts(self, deciding: Text, options: Sequence[NoteOption]) -> Iterator[str]:
        """Of a choice, in lines: what to pick and by which requirement, then why each of the others loses."""
        picks = " / ".join(self.line(option.text) for option in options if option.loses is None)
        yield f"{'✓ ' + picks if has_blocks(picks) else f'<b>✓ {picks}</b>'} – {self.line(deciding)}"
        for option in options:
            if option.loses is not None:
                yield f"✗ {self.line(option.text)}: {self.line(option.loses)}"

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
        """A drawing, or a line of Unicode that says as much, answers in bold."""
        if image := find_image(node, self.room, bold=self.is_answer):
            return image.html
        pieces = ((escape(text, quote=False), answer) for text, answer in printed_formula(node))
        return "".join(f"<b>{text}</b>" if answer else text for text, answer in pieces)

    def fence(self, node: Node) -> str:
        """A block of code, without colours."""
        return f"<pre>{escape(to_plain(node).expandtabs(4), quote=False)}</pre>"

    def numbers(self, node: Node) -> str:
        """A numbered list; WeasyPrint takes its start from the style alone."""
        start = f' style="counter-reset:list-item {node.number}"' if node.number else ""
        return f"<ol{start}>{self.inside(node)}</ol>"

    def chain(self, node: Node) -> str:
        """Steps in a line, the inside of a paragraph."""
        return f" {self.onward} ".join(map(self.inside, node.children))

    def source_link(self, source: Text | None, checked: dt.date | None) -> str:
        """A link whose words say on paper, too, which page it is; the month of the comparison is its evidence."""
        if source is None:
            return ""
        month = f"{NBSP}{checked:%Y-%m}" if checked else ""
        return f'<a href="{escape(source)}">{self.onward}{NBSP}{escape(say_page(source))}{month}</a>'

    def table(self, node: Node) -> str:
        """A table with the widths of its columns, which WeasyPrint would lay every cell out three times to find."""
        widths = find_widths(
            [[cell.children for cell in row.children] for row in node.children], read_metrics(), self.room
        )
        head, *rows = node.children
        with self.divided(len(head.children)):
            cells = "".join(
                f'<th scope="col" style="width:{width}%{_side(cell)}">{self.inside(cell)}</th>'
                if cell.children
                else f'<td style="width:{width}%"></td>'
                for cell, width in zip(head.children, widths.columns, strict=True)
            )
            body = "".join(f"<tr>{''.join(map(self.cell, row.children))}</tr>" for row in rows)
        style = f'{" class=w" if widths.too_narrow else ""} style="width:{widths.whole}%"'
        return f"<table{style}><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"

    def bold_answer(self, inside: Callable[[], str]) -> str:
        """What is rendered meanwhile as an answer: formulas in it are drawn bold."""
        before, self.is_answer = self.is_answer, True
        html = inside()
        self.is_answer = before
        return html

    @contextmanager
    def divided(self, columns: int) -> Iterator[None]:
        """While columns are written, a formula has the room of one of them."""
        whole, self.room = self.room, self.room / columns
        yield
        self.room = whole


def printed_picture(node: Node, media: Mapping[str, bytes], pictures: dict[str, bytes]) -> str:
    """A picture; `pictures` gathers the data under the name by which the HTML asks for it."""
    data = media[node.info]
    name = f"picture-{sha256(data).hexdigest()[:16]}"
    pictures[name] = data
    return f'<img src="dea:{name}" alt="{escape(node.children[0].content)}">'


def has_blocks(html: str) -> bool:
    """Whether it is more than the inside of a paragraph: lists, code, or several paragraphs."""
    return re.search(r"<(?:p|ul|ol|pre|table)\b", html) is not None


def wrap(html: str, classes: str) -> str:
    """A paragraph, or a box around blocks, which no paragraph can hold."""
    return f'<div class="{classes}">{html}</div>' if has_blocks(html) else paragraph_html(html, classes)


def paragraph_html(html: str, classes: str) -> str:
    """A paragraph, which may break words anywhere only if it must: WeasyPrint then tries every line twice."""
    classes = (
        f"{classes} w"
        if _longest(html) > LONGEST_WORD and _longest(re.sub("<[^>]*>", "", html)) > LONGEST_WORD
        else classes
    )
    return f'<p class="{classes.strip()}">{html}</p>' if classes else f"<p>{html}</p>"


def _longest(text: str) -> int:
    """The length of the longest word; of HTML, at least that."""
    return max(map(len, text.split(" ")))


def _side(cell: Node) -> str:
    return f";text-align:{cell.info}" if cell.info else ""
