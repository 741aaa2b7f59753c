"""Facts -> HTML of the full edition: plain blocks, few elements, since WeasyPrint's time goes by their number."""

from __future__ import annotations

from html import escape

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.runs import glue_prose, replace_missing
from dea_export.markup import Node, parse, to_plain, tree
from dea_export.model.blocks import QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.place import Text
from dea_export.model.study import Study

TAGS = {"paragraph": "p", "bullets": "ul", "numbers": "ol", "item": "li", "strong": "b", "em": "i", "code": "code",
        "math": "code", "cloze": "b", "row": "tr", "cell": "td"}  # fmt: skip


class Writer:
    """Renders facts; `lacking` gathers the characters that no font has, by fact id."""

    def __init__(self, study: Study, metrics: Metrics) -> None:
        self.study, self.metrics = study, metrics
        self.lacking: dict[str, tuple[str, ...]] = {}

    def fact(self, fact: Fact, anchor: str) -> str:
        """A fact: what it says, why, where that is written."""
        identity = f' id="{anchor}"' if anchor else ""
        html = f'<div class="f"{identity}>{self.body(fact)}{self._about(fact)}</div>'
        if missing := self.metrics.lacks(html):
            self.lacking[fact.id] = missing
            return replace_missing(html, self.metrics)
        return html

    def body(self, fact: Fact) -> str:
        """What is to be known, answers in bold."""
        match fact.note():
            case QuestionNote(prompt, answer, options):
                if not options:
                    return self._blocks(parse(prompt).root, "q") + self._blocks(parse(answer).root, "a")
                return self._choice(prompt, answer, [(o.text, o.loses) for o in options])
            case _:
                return self._blocks(tree(fact.block()), "")

    def _choice(self, scenario: Text, deciding: Text, options: list[tuple[Text, Text | None]]) -> str:
        picks = [self._line(text) for text, loses in options if loses is None]
        first = f'<p class="a"><b>✓ {" / ".join(picks)}</b> – {self._line(deciding)}</p>'
        rest = "".join(
            f'<p class="x">✗ {self._line(text)}: {self._line(loses)}</p>' for text, loses in options if loses
        )
        return self._blocks(parse(scenario).root, "q") + first + rest

    def _about(self, fact: Fact) -> str:
        """Why, then where that is written: in one paragraph where that is possible, because every line costs time."""
        source = self._source(fact)
        if fact.why is None:
            return f'<p class="y">{source}</p>' if source else ""
        html = self._blocks(parse(fact.why).root, "y")
        return (
            f"{html.removesuffix('</p>')} {source}</p>" if html.endswith("</p>") else f'{html}<p class="y">{source}</p>'
        )

    def _source(self, fact: Fact) -> str:
        """A link whose words say on paper, too, which page it is: `streams: service-sizes-and-limits`."""
        if fact.source is None:
            return ""
        path = [part for part in str(fact.source).split("#")[0].split("?")[0].split("/")[3:] if part]
        page = path[-1].removesuffix(".html") if path else str(fact.source).split("/")[2]
        shown = f"{path[0]}: {page}" if len(path) > 1 else page
        checked = f" {fact.checked:%Y-%m}" if fact.checked else ""
        return f'<a href="{escape(fact.source)}">→ {escape(shown)}{checked}</a>'

    # --- nodes

    def _line(self, text: Text | None) -> str:
        return " ".join(
            self._inside(node) if node.kind == "paragraph" else self._node(node)
            for node in parse(text or "").root.children
        )

    def _blocks(self, root: Node, name: str) -> str:
        """The children as blocks; paragraphs get the class `name`, inline nodes at the top are one paragraph."""
        if root.children and all(
            node.kind not in {"paragraph", "fence", "bullets", "numbers", "table", "chain"} for node in root.children
        ):
            root = Node("document", (Node("paragraph", root.children),))
        mark = f' class="{name}"' if name else ""
        return "".join(
            f"<p{mark}>{self._inside(node)}</p>" if node.kind == "paragraph" else self._node(node)
            for node in root.children
        )

    def _inside(self, node: Node) -> str:
        return "".join(map(self._node, node.children))

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
            case "chain":
                return f"<p>{' → '.join(map(self._inside, node.children))}</p>"
            case "table":
                return self._table(node)
            case "head":
                return f'<th scope="row">{self._inside(node)}</th>'
            case kind:
                return f"<{TAGS[kind]}>{self._inside(node)}</{TAGS[kind]}>"

    def _table(self, node: Node) -> str:
        head, *rows = node.children
        cells = "".join(
            f'<th scope="col">{self._inside(cell)}</th>' if cell.children else "<td></td>" for cell in head.children
        )
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{''.join(map(self._node, rows))}</tbody></table>"
