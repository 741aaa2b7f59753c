"""Facts -> HTML of the full edition: plain blocks, few elements, since WeasyPrint's time goes by their number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dea_export.cards import read_asides
from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.styled_text import NBSP, Span, StyledText, bold, glue_prose, replace_missing, style_nodes
from dea_export.markup import Node, parse, to_plain, tree
from dea_export.model.blocks import QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text

TAGS = {"bullets": "ul", "numbers": "ol", "item": "li", "strong": "b", "em": "i", "cloze": "b"}
BLOCKS = {"paragraph", "fence", "bullets", "numbers", "table", "chain"}
LONGEST_WORD = 48  # characters; so many of the widest still fit on a line
TABLE_WIDTH, CELL_PAD = 53.0, 1.5  # em of a table's type: of the whole page (A4), of what a cell has beside its text


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A paragraph of a class, or anything else as finished HTML."""

    html: str
    kind: str | None = None  # class of a paragraph, whose inside `html` then is


class FactWriter:
    """Renders facts; `lacking` gathers the characters that no font has, by fact id, `pictures` what the HTML names."""

    def __init__(self, study: Study, metrics: Metrics, media: Mapping[str, bytes]) -> None:
        self.study, self.metrics, self.media = study, metrics, media
        self.lacking: dict[str, tuple[str, ...]] = {}
        self.pictures: dict[str, bytes] = {}

    def fact(self, fact: Fact, anchor: str) -> str:
        """A fact: what it says, why, where that is written. Paragraphs go without a box around them, for speed."""
        identity = f' id="{anchor}"' if anchor else ""
        blocks = [*self.body(fact), *self._figure(fact), *self._about(fact), *self._confused(fact)]
        if all(block.kind is not None for block in blocks):
            classes = (f"{'g' if i else 'f'} {block.kind}".rstrip() for i, block in enumerate(blocks))
            html = "".join(_paragraph(block.html, name) for block, name in zip(blocks, classes, strict=True))
            html = html.replace("<p", f"<p{identity}", 1)
        else:
            inside = "".join(b.html if b.kind is None else _paragraph(b.html, b.kind) for b in blocks)
            html = f'<div class="f"{identity}>{inside}</div>'
        if missing := self.metrics.lacks(html):
            self.lacking[fact.id] = missing
            return replace_missing(html, self.metrics)
        return html

    def body(self, fact: Fact) -> list[HtmlBlock]:
        """What is to be known, answers in bold."""
        match fact.note():
            case QuestionNote(prompt, answer, options):
                if not options:
                    return [*self._blocks(parse(prompt).root, "q"), *self._blocks(parse(answer).root, "a")]
                return self._choice(prompt, answer, [(o.text, o.loses) for o in options])
            case _:
                return self._blocks(tree(fact.block()), "")

    def _choice(self, scenario: Text, deciding: Text, options: list[tuple[Text, Text | None]]) -> list[HtmlBlock]:
        picks = [self._line(text) for text, loses in options if loses is None]
        return [
            *self._blocks(parse(scenario).root, "q"),
            HtmlBlock(f"<b>✓ {' / '.join(picks)}</b> – {self._line(deciding)}", "a"),
            *(HtmlBlock(f"✗ {self._line(text)}: {self._line(loses)}", "x") for text, loses in options if loses),
        ]

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

    def _about(self, fact: Fact) -> list[HtmlBlock]:
        """Why, then where that is written: in one paragraph where that is possible, because every line costs time."""
        source = self._source(fact)
        blocks = self._blocks(parse(fact.why).root, "y") if fact.why is not None else []
        if source and blocks and blocks[-1].kind:
            blocks[-1] = HtmlBlock(f"{blocks[-1].html} {source}", "y")
        elif source:
            blocks.append(HtmlBlock(source, "y"))
        return blocks

    def _confused(self, fact: Fact) -> Iterator[HtmlBlock]:
        """What else comes to mind, with links, and for paper the topics under which it stands."""
        if confused := read_asides(self.study, fact).get("confused"):
            links = "; ".join(f'<a href="#f-{line.info}">{self._inside(line)}</a>' for line in confused.lines)
            yield HtmlBlock(f"{confused.label}: {links}", "y")

    def _source(self, fact: Fact) -> str:
        """A link whose words say on paper, too, which page it is: `streams: service-sizes-and-limits`."""
        if fact.source is None:
            return ""
        path = [part for part in str(fact.source).split("#")[0].split("?")[0].split("/")[3:] if part]
        page = path[-1].removesuffix(".html") if path else str(fact.source).split("/")[2]
        shown = f"{path[0]}: {page}" if len(path) > 1 else page
        checked = f"{NBSP}{fact.checked:%Y-%m}" if fact.checked else ""
        return f'<a href="{escape(fact.source)}">→{NBSP}{escape(shown)}{checked}</a>'

    # --- nodes

    def _line(self, text: Text | None) -> str:
        return " ".join(
            self._inside(node) if node.kind == "paragraph" else self._node(node)
            for node in parse(text or "").root.children
        )

    def _blocks(self, root: Node, kind: str) -> list[HtmlBlock]:
        """The children as blocks; paragraphs get the class `kind`, inline nodes at the top are one paragraph."""
        if root.children and all(node.kind not in BLOCKS for node in root.children):
            root = Node("document", (Node("paragraph", root.children),))
        return [
            HtmlBlock(self._chain(node) if node.kind == "chain" else self._inside(node), kind)
            if node.kind in {"paragraph", "chain"}
            else HtmlBlock(self._node(node))
            for node in root.children
        ]

    def _inside(self, node: Node) -> str:
        return "".join(map(self._node, node.children))

    def _chain(self, node: Node) -> str:
        return " → ".join(map(self._inside, node.children))

    def _node(self, node: Node) -> str:
        match node.kind:
            case "text":
                return escape(glue_prose(node.content), quote=False)
            case "break":
                return "<br>"
            case "link":
                return f'<a href="{escape(node.info)}">{self._inside(node)}</a>'
            case "fence":
                return f"<pre>{escape(to_plain(node).expandtabs(4), quote=False)}</pre>"
            case "code" | "math":
                return f"<code>{escape(to_plain(node), quote=False)}</code>"
            case "table":
                return self._table(node)
            case "paragraph":
                return _paragraph(self._inside(node), "")
            case kind:
                return f"<{TAGS[kind]}>{self._inside(node)}</{TAGS[kind]}>"

    def _table(self, node: Node) -> str:
        """A table with the widths of its columns, which WeasyPrint would lay every cell out three times to find."""
        widths, whole, torn = column_widths(
            [[cell.children for cell in row.children] for row in node.children], self.metrics
        )
        head, *rows = node.children
        cells = "".join(
            f'<th scope="col" style="width:{width}%">{self._inside(cell)}</th>'
            if cell.children
            else f'<td style="width:{width}%"></td>'
            for cell, width in zip(head.children, widths, strict=True)
        )
        body = "".join(f"<tr>{''.join(map(self._cell, row.children))}</tr>" for row in rows)
        style = f'{" class=w" if torn else ""} style="width:{whole}%"'
        return f"<table{style}><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"

    def _cell(self, node: Node) -> str:
        """A cell; one that is bold as a whole by its class, which is one box less."""
        if node.kind == "head":
            return f'<th scope="row">{self._inside(node)}</th>'
        if len(node.children) == 1 and node.children[0].kind in {"cloze", "strong"}:
            return f"<td class=b>{self._inside(node.children[0])}</td>"
        return f"<td>{self._inside(node)}</td>"


