"""What the sheet prints of facts when the author gives it no words: their own, shortened to what the author set in bold.

Answers are bold where the author set nothing so, as in the full edition.
"""

from __future__ import annotations

from dea_export.markup import Node, parse, tree
from dea_export.model.blocks import ClozeNote, Pair, QuestionNote
from dea_export.model.facts import Fact

KEPT = {"strong", "cloze"}  # of a paragraph that has something bold
BETWEEN = Node("text", content=" … ")


def read_own_words(fact: Fact) -> tuple[Node, ...]:
    """The blocks of a fact: a question with its answer in one paragraph, if they are one each."""
    match fact.note():
        case QuestionNote(prompt, answer, ()) | ClozeNote(Pair(prompt, answer)):
            return _answered(parse(prompt).root.children, parse(answer).root.children)
        case _:
            return tuple(map(_shortened, tree(fact.block()).children))


def _answered(asked: tuple[Node, ...], answers: tuple[Node, ...]) -> tuple[Node, ...]:
    """A question, and in bold what it asks for."""
    *before, question = map(_shortened, asked)
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
