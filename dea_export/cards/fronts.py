"""What a fact shows and plays beside its question, and where: its words as they are asked, with what stands at the front.

Targets that show pictures or play sounds ask for these trees; those that cannot take the words (`front_words`).
"""

from __future__ import annotations

from dea_export.markup import Node, parse, tree
from dea_export.model.blocks import Block, Pair
from dea_export.model.facts import Fact, Figure, Sound
from dea_export.model.text import Text

LABELS = {"picture": "about.figure", "sound": "about.audio"}  # kind of node -> how it is announced in print


def front_nodes(fact: Fact) -> tuple[Node, ...]:
    """What stands with the question: a `picture`, then a `sound`."""
    front = fact.front
    return () if front is None else tuple(media_node(one) for one in (front.figure, front.audio) if one is not None)


def front_words(fact: Fact) -> tuple[str, ...]:
    """The words for what stands with the question."""
    return tuple(words_of_media(node) for node in front_nodes(fact))


def media_node(one: Figure | Sound) -> Node:
    """A picture or sound by its file, with the words for it."""
    if isinstance(one, Figure):
        return Node("picture", (Node("text", content=str(one.alt)),), info=one.file)
    return Node("sound", (Node("text", content=str(one.text)),), info=one.file)


def words_of_media(node: Node) -> str:
    """The words for a `picture` or `sound`."""
    return node.children[0].content


def asked_body(fact: Fact, body: Block) -> Node:
    """The nodes of a note's body; of a pair the prompt is hidden with what stands there, which would tell it."""
    root, front = tree(body), front_nodes(fact)
    if not (front and isinstance(body, Pair)):
        return root._replace(children=(*root.children, *front))
    prompt, answer = root.children
    (gap,) = prompt.children
    lines = (part for node in front for part in (Node("break"), node))
    whole = gap._replace(children=(*gap.children, *lines))
    return root._replace(children=(prompt._replace(children=(whole,)), answer))


def asked_prompt(fact: Fact, prompt: Text) -> Node:
    """The nodes of a question's prompt."""
    root = parse(prompt).root
    return root._replace(children=(*root.children, *front_nodes(fact)))
