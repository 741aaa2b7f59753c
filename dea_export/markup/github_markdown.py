"""Nodes -> Markdown as GitHub reads it, answers in bold; and literal text -> Markdown that shows it.

Whatever a reader of GitHub's Markdown would take for a sign of its own gets a backslash; bold and emphasis are stars
where every reader sees them as such, else the tags. A property test reads the file back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dea_export.markup.decisions import outline
from dea_export.markup.formulas import github_formula
from dea_export.markup.nodes import Node, blocks_of
from dea_export.markup.plain_text import to_plain

SIGNS = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#|[A-Za-z])|!$")
# what would begin a list, heading or rule at the beginning of a paragraph, up to the sign that needs a backslash
BEGINNING = re.compile(r"(?:\d{1,9}(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|--|#{1,6}(?:\s|$)))")
BESIDE = frozenset("!\"#$%&'(),./:;<>?@[]`{|}~-+=^")  # signs beside which stars may stand before or after another sign
PIPE = r"\|"
TAGS = {"strong": ("**", "b"), "cloze": ("**", "b"), "em": ("*", "i")}


def escape_inline(text: str) -> str:
    """Markdown that shows a text within a line or cell."""
    return SIGNS.sub(r"\\\g<0>", text)


def escape_line(text: str) -> str:
    """Markdown that shows a text on a line of its own, in a paragraph or heading, with few backslashes."""
    return _line(escape_inline(" ".join(text.split())).replace("#", r"\#"))


def to_markdown(node: Node) -> str:
    """Markdown of a node; clozes are bold, code stays code."""
    if node.kind in {"document", "item"}:
        return "\n\n".join(_blocks(blocks_of(node)))
    return _block(node, other=False)


# --- blocks --------------------------------------------------------------------------------------------------------


def _blocks(nodes: Sequence[Node]) -> list[str]:
    """The blocks; a list after one of its kind gets other marks, so that they stay two."""
    found: list[str] = []
    other = False
    for before, node in pairwise((None, *nodes)):
        assert node is not None
        other = before is not None and before.kind == node.kind and not other
        found.append(_block(node, other=other))
    return found


def _block(node: Node, *, other: bool) -> str:
    match node.kind:
        case "paragraph":
            return _line(_inline(node.children))
        case "chain":
            return _line(" → ".join(_inline(step.children) for step in node.children))
        case "fence":
            return _fence(node)
        case "bullets":
            return _list([("*" if other else "-") for _ in node.children], node.children)
        case "numbers":
            sign = ")" if other else "."
            return _list([f"{number}{sign}" for number, _ in enumerate(node.children, node.number + 1)], node.children)
        case "tree":
            return _block(outline(node), other=other)
        case "table":
            return _table(node)
        case _:
            return _inline((node,))


def _line(text: str) -> str:
    """A paragraph whose first signs begin nothing else."""
    text = text.strip()
    found = BEGINNING.match(text)
    return f"{found[0]}\\{text[found.end() :]}" if found else text


def _list(marks: Sequence[str], items: Sequence[Node]) -> str:
    return "\n".join(indented(_item(item), f"{mark} ") for mark, item in zip(marks, items, strict=True))


def _item(item: Node) -> str:
    """The blocks of an item; a list in it follows its paragraph without an empty line, so that the items stay near."""
    nodes = blocks_of(item)
    text = ""
    for index, block in enumerate(_blocks(nodes)):
        near = index == 1 and nodes[0].kind == "paragraph" and nodes[1].kind in {"bullets", "numbers"}
        near = near and nodes[1].number == 0
        text += ("\n" if near else "\n\n" if index else "") + block
    return text


def indented(text: str, mark: str) -> str:
    """A list item: the mark before the first line, as much space before the others."""
    first, *rest = text.split("\n")
    return "\n".join((f"{mark}{first}".rstrip(), *(f"{' ' * len(mark)}{line}".rstrip() for line in rest)))


def _table(node: Node) -> str:
    rules = {"left": ":---", "right": "---:", "center": ":---:"}
    head, *rows = (
        f"| {' | '.join(_inline(cell.children, cell=True) for cell in row.children)} |" for row in node.children
    )
    rule = "".join(f" {rules.get(cell.info, '---')} |" for cell in node.children[0].children)
    return "\n".join((head, f"|{rule}", *rows))


def _fence(node: Node) -> str:
    text = to_plain(node)
    ticks = "`" * max(3, _longest_run(text) + 1)
    language = node.info if "`" not in node.info else ""
    return f"{ticks}{language}\n{text}\n{ticks}"


# --- within a line -------------------------------------------------------------------------------------------------


def _inline(nodes: Sequence[Node], *, bold: bool = False, cell: bool = False, before: str = "", after: str = "") -> str:
    """Inline nodes between the signs `before` and `after`; stars stand only where every reader sees emphasis."""
    text = ""
    for index, node in enumerate(nodes):
        beside = (before + text)[-1:]
        if node.kind not in TAGS:
            text += _piece(node, bold=bold, cell=cell, before=beside)
            continue
        following = _inline(nodes[index + 1 : index + 2], bold=bold, cell=cell)[:1] or after
        if bold and node.kind != "em":
            text += _inline(node.children, bold=bold, cell=cell, before=beside, after=following)
        else:
            inside = _inline(node.children, bold=bold or node.kind != "em", cell=cell)
            text += _emphasised(inside, node, beside, following)
    return text


def _emphasised(inside: str, node: Node, before: str, after: str) -> str:
    stars, tag = TAGS[node.kind]
    first = inside[:1].isalnum() or (inside[:1].strip() and _apart(before))
    last = inside[-1:].isalnum() or (inside[-1:].strip() and _apart(after))
    beside = before + after + (inside[0] + inside[-1] if inside else "")
    if first and last and "*" not in beside and (node.kind != "em" or "*" not in inside):
        return f"{stars}{inside}{stars}"
    return f"<{tag}>{inside}</{tag}>"


def _apart(beside: str) -> bool:
    return not beside or beside.isspace() or beside in BESIDE


def _piece(node: Node, *, bold: bool, cell: bool, before: str) -> str:
    match node.kind:
        case "text":
            return escape_inline(node.content).replace("\n", " ")
        case "break":
            return "<br>"
        case "math":
            return github_formula(node, PIPE if cell else "|")
        case "code":
            text = to_plain(node).replace("\n", " ")
            return _tagged_code(text) if before == "`" or (cell and r"\|" in text) else _code(text, cell=cell)
        case "sub" | "sup":
            return f"<{node.kind}>{_inline(node.children, bold=bold, cell=cell)}</{node.kind}>"
        case "link":
            address = node.info.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("|", "%7C")
            return f"[{_inline(node.children, bold=bold, cell=cell)}](<{address}>)"
        case _:
            return _inline(node.children, bold=bold, cell=cell, before=before)


def _code(text: str, *, cell: bool) -> str:
    """A code span fenced by more backticks than it holds; in a cell a pipe gets a backslash, which GitHub takes away."""
    fence = "`" * (_longest_run(text) + 1)
    stripped = text.startswith(" ") and text.endswith(" ") and not text.isspace()
    pad = " " if text.startswith("`") or text.endswith("`") or stripped else ""
    return f"{fence}{pad}{text.replace('|', PIPE) if cell else text}{pad}{fence}"


def _tagged_code(text: str) -> str:
    """Code as HTML, where backticks would run into others or a backslash before a pipe would be lost in a cell."""
    return f"<code>{re.sub(r'[^ 0-9A-Za-z]', lambda found: f'&#{ord(found[0])};', text)}</code>"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