def _paragraph(html: str, kind: str) -> str:
    """A paragraph, which may break words anywhere only if it must: WeasyPrint then tries every line twice."""
    classes = f"{kind} w" if max(map(len, html.split(" "))) > LONGEST_WORD and _torn(html) else kind
    return f'<p class="{classes.strip()}">{html}</p>' if classes else f"<p>{html}</p>"


def _torn(html: str) -> bool:
    return max(map(len, re.sub("<[^>]*>", "", html).split(" "))) > LONGEST_WORD


def column_widths(rows: Sequence[Sequence[Sequence[Node]]], metrics: Metrics) -> tuple[list[int], int, bool]:
    """Of a table: the widths of its columns in per cent of its own, its width in per cent, whether words must break.

    Columns that want less than an equal share get what they want, the others share the rest.
    """
    cells = [[bold(style_nodes(cell)) for cell in row] for row in rows]  # which most are, and wide enough for either
    wish = [max(_width(cell, metrics) for cell in column) + CELL_PAD for column in zip(*cells, strict=True)]
    least = [
        max(
            _width((Span(run.style, word),), metrics) for cell in column for run in cell for word in run.text.split(" ")
        )
        if any(column)
        else 0.0
        for column in zip(*cells, strict=True)
    ]
    room, got = TABLE_WIDTH, [0.0] * len(wish)
    for done, index in enumerate(sorted(range(len(wish)), key=wish.__getitem__)):
        got[index] = min(wish[index], room / (len(wish) - done))
        room -= got[index]
    torn = any(need + CELL_PAD > width for need, width in zip(least, got, strict=True))
    shares = [int(100 * width / sum(got)) for width in got]
    return [*shares[:-1], 100 - sum(shares[:-1])], min(100, int(100 * sum(got) / TABLE_WIDTH) + 1), torn


def _width(some: StyledText, metrics: Metrics) -> float:
    return sum(metrics.width(run.style, run.text) for run in some)
