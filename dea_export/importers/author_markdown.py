r"""Nodes -> the Markdown of our content files.

Signs are escaped as little as the text allows: what is written is read again, and must show the same. When nothing
else helps, emphasis goes first, then all structure; gaps and formulas stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dea_export.markup import Node, blocks_of, parse, to_anki
from dea_export.markup.nodes import join_text

SIGNS = re.compile(r"[*`~^]|\{(?=\{)|(?<=\})\}|\](?=[(:\[])|\$(?=\$)|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z])|!(?=\[)")
BACKSLASH = re.compile(r"\\(?![A-Za-z0-9\s\"'%,/;?@])")  # elsewhere it is a sign like any other
BEGINNING = re.compile(r"(?m)^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+>#=|]))")
ALL = re.compile(r"[!$*:<>\]^_`{|}~#=\-.+)]|&(?=#|[A-Za-z])")
STYLES = {"strong", "em", "sub", "sup", "link"}
MARKS = {"strong": ("**", "**"), "em": ("*", "*"), "sub": ("~", "~"), "sup": ("^", "^")}


def write_author_markdown(root: Node) -> tuple[str, tuple[str, ...]]:
    """The text of a document, and what it could not say."""
    for strip, lost in _LADDER:
        tree = strip(root)
        wanted = _seen(tree)
        for caution in range(3):
            text = _MarkdownWriter(caution).blocks(tree.children)
            if (
                not any(problem.code.startswith("E") for problem in parse(text).problems)
                and _seen(parse(text).root) == wanted
            ):
                return text, lost
    return text, ("its signs may show otherwise",)


def _seen(root: Node) -> str:
    """What a card shows, whatever its white space, paragraphs, and heads of tables."""
    html = re.sub(r"</?(?:p|thead|tbody)>", " ", to_anki(root))
    html = re.sub(r"(\\[(\[])\s+|\s+(?=\\[)\]])", r"\1", html)
    html = re.sub(r"<(/?)th\b[^>]*>", r"<\1td>", html)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


# --- less and less of a tree


def _without(kinds: set[str]) -> Callable[[Node], Node]:
    def strip(node: Node) -> Node:
        children: list[Node] = []
        for child in map(strip, node.children):
            children += child.children if child.kind in kinds else [child]
        return node._replace(children=join_text(children))

    return strip


def _flat(root: Node) -> Node:
    """One paragraph: words, line ends, gaps and formulas."""
    children: list[Node] = []
    for block in root.children:
        children += [*([Node("break")] if children else []), *_flat_inline(block)]
    return Node("document", (Node("paragraph", join_text(children)),))


def _flat_inline(node: Node) -> Iterator[Node]:
    for index, child in enumerate(node.children):
        if child.kind in {"text", "break", "math"}:
            yield child
        elif child.kind == "cloze":
            yield child._replace(children=join_text(list(_flat_inline(child))))
        else:
            if index and child.kind in {"item", "row", "cell", "paragraph", "bullets", "numbers"}:
                yield Node("break")
            yield from _flat_inline(child)


def _spelled(node: Node) -> Node:
    """Formulas as the words in them."""
    children: list[Node] = []
    for child in node.children:
        if child.kind == "math":
            brackets = (r"\[", r"\]") if child.info else (r"\(", r"\)")
            children += [Node("text", content=brackets[0]), *child.children, Node("text", content=brackets[1])]
        else:
            children.append(_spelled(child))
    return node._replace(children=join_text(children))


_LADDER: tuple[tuple[Callable[[Node], Node], tuple[str, ...]], ...] = (
    (lambda root: root, ()),
    (_without({"sub", "sup", "em"}), ("emphasis, or high and low signs, where they cannot be written",)),
    (_without(STYLES), ("bold, links, high and low signs, where they cannot be written",)),
    (_without({*STYLES, "code"}), ("bold, links and code, where they cannot be written",)),
    (_flat, ("the layout: lists, tables, code",)),
    (lambda root: _spelled(_flat(root)), ("formulas, whose signs are words now",)),
)


class _MarkdownWriter:
    """Writes nodes; `caution` 0 escapes nothing but backslashes, 1 what may mean something, 2 every sign."""

    def __init__(self, caution: int) -> None:
        self.caution = caution
        self.gaps = 0

    # --- blocks

    def blocks(self, nodes: tuple[Node, ...]) -> str:
        """Blocks with empty lines between; a list after one of its kind gets other marks."""
        found: list[str] = []
        other = False
        for index, node in enumerate(nodes):
            other = index > 0 and nodes[index - 1].kind == node.kind and not other
            found.append(self._block(node, other=other))
        return "\n\n".join(found)

    def _block(self, node: Node, *, other: bool) -> str:
        match node.kind:
            case "bullets":
                return self._list(node, ["*" if other else "-"] * len(node.children))
            case "numbers":
                sign = ")" if other else "."
                return self._list(node, [f"{n}{sign}" for n, _ in enumerate(node.children, node.number + 1)])
            case "fence":
                code = self._code_inside(node)
                ticks = "`" * max(3, _longest_run(code) + 1)
                return f"{ticks}{node.info}\n{code}\n{ticks}"
            case "table":
                return self._table(node)
            case _:
                text = self.inline(node.children).strip()
                return BEGINNING.sub(r"\g<0>\\", text) if self.caution == 1 else text

    def _list(self, node: Node, marks: list[str]) -> str:
        lines: list[str] = []
        for mark, item in zip(marks, node.children, strict=True):
            blocks = blocks_of(item)
            near = (
                len(blocks) == 2 and blocks[1].kind in {"bullets", "numbers"} and item.children[0].kind != "paragraph"
            )
            text = "\n".join(self.blocks((one,)) for one in blocks) if near else self.blocks(blocks)
            first, *rest = text.split("\n")
            lines += [f"{mark} {first}".rstrip(), *(f"{' ' * (len(mark) + 1)}{line}".rstrip() for line in rest)]
        return "\n".join(lines)

    def _table(self, node: Node) -> str:
        width = max((len(row.children) for row in node.children), default=0)
        rows = []
        for row in node.children:
            cells = [self.inline(cell.children).replace("\\\n", " ") for cell in row.children]
            cells = [re.sub(r"(?<!\\)\|", r"\|", cell) for cell in cells] + [""] * (width - len(cells))
            rows.append(f"| {' | '.join(cells)} |")
        return "\n".join((rows[0], f"|{' --- |' * width}", *rows[1:])) if rows else ""

    # --- within a line

    def inline(self, nodes: tuple[Node, ...]) -> str:
        """Inline nodes."""
        return "".join(map(self._piece, nodes))

    def _piece(self, node: Node) -> str:
        match node.kind:
            case "text":
                return self._text(node.content)
            case "break":
                return "\\\n"
            case "code":
                code = self._code_inside(node)
                ticks = "`" * (_longest_run(code) + 1)
                pad = " " if code.startswith("`") or code.endswith("`") or (code[:1] == code[-1:] == " ") else ""
                return f"{ticks}{pad}{code}{pad}{ticks}"
            case "math":
                opening, closing = (r"\[", r"\]") if node.info else (r"\(", r"\)")
                pad = " " if node.info and self.caution else ""  # else brackets around one word are brackets
                return f"{opening}{pad}{self._code_inside(node).strip()}{pad}{closing}"
            case "link":
                return f"[{self.inline(node.children)}](<{node.info}>)" if re.search(r"[()]", node.info) else f"[{self.inline(node.children)}]({node.info})"  # fmt: skip
            case "cloze":
                self.gaps += 1
                inside = self.inline(node.children)
                self.gaps -= 1
                hint = f"::{node.info}" if node.info else ""
                return f"{{{{c{node.number}::{inside}{hint}}}}}"
            case kind if kind in MARKS:
                opening, closing = MARKS[kind]
                return f"{opening}{self.inline(node.children)}{closing}"
            case _:
                return self.inline(node.children)

    def _text(self, text: str) -> str:
        text = BACKSLASH.sub(r"\\\\", text)
        if self.caution == 1:
            text = re.sub(SIGNS, r"\\\g<0>", text)
        elif self.caution == 2:
            text = re.sub(ALL, r"\\\g<0>", text)
        return text.replace("::", r":\:") if self.gaps and self.caution < 2 else text

    def _code_inside(self, node: Node) -> str:
        """Literal text with gaps; in code the last `::` of a gap begins its hint."""
        return "".join(self._code_gap(child) if child.kind == "cloze" else child.content for child in node.children)

    def _code_gap(self, gap: Node) -> str:
        inside = self._code_inside(gap)
        hint = f":: {gap.info}" if gap.info else "::" if "::" in inside else ""
        return f"{{{{c{gap.number}::{inside}{hint}}}}}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
