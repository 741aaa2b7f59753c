"""What a fact shows beside its question, and where: its words as they are asked, with the picture of the front.

Targets that show pictures ask for these trees; those that cannot take the words of a picture (`front_words`).
"""

from __future__ import annotations

from dea_export.markup import Node, parse, tree
from dea_export.model.blocks import Block, Pair
from dea_export.model.facts import Fact
from dea_export.model.text import Text


def front_nodes(fact: Fact) -> tuple[Node, ...]:
    """What stands with the question: a `picture`, or nothing."""
    figure = fact.front.figure if fact.front else None
    return () if figure is None else (picture_node(figure.file, figure.alt),)


def front_words(fact: Fact) -> tuple[str, ...]:
    """The words for what stands with the question."""
    return tuple(node.children[0].content for node in front_nodes(fact))


def picture_node(file: Text, words: Text) -> Node:
    """A picture by its file, with the words for it."""
    return Node("picture", (Node("text", content=str(words)),), info=file)


def asked_body(fact: Fact, body: Block) -> Node:
    """The nodes of a note's body; of a pair the prompt is hidden with its picture, which would tell it."""
    root, front = tree(body), front_nodes(fact)
    if not (front and isinstance(body, Pair)):
        return root._replace(children=(*root.children, *front))
    prompt, answer = root.children
    (gap,) = prompt.children
    whole = gap._replace(children=(*gap.children, *front))
    return root._replace(children=(prompt._replace(children=(whole,)), answer))


def asked_prompt(fact: Fact, prompt: Text) -> Node:
    """The nodes of a question's prompt."""
    root = parse(prompt).root
    return root._replace(children=(*root.children, *front_nodes(fact)))
