r"""Words, tags and Anki's marks, in the order in which they are read -> the tree that our Markdown has, too.

Marks may cross tags in ways that no tree has. A gap is never lost for that: within a gap blocks become line ends, and
emphasis ends where the gap does. Gaps and formulas that are never closed turn back into the words that they were.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dea_export.markup.cloze import LAST_NUMBER
from dea_export.markup.nodes import BLOCKS, Kind, Node, blocks_of, join_text

MARK = re.compile(r"\{\{c(?P<number>\d{1,3})::|\}\}|::|\\[()\[\]]|\[/?\${1,2}\]|\[sound:(?P<sound>[^\]]*)\]")
OPENING = {r"\(": (r"\)", ""), r"\[": (r"\]", "display"), "[$]": ("[/$]", ""), "[$$]": ("[/$$]", "display")}
LITERAL = {"code", "fence", "math"}
LISTS = {"bullets", "numbers"}
WITHIN = {"item": LISTS, "row": {"table"}, "head": {"row"}, "cell": {"row"}}  # what a part is a part of
HOLDERS = {"document", "item"}  # of blocks
STYLES = {"strong", "em", "sub", "sup"}
BREAK = Node("break")
DEEPEST = 24  # open nodes; deeper tags are left out, deeper gaps are words


@dataclass(slots=True)
class _Open:
    """A node that is not finished."""

    kind: Kind
    info: str = ""
    number: int = 0
    written: str = ""  # the mark that opened it
    closing: str = ""  # of a formula
    hint: str | None = None  # of a gap, once it has begun
    children: list[Node] = field(default_factory=list)


class TreeGrower:
    """Takes pieces in reading order; `finish` gives the tree. With `clozes`, Anki's gaps are gaps."""

    def __init__(self, *, clozes: bool) -> None:
        self.clozes = clozes
        self.stack = [_Open("document")]
        self.lost: list[str] = []

    # --- words

    def words(self, text: str) -> None:
        """Text in which marks count."""
        done = 0
        for mark in MARK.finditer(text):
            self.literal(text[done : mark.start()])
            self._mark(mark)
            done = mark.end()
        self.literal(text[done:])

    def literal(self, text: str) -> None:
        """Text that means nothing but itself."""
        gap = next((one for one in reversed(self.stack) if one.hint is not None), None)
        if gap is not None:
            gap.hint = f"{gap.hint}{text}"
        elif text:
            self.stack[-1].children.append(Node("text", content=text))

    def line_break(self) -> None:
        """The end of a line."""
        if self._within(LITERAL) or any(one.hint is not None for one in self.stack):
            self.literal("\n" if self._within({"fence"}) else " ")
        else:
            self.stack[-1].children.append(BREAK)

    def _mark(self, mark: re.Match[str]) -> None:
        sign = mark[0]
        formula = next((one for one in reversed(self.stack) if one.kind == "math"), None)
        gap = next((one for one in reversed(self.stack) if one.kind == "cloze"), None)
        if mark["sound"] is not None:
            self.lost.append(f"the sound '{mark['sound']}'")
        elif len(self.stack) > DEEPEST and sign != "}}":
            self.literal(sign)
        elif mark["number"] and self.clozes and 0 < int(mark["number"]) <= LAST_NUMBER:
            self.stack.append(_Open("cloze", number=int(mark["number"]), written=sign))
        elif sign == "}}" and gap is not None:
            self._pop_to(gap)
        elif sign == "::" and gap is not None and gap.hint is None:
            self._pop_above(gap)
            gap.hint = ""
        elif formula is not None and sign == formula.closing:
            self._pop_to(formula)
        elif sign in OPENING and not self._within(LITERAL):
            closing, info = OPENING[sign]
            self.stack.append(_Open("math", info=info, written=sign, closing=closing))
        else:
            self.literal(sign)

    # --- tags

    def begin(self, kind: Kind, info: str = "", number: int = 0) -> None:
        """A tag opens."""
        if self._within(LITERAL) or len(self.stack) > DEEPEST:
            return
        if kind in BLOCKS or kind in WITHIN:
            self._begin_block(kind, info, number)
        elif kind not in STYLES or not self._within({kind}):
            self.stack.append(_Open(kind, info, number))

    def _begin_block(self, kind: Kind, info: str, number: int) -> None:
        if self._within({"cloze", "cell", "head"}):
            self.soft_break()
            return
        while self.stack[-1].kind in {"paragraph", "strong", "em", "sub", "sup", "link"}:
            self._pop()
        top = self.stack[-1]
        if kind in WITHIN and top.kind not in WITHIN[kind]:
            if kind != "item":
                self.soft_break()
                return
            self.stack.append(_Open("bullets"))
        elif kind in LISTS and top.kind in LISTS:  # a list directly in a list belongs to the item before it
            last = [top.children.pop()] if top.children else []
            inside = last[0].children if last and last[0].kind == "item" else last
            self.stack.append(_Open("item", children=list(inside)))
        elif kind in BLOCKS and top.kind not in HOLDERS:
            self.soft_break()
            return
        self.stack.append(_Open(kind, info, number))

    def end(self, kind: Kind) -> None:
        """A tag closes, unless it was never opened here."""
        for one in reversed(self.stack[1:]):
            if one.kind == kind:
                self._pop_to(one)
                return
            if one.kind == "cloze" or (one.kind in {"item", "cell", "head"} and kind not in BLOCKS and kind != "row"):
                break
        if kind in BLOCKS or kind in WITHIN:
            self.soft_break()

    def soft_break(self) -> None:
        """A line end, unless the line is empty or this is no place for one."""
        siblings = self.stack[-1].children
        if siblings and siblings[-1] != BREAK and siblings[-1].kind not in BLOCKS and not self._within(LITERAL):
            self.line_break()

    def _within(self, kinds: set[str]) -> bool:
        return any(one.kind in kinds for one in self.stack)

    # --- closing

    def finish(self) -> Node:
        """The tree."""
        while len(self.stack) > 1:
            self._pop(closed=False)
        return Node("document", _as_blocks(self.stack[0].children))

    def _pop_above(self, one: _Open) -> None:
        while self.stack[-1] is not one:
            self._pop(closed=False)

    def _pop_to(self, one: _Open) -> None:
        self._pop_above(one)
        self._pop()

    def _pop(self, *, closed: bool = True) -> None:
        done, parent = self.stack.pop(), self.stack[-1].children
        if done.kind in {"cloze", "math"} and not closed:
            hint = "" if done.hint is None else f"::{done.hint}"
            parent += [Node("text", content=done.written), *done.children, Node("text", content=hint)]
        elif done.kind in STYLES | {"link"}:
            parent += _tight(done)
        else:
            if done.kind in {"table", "row"}:  # words between its parts stand before it
                parent += [one for one in done.children if one.kind not in WITHIN]
            node = _node(done)
            if node.kind in {"head", "cell"} or _has_words(list(node.children)):
                parent.append(node)


