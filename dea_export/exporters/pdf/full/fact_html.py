"""Facts -> HTML of the full edition: plain blocks, few elements, since WeasyPrint's time goes by their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from dea_export.cards import Aside, read_asides
from dea_export.cards.wording import say_page
from dea_export.exporters.nobreak import NBSP, bind_prose
from dea_export.exporters.pdf.full.table_widths import find_widths
from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.styled_text import printed_formula
from dea_export.markup import Node, parse, to_plain, tree
from dea_export.markup.html import HtmlRenderer
from dea_export.model.blocks import NoteOption, QuestionNote
from dea_export.model.characters import find_missing
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text

LONGEST_WORD = 48  # characters; so many of the widest still fit on a line


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A paragraph of a class, or anything else as finished HTML."""

    html: str
    kind: str | None = None  # class of a paragraph, whose inside `html` then is


class FactWriter(HtmlRenderer):
    """Renders facts; `lacking` gathers ids of facts with characters that no font has, `pictures` what the HTML names."""

    tags: Mapping[str, str] = {"bullets": "ul", "item": "li", "strong": "b", "em": "i", "sub": "sub", "sup": "sup"}

    def __init__(self, study: Study, metrics: Metrics, media: Mapping[str, bytes]) -> None:
        self.study, self.metrics, self.media = study, metrics, media
        self.lacking: list[str] = []
        self.pictures: dict[str, bytes] = {}

    def fact(self, fact: Fact, anchor: str) -> str:
        """A fact: what it says, why, where that is written."""
        asides = read_asides(self.study, fact)
        about = (*self._figure(fact), *self._about(fact, asides), *self._confused(asides))
        html = _joined([*self._body(fact), *about], anchor)
        if find_missing(html):
            self.lacking.append(fact.id)
        return html

    # --- what is to be known, answers in bold

    def _body(self, fact: Fact) -> list[HtmlBlock]:
        match fact.note():
            case QuestionNote(prompt, answer, ()):
                return [*self._blocks(parse(prompt).root, "q"), *self._blocks(parse(answer).root, "a")]
            case QuestionNote(scenario, deciding, options):
                return [*self._blocks(parse(scenario).root, "q"), *self._options(deciding, options)]
            case _:
                return self._blocks(tree(fact.block()), "")

    def _options(self, deciding: Text, options: tuple[NoteOption, ...]) -> Iterator[HtmlBlock]:
        """What to pick and by which requirement, then why each of the others loses."""
        picks = " / ".join(self._line(option.text) for option in options if option.loses is None)
        yield HtmlBlock(f"<b>✓ {picks}</b> – {self._line(deciding)}", "a")
        for option in options:
            if option.loses is not None:
                yield HtmlBlock(f"✗ {self._line(option.text)}: {self._line(option.loses)}", "x")

    # --- what a fact says about itself

    def _figure(self, fact: Fact) -> Iterator[HtmlBlock]:
        """The picture; its words where the picture itself is not at hand."""
        if fact.figure is None:
            return
        if (data := self.media.get(fact.figure.file)) is None:
            yield HtmlBlock(f"Picture: {escape(fact.figure.alt)}", "y")
            return
        name = f"figure-{fact.id}"
        self.pictures[name] = data
        yield HtmlBlock(f'<img src="dea:{name}" alt="{escape(fact.figure.alt)}">', "z")

    def _about(self, fact: Fact, asides: Mapping[str, Aside]) -> list[HtmlBlock]:
        """Its own words, then where that is written: in one paragraph where that is possible, for lines cost time."""
        blocks = [block for name in fact.asides() for block in self._own_words(asides[name])]
        source = self._source(fact)
        if source and blocks and blocks[-1].kind:
            blocks[-1] = HtmlBlock(f"{blocks[-1].html} {source}", "y")
        elif source:
            blocks.append(HtmlBlock(source, "y"))
        return blocks

    def _own_words(self, aside: Aside) -> Iterator[HtmlBlock]:
        """The reason goes without saying that it is one."""
        for line in aside.lines:
            for number, block in enumerate(self._blocks(line, "y")):
                labelled = number == 0 and block.kind and aside.name != "why"
                yield HtmlBlock(f"{escape(aside.label)}: {block.html}", "y") if labelled else block

    def _confused(self, asides: Mapping[str, Aside]) -> Iterator[HtmlBlock]:
        """What else comes to mind, with links, and for paper the topics under which it stands."""
        if confused := asides.get("confused"):
            links = "; ".join(f'<a href="#f-{line.info}">{self.inside(line)}</a>' for line in confused.lines)
            yield HtmlBlock(f"{confused.label}: {links}", "y")

    def _source(self, fact: Fact) -> str:
        """A link whose words say on paper, too, which page it is; the month of the comparison is its evidence."""
        if fact.source is None:
            return ""
        checked = f"{NBSP}{fact.checked:%Y-%m}" if fact.checked else ""
        return f'<a href="{escape(fact.source)}">→{NBSP}{escape(say_page(fact.source))}{checked}</a>'

    # --- blocks

    def _line(self, text: Text) -> str:
        """A text inside a paragraph."""
        nodes = parse(text).root.children
        return " ".join(self.inside(node) if node.kind == "paragraph" else self.render(node) for node in nodes)

    def _blocks(self, root: Node, kind: str) -> list[HtmlBlock]:
        """The children as blocks; paragraphs, and steps in a line, get the class `kind`."""
        return [self._block(node, kind) for node in root.children]

    def _block(self, node: Node, kind: str) -> HtmlBlock:
        match node.kind:
            case "paragraph":
                return HtmlBlock(self.inside(node), kind)
            case "chain":
                return HtmlBlock(self.chain(node), kind)
            case _:
                return HtmlBlock(self.render(node))

    # --- what is otherwise on paper

    def text(self, text: str) -> str:
        """Literal text, with what no line end may part bound together."""
        return escape(bind_prose(text), quote=False)

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """An answer, in bold."""
        del cloze
        return f"<b>{inside()}</b>"

    def paragraph(self, node: Node) -> str:
        """A paragraph in a list."""
        return _paragraph(self.inside(node), "")

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

    def chain(self, node: Node) -> str:
        """Steps in a line, the inside of a paragraph."""
        return " → ".join(map(self.inside, node.children))

    def table(self, node: Node) -> str:
        """A table with the widths of its columns, which WeasyPrint would lay every cell out three times to find."""
        widths = find_widths([[cell.children for cell in row.children] for row in node.children], self.metrics)
        head, *rows = node.children
        cells = "".join(
            f'<th scope="col" style="width:{width}%">{self.inside(cell)}</th>'
            if cell.children
            else f'<td style="width:{width}%"></td>'
            for cell, width in zip(head.children, widths.columns, strict=True)
        )
        body = "".join(f"<tr>{''.join(map(self.cell, row.children))}</tr>" for row in rows)
        style = f'{" class=w" if widths.too_narrow else ""} style="width:{widths.whole}%"'
        return f"<table{style}><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"

    def cell(self, cell: Node) -> str:
        """A cell; one that is bold as a whole by its class, which is one box less."""
        if cell.kind == "cell" and len(cell.children) == 1 and cell.children[0].kind in {"cloze", "strong"}:
            return f"<td class=b>{self.inside(cell.children[0])}</td>"
        return super().cell(cell)


def _joined(blocks: list[HtmlBlock], anchor: str) -> str:
    """The blocks of a fact. Paragraphs alone go without a box around them, for speed."""
    identity = f' id="{anchor}"' if anchor else ""
    if any(block.kind is None for block in blocks):
        inside = "".join(block.html if block.kind is None else _paragraph(block.html, block.kind) for block in blocks)
        return f'<div class="f"{identity}>{inside}</div>'
    html = "".join(
        _paragraph(block.html, f"{'g' if i else 'f'} {block.kind}".rstrip()) for i, block in enumerate(blocks)
    )
    return html.replace("<p", f"<p{identity}", 1)


def _paragraph(html: str, classes: str) -> str:
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
