"""Nodes -> HTML: with the answers shown (`to_html`), or with Anki's cloze marks (`to_anki`).

For Anki, everything that its cloze reader or MathJax would misread is broken with `<wbr>`: entities would come back
as plain characters when a learner edits the note, `<wbr>` survives, as was tried in the real backend.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from dea_export.markup.formulas import read_formula
from dea_export.markup.highlighting import highlight
from dea_export.markup.nodes import Node

TAGS = {
    "bullets": "ul",
    "item": "li",
    "strong": "strong",
    "em": "em",
    "sub": "sub",
    "sup": "sup",
    "row": "tr",
    "head": "th",
    "cell": "td",
}
# First signs of what Anki would take for a cloze, for mathematics, for a command of its own (a sound, speech, LaTeX, a
# field to type in), or for a cloze's hint; a `<wbr>` comes after them.
COMMAND = r"\[(?=(?i:sound:|/?latex\]|/?\${1,2}\]|/?anki:|\[type:))"
MISREAD = re.compile(rf"\{{(?=\{{)|\}}(?=\}})|\\(?=[(\[])|{COMMAND}")
MISREAD_IN_CLOZE = re.compile(rf"{MISREAD.pattern}|:(?=:)")
# No-break spaces that the author wrote: kept together by style, since Anki finds "5 GB" only with a plain space in it.
BOUND_SPACE = re.compile("[\u00a0\u2007\u202f]")
BOUND_WORDS = re.compile(rf"\S+(?:{BOUND_SPACE.pattern}\S+)+")


def to_html(node: Node) -> str:
    """HTML with every answer shown, in `<span class="gap">`."""
    return HtmlRenderer().render(node)


def to_anki(node: Node) -> str:
    """HTML for a field that Anki's cloze filter reads; shows exactly what the author wrote."""
    return AnkiRenderer().render(node)


def anki_attribute(text: str, *, in_gap: bool = False) -> str:
    """Words for an attribute in a field of Anki, where no `<wbr>` can stand: the signs it would misread as entities."""
    return (MISREAD_IN_CLOZE if in_gap else MISREAD).sub(lambda found: f"&#{ord(found[0])};", escape(text))