def _node(done: _Open) -> Node:
    children = done.children
    match done.kind:
        case "item":
            inner = _as_blocks(children)
            if inner and inner[0].kind == "paragraph" and [one.kind in LISTS for one in inner[1:]] in ([], [True]):
                inner = (*inner[0].children, *inner[1:])
            return Node("item", inner)
        case "paragraph" | "head" | "cell":
            return Node(done.kind, _line(children), info=done.info)
        case "bullets" | "numbers":
            return Node(done.kind, _as_items(children), number=done.number)
        case "row":
            return Node(done.kind, tuple(one for one in children if one.kind in WITHIN), number=done.number)
        case "table":
            return Node("table", _even([one for one in children if one.kind == "row"]))
        case "fence":
            return Node("fence", _stripped(join_text(children)), info=done.info)
        case "code" | "math":
            return Node(done.kind, join_text([_spaced(one) for one in children]), info=done.info)
        case _:
            hint = " ".join((done.hint or "").split())
            return Node(done.kind, join_text(children), info=done.info or hint, number=done.number)


def _as_items(children: list[Node]) -> tuple[Node, ...]:
    """The items of a list; words between them are items, too."""
    found: list[Node] = []
    for one in children:
        if one.kind == "item":
            found.append(one)
        elif _has_words([one]):
            found.append(Node("item", _as_blocks([one])))
    return tuple(found)


