"""Nodes -> HTML: with the answers shown (`to_html`), or with Anki's cloze marks (`to_anki`).

For Anki, everything that its cloze reader or MathJax would misread is broken with `<wbr>`: entities would come back
as plain characters when a learner edits the note, `<wbr>` survives, as was tried in the real backend.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from dea_export.markup.highlighting import highlight
from dea_export.markup.nodes import Node

TAGS = {"paragraph": "p", "bullets": "ul", "numbers": "ol", "item": "li", "strong": "strong", "em": "em", "row": "tr",
        "head": "th", "cell": "td"}  # fmt: skip
# First signs of what Anki would take for a cloze, for mathematics, or for a cloze's hint; a `<wbr>` comes after them.
BRACES = re.compile(r"\{(?=\{)|\}(?=\})")
MISREAD = re.compile(rf"{BRACES.pattern}|\\(?=[(\[])")
MISREAD_IN_CLOZE = re.compile(rf"{MISREAD.pattern}|:(?=:)")


def to_html(node: Node) -> str:
    """HTML with every answer shown, in `<span class="gap">`."""
    return _Html().render(node)


def to_anki(node: Node) -> str:
    """HTML for a field that Anki's cloze filter reads; shows exactly what the author wrote."""
    return _Anki().render(node)


class _Html:
    """The renderer; `_Anki` changes what text and clozes become."""

    def render(self, node: Node) -> str:
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
            case "code":
                return f"<code>{self.inside(node)}</code>"
            case "math":
                return self.math(node)
            case "link":
                return f'<a href="{self.href(node.info)}">{self.inside(node)}</a>'
            case "fence":
                return f'<pre class="hl"><code>{highlight(node, self)}</code></pre>'
            case "table":
                return self._table(node)
            case "chain":
                return self._chain(node)
            case "mention" | "picture":
                return self.inside(node)  # its words: where it leads is for targets that have such places
            case kind:
                return f"<{TAGS[kind]}>{self.inside(node)}</{TAGS[kind]}>"

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

    def _table(self, node: Node) -> str:
        head, *rows = node.children
        cells = "".join(f'<th scope="col">{self.inside(cell)}</th>' for cell in head.children)
        body = "".join(f"<tr>{''.join(map(self._cell, row.children))}</tr>" for row in rows)
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"

    def _cell(self, cell: Node) -> str:
        return f'<th scope="row">{self.inside(cell)}</th>' if cell.kind == "head" else f"<td>{self.inside(cell)}</td>"

    def _chain(self, node: Node) -> str:
        links = ' <span class="arrow">→</span> '.join(
            f'<span class="step">{self.inside(i)}</span>' for i in node.children
        )
        return f'<p class="chain">{links}</p>'

    # --- what Anki needs otherwise

    def text(self, text: str) -> str:
        """Literal text."""
        return escape(text, quote=False)

    def href(self, url: str) -> str:
        """The value of an attribute."""
        return escape(url)

    def math(self, node: Node) -> str:
        """There is no MathJax on paper: the source, as code."""
        return f'<code class="math">{self.inside(node)}</code>'

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """A cloze; `inside` renders its answer."""
        del cloze
        return f'<span class="gap">{inside()}</span>'


class _Anki(_Html):
    """What a cloze field of Anki must hold."""

    def __init__(self) -> None:
        self.depth = 0

    def text(self, text: str) -> str:
        """Literal text: no `{{` or `}}` anywhere, no `::` inside a cloze, no accidental MathJax."""
        return (MISREAD_IN_CLOZE if self.depth else MISREAD).sub(_broken, escape(text, quote=False))

    def href(self, url: str) -> str:
        """An address without anything that Anki's cloze reader looks for where it stands."""
        safe = url.replace("{", "%7B").replace("}", "%7D")
        return escape(safe.replace("::", ":%3A") if self.depth else safe)

    def math(self, node: Node) -> str:
        r"""MathJax, whose own brackets must survive."""
        return rf"\({self.inside(node)}\)"

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """Anki's own marks; an answer or hint that ends like a mark gets a `<wbr>` before it."""
        self.depth += 1
        body = inside()
        self.depth -= 1
        if cloze.children[-1:] and cloze.children[-1].kind == "text" and body.endswith((":", "}")):
            body += "<wbr>"
        if cloze.info:
            hint = BRACES.sub(_broken, escape(cloze.info, quote=False))
            body += f"::{hint}" + ("<wbr>" if hint.endswith("}") else "")
        return f"{{{{c{cloze.number}::{body}}}}}"


def _broken(found: re.Match[str]) -> str:
    return f"{found[0]}<wbr>"