class HtmlRenderer:
    """The renderer. A subclass says what pieces become otherwise: `AnkiRenderer`, and that of the printed edition."""

    tags: Mapping[str, str] = TAGS  # of the nodes that are one element each

    def render(self, node: Node) -> str:  # noqa: C901  one case a kind
        """HTML of a node."""
        match node.kind:
            case "text":
                return self.text(node.content)
            case "document":
                return self._document(node)
            case "break":
                return "<br>"
            case "cloze":
                return self.gap(node, lambda: self.inside(node))
            case "paragraph":
                return self.paragraph(node)
            case "code":
                return self.code(node)
            case "math":
                return self.math(node)
            case "link":
                return f'<a href="{self.href(node.info)}">{self.inside(node)}</a>'
            case "fence":
                return self.fence(node)
            case "table":
                return self.table(node)
            case "numbers":
                return self.numbers(node)
            case "chain":
                return self.chain(node)
            case "tree":
                return self.decision(node)
            case "mention":
                return self.inside(node)  # its words: where it leads is for targets that have such places
            case "picture":
                return self.picture(node)
            case kind:
                return f"<{self.tags[kind]}>{self.inside(node)}</{self.tags[kind]}>"

    def inside(self, node: Node) -> str:
        """HTML of the children."""
        return "".join(
            [self.text(child.content) if child.kind == "text" else self.render(child) for child in node.children]
        )

    def _document(self, node: Node) -> str:
        """A text of one paragraph needs no `<p>` around it."""
        if [child.kind for child in node.children] == ["paragraph"]:
            return self.inside(node.children[0])
        return self.inside(node)

    # --- what a subclass may need otherwise

    def text(self, text: str) -> str:
        """Literal text."""
        return escape(text, quote=False)

    def href(self, url: str) -> str:
        """The value of an attribute."""
        return escape(url)

    def paragraph(self, node: Node) -> str:
        """A paragraph among others."""
        return f"<p>{self.inside(node)}</p>"

    def code(self, node: Node) -> str:
        """Code in a line."""
        return f"<code>{self.inside(node)}</code>"

    def fence(self, node: Node) -> str:
        """A block of code, in colours."""
        return f'<pre class="hl"><code>{highlight(node, self)}</code></pre>'

    def numbers(self, node: Node) -> str:
        """A numbered list, counted from where the author did."""
        start = f' start="{node.number + 1}"' if node.number else ""
        return f"<ol{start}>{self.inside(node)}</ol>"

    def table(self, node: Node) -> str:
        """A table; what heads a column or row says so."""
        head, *rows = node.children
        cells = "".join(f'<th scope="col"{self.aligned(cell)}>{self.inside(cell)}</th>' for cell in head.children)
        body = "".join(f"<tr>{''.join(map(self.cell, row.children))}</tr>" for row in rows)
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"

    def cell(self, cell: Node) -> str:
        """A cell of the body of a table."""
        if cell.kind == "head":
            return f'<th scope="row">{self.inside(cell)}</th>'
        return f"<td{self.aligned(cell)}>{self.inside(cell)}</td>"

    def aligned(self, cell: Node) -> str:
        """The attribute for a cell of a column that the author aligned."""
        return f' style="text-align:{cell.info}"' if cell.info else ""

    def chain(self, node: Node) -> str:
        """Steps joined by arrows."""
        steps = (f'<span class="step">{self.inside(step)}</span>' for step in node.children)
        links = ' <span class="arrow">→</span> '.join(steps)
        return f'<p class="chain">{links}</p>'

    def decision(self, node: Node) -> str:
        """A tree: branches below each other, each with what follows from it within."""
        return f'<ul class="tree">{"".join(map(self._branch, node.children))}</ul>'

    def _branch(self, node: Node) -> str:
        condition, *rest = node.children
        after = (
            self.decision(one) if one.kind == "tree" else f'<div class="{one.kind}">{self.inside(one)}</div>'
            for one in rest
        )
        return f"<li>{self.follows(self.inside(condition), ''.join(after))}</li>"

    def follows(self, condition: str, rest: str) -> str:
        """The inside of a branch, both parts in HTML."""
        return f'<div class="condition">{condition}</div>{rest}'

    def math(self, node: Node) -> str:
        """There is no MathJax: a line of Unicode, answers as gaps."""
        return self.inside(node._replace(children=read_formula(node).nodes))

    def picture(self, node: Node) -> str:
        """A picture; its words where there are none."""
        return self.inside(node)

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """A cloze; `inside` renders its answer."""
        del cloze
        return f'<span class="gap">{inside()}</span>'


class AnkiRenderer(HtmlRenderer):
    """What a cloze field of Anki must hold."""

    def __init__(self) -> None:
        self.depth = 0

    def text(self, text: str) -> str:
        """Literal text: no `{{` or `}}` anywhere, no `::` inside a cloze, no accidental MathJax, no no-break space."""
        safe = (MISREAD_IN_CLOZE if self.depth else MISREAD).sub(_broken, escape(text, quote=False))
        return safe if safe.isascii() else BOUND_SPACE.sub(" ", BOUND_WORDS.sub(_bound, safe))

    def href(self, url: str) -> str:
        """An address without anything that Anki's cloze reader looks for where it stands."""
        safe = url.replace("{", "%7B").replace("}", "%7D")
        return escape(safe.replace("::", ":%3A") if self.depth else safe)

    def math(self, node: Node) -> str:
        r"""MathJax, whose own brackets must survive."""
        return rf"\[{self.inside(node)}\]" if node.info else rf"\({self.inside(node)}\)"

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """Anki's own marks; an answer or hint that ends like a mark gets a `<wbr>` before it."""
        self.depth += 1
        body = inside()
        self.depth -= 1
        if cloze.children[-1:] and cloze.children[-1].kind == "text" and body.endswith((":", "}")):
            body += "<wbr>"
        if cloze.info:
            hint = MISREAD.sub(_broken, escape(cloze.info, quote=False))
            body += f"::{hint}" + ("<wbr>" if hint.endswith("}") else "")
        return f"{{{{c{cloze.number}::{body}}}}}"


def _bound(found: re.Match[str]) -> str:
    return f'<span class="nb">{found[0]}</span>'


def _broken(found: re.Match[str]) -> str:
    return f"{found[0]}<wbr>"