def _even(rows: list[Node]) -> tuple[Node, ...]:
    """Rows of as many cells as the longest."""
    width = max((len(row.children) for row in rows), default=0)
    return tuple(Node("row", row.children + (Node("cell"),) * (width - len(row.children))) for row in rows)


def _tight(done: _Open) -> list[Node]:
    """Emphasis without the white space at its edges, which stands beside it."""
    children = list(join_text(done.children))
    outside: list[list[Node]] = [[], []]
    for side, at in ((0, 0), (1, -1)):
        while children and (
            children[at] == BREAK or (children[at].kind == "text" and not children[at].content.strip())
        ):
            outside[side].insert(0 if side else len(outside[side]), children.pop(at))
        if children and children[at].kind == "text":
            text = children[at].content
            bare = text.rstrip() if side else text.lstrip()
            if bare != text:
                children[at] = Node("text", content=bare)
                outside[side].insert(0 if side else len(outside[side]), Node("text", content=" "))
    inside = [Node(done.kind, tuple(children), info=done.info)] if children else []
    return [*outside[0], *inside, *outside[1]]


def _has_words(children: list[Node]) -> bool:
    return any(one.kind not in {"text", "break"} or one.content.strip() for one in children)


def _as_blocks(children: list[Node]) -> tuple[Node, ...]:
    """Blocks; two line ends one after the other part paragraphs."""
    found: list[Node] = []
    for block in blocks_of(Node("document", tuple(children))):
        if block.kind != "paragraph":
            found.append(block)
            continue
        line: list[Node] = []
        for one in (*block.children, BREAK, BREAK):
            if one == BREAK and _ends_in_break(line):
                found += [Node("paragraph", tidy)] if (tidy := _line(line)) else []
                line = []
            else:
                line.append(one)
    return tuple(found)


def _ends_in_break(line: list[Node]) -> bool:
    return next((one for one in reversed(line) if one.kind != "text" or one.content.strip()), None) == BREAK


def _line(children: list[Node]) -> tuple[Node, ...]:
    """Inline nodes without blanks and line ends at the edges and around line ends."""
    nodes = [_spaced(one) for one in join_text(children)]
    found: list[Node] = []
    for index, one in enumerate(nodes):
        made = one
        if one.kind == "text":
            text = one.content
            if index == 0 or nodes[index - 1] == BREAK:
                text = text.lstrip(" ")
            if index + 1 == len(nodes) or nodes[index + 1] == BREAK:
                text = text.rstrip(" ")
            made = one._replace(content=text)
            if not text:
                continue
        found.append(made)
    while found and found[0] == BREAK:
        found.pop(0)
    while found and found[-1] == BREAK:
        found.pop()
    return tuple(found)


def _spaced(node: Node) -> Node:
    """White space as HTML shows it: one blank."""
    if node.kind == "fence":
        return node
    if node.kind == "text":
        return node._replace(content=re.sub(r"[ \t\n\r\f]+", " ", node.content))
    return node._replace(children=tuple(map(_spaced, node.children)))


def _stripped(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """Code without empty lines at its edges."""
    found = list(children)
    if found and found[0].kind == "text":
        found[0] = found[0]._replace(content=found[0].content.lstrip("\n"))
    if found and found[-1].kind == "text":
        found[-1] = found[-1]._replace(content=found[-1].content.rstrip())
    return tuple(found)
