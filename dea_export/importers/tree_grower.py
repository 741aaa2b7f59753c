r"""Words, tags and Anki's marks, in the order in which they are read -> the tree that our Markdown has, too.

Marks may cross tags in ways that no tree has. A gap is never lost for that: within a gap blocks become line ends, and
emphasis ends where the gap does. Gaps and formulas that are never closed turn back into the words that they were.
"""

from __future__ import annotations

import re

from dea_export.importers.node_tidying import BREAK, LISTS, WITHIN, OpenNode, as_blocks, close_node, has_words, tighten
from dea_export.markup.cloze import LAST_NUMBER
from dea_export.markup.nodes import BLOCKS, Kind, Node

MARK = re.compile(r"\{\{c(?P<number>\d{1,3})::|\}\}|::|\\[()\[\]]|\[/?\${1,2}\]")
OPENING = {r"\(": (r"\)", ""), r"\[": (r"\]", "display"), "[$]": ("[/$]", ""), "[$$]": ("[/$$]", "display")}
LITERAL = {"code", "fence", "math"}
HOLDERS = {"document", "item"}  # of blocks
STYLES = {"strong", "em", "sub", "sup"}
DEEPEST = 24  # open nodes; deeper tags are left out, deeper gaps are words


class TreeGrower:
    """Takes pieces in reading order; `finish` gives the tree. With `clozes`, Anki's gaps are gaps."""

    def __init__(self, *, clozes: bool) -> None:
        self.clozes = clozes
        self.stack = [OpenNode("document")]

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
        if len(self.stack) > DEEPEST and sign != "}}":
            self.literal(sign)
        elif mark["number"] and self.clozes and 0 < int(mark["number"]) <= LAST_NUMBER:
            self.stack.append(OpenNode("cloze", number=int(mark["number"]), written=sign))
        elif sign == "}}" and gap is not None:
            self._pop_to(gap)
        elif sign == "::" and gap is not None and gap.hint is None:
            self._pop_above(gap)
            gap.hint = ""
        elif formula is not None and sign == formula.closing:
            self._pop_to(formula)
        elif sign in OPENING and not self._within(LITERAL):
            closing, info = OPENING[sign]
            self.stack.append(OpenNode("math", info=info, written=sign, closing=closing))
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
            self.stack.append(OpenNode(kind, info, number))

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
            self.stack.append(OpenNode("bullets"))
        elif kind in LISTS and top.kind in LISTS:  # a list directly in a list belongs to the item before it
            last = [top.children.pop()] if top.children else []
            inside = last[0].children if last and last[0].kind == "item" else last
            self.stack.append(OpenNode("item", children=list(inside)))
        elif kind in BLOCKS and top.kind not in HOLDERS:
            self.soft_break()
            return
        self.stack.append(OpenNode(kind, info, number))

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
        return Node("document", as_blocks(self.stack[0].children))

    def _pop_above(self, one: OpenNode) -> None:
        while self.stack[-1] is not one:
            self._pop(closed=False)

    def _pop_to(self, one: OpenNode) -> None:
        self._pop_above(one)
        self._pop()

    def _pop(self, *, closed: bool = True) -> None:
        done, parent = self.stack.pop(), self.stack[-1].children
        if done.kind in {"cloze", "math"} and not closed:
            hint = "" if done.hint is None else f"::{done.hint}"
            parent += [Node("text", content=done.written), *done.children, Node("text", content=hint)]
        elif done.kind in STYLES | {"link"}:
            parent += tighten(done)
        else:
            if done.kind in {"table", "row"}:  # words between its parts stand before it
                parent += [one for one in done.children if one.kind not in WITHIN]
            node = close_node(done)
            if node.kind in {"head", "cell"} or has_words(list(node.children)):
                parent.append(node)
