"""A fact as its learners meet it: its cards, and what it says about itself. Every target takes both from here."""

from dea_export.cards.about import Aside, read_asides
from dea_export.cards.cards import Card, card_numbers, is_pair, is_tree, make_cards
from dea_export.cards.fronts import asked_body, asked_prompt, front_words

__all__ = [
    "Aside",
    "Card",
    "asked_body",
    "asked_prompt",
    "card_numbers",
    "front_words",
    "is_pair",
    "is_tree",
    "make_cards",
    "read_asides",
]
