"""What the cheat sheet says of a fact: the author's line for it, or the fact's own words.

A sheet has no room for pictures and plays no sounds; the question that one belongs to is followed by its
words, if they stand nowhere in it.

Own words are shortened to what the author set in bold. Answers are bold where the author set nothing so, as in the full
edition.
"""

from __future__ import annotations

from dataclasses import replace

from dea_export.cards.fronts import front_words
from dea_export.markup import ONWARD, Node, outline, parse, to_plain, tree, without_reasons
from dea_export.model.blocks import Block, Chain, ClozeNote, Line, Pair, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study

KEPT = {"strong", "cloze"}  # of a paragraph that has something bold
BETWEEN = Node("text", content=" … ")


def facts_for_sheet(study: Study) -> tuple[Fact, ...]:
    """The living facts that have a `sheet`, in reading order; all when none has one."""
    chosen = has_entries(study)
    return tuple(fact for fact in study.living if fact.sheet is not None or not chosen)


def has_entries(study: Study) -> bool:
    """Whether the author says of some facts what the sheet prints of them."""
    return any(fact.sheet is not None for fact in study.facts)


def read_sheet_words(fact: Fact, arrow: str = ONWARD) -> tuple[Node, ...]:
    """The nodes that the sheet prints of a fact; of a tree what to do, in lists with arrows, and not why."""
    nodes = own_words(fact) if fact.sheet is None else tree(_block(fact)).children
    return tuple(outline(without_reasons(node), arrow) if node.kind == "tree" else node for node in nodes)


def _block(fact: Fact) -> Block:
    """The sheet's own text, or the block of the fact; `as: chain` draws the steps as a chain."""
    assert fact.sheet is not None
    if fact.sheet.text is not None:
        return Line(fact.sheet.text)
    block = fact.block()
    return replace(block, flow=True) if isinstance(block, Chain) and fact.sheet.as_ == "chain" else block


def own_words(fact: Fact) -> tuple[Node, ...]:
    """The blocks of a fact: a question with its answer in one paragraph, if they are one each."""
    said = to_plain(tree(fact.block())).casefold()
    beside = tuple(Node("text", content=f" ({one})") for one in front_words(fact) if one.casefold() not in said)
    match fact.note():
        case QuestionNote(prompt, answer, ()) | ClozeNote(Pair(prompt, answer)):
            return _answered(parse(prompt).root.children, beside, parse(answer).root.children)
        case _:
            return _extended(tuple(map(_shortened, tree(fact.block()).children)), beside)


def _extended(blocks: tuple[Node, ...], by: tuple[Node, ...]) -> tuple[Node, ...]:
    """The blocks with more words at the end of the last paragraph, or in one of their own."""
    if not by:
        return blocks
    *before, last = blocks
    if last.kind != "paragraph":
        return (*blocks, Node("paragraph", by))
    return (*before, last._replace(children=(*last.children, *by)))


def _answered(asked: tuple[Node, ...], beside: tuple[Node, ...], answers: tuple[Node, ...]) -> tuple[Node, ...]:
    """A question with the words of its picture, and in bold what it asks for."""
    *before, question = _extended(tuple(map(_shortened, asked)), beside)
    answer, *after = map(_shortened, answers)
    if (question.kind, answer.kind) != ("paragraph", "paragraph"):
        return (*before, question, answer, *after)
    line = (*question.children, Node("text", content=" "), Node("strong", answer.children))
    return (*before, question._replace(children=line), *after)


def _shortened(block: Node) -> Node:
    """A paragraph in which the author set something bold: that, and the answers, and nothing else."""
    if block.kind != "paragraph":
        return block
    kept = [child for child in block.children if child.kind in KEPT]
    if all(child.kind != "strong" for child in kept):
        shown = (child._replace(kind="strong") if child.kind == "cloze" else child for child in block.children)
        return block._replace(children=tuple(shown))
    spaced = [node for child in kept for node in (BETWEEN, child)]
    return block._replace(children=tuple(spaced[1:]))
