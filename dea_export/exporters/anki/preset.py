"""Deck options as a preset of their own: offered in a package that changes nothing unless a learner lets it.

Anki takes the presets of a package only where *Import any deck presets* is on, never over one that it has, but then the
deck uses the package's preset instead of the learner's. So the deck itself has none, and this package nothing else: the
preset, the deck, and one note of it, since Anki leaves out a deck without cards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dea_export.exporters.anki.deck import Deck

NEW_A_DAY, NO_LIMIT = 20, 9999
IN_DECK_ORDER = {"newGatherPriority": 0, "newSortOrder": 1, "newMix": 0}  # by position, unsorted, among reviews
STEPS = {"new": [1.0, 10.0], "lapse": [10.0]}  # minutes; Anki's own


def offer_preset(deck: Deck) -> Deck | None:
    """The package of the preset; None where no note can carry it: a picture would come twice."""
    carriers = [note for note in deck.notes if not note.fields.retired and not note.fields.media]
    if not carriers:
        return None
    return replace(deck, notes=tuple(carriers[:1]), media={}, preset=describe_preset(deck))


def describe_preset(deck: Deck) -> Mapping[str, Any]:
    """The options as Anki's schema 11 has them. FSRS is a switch of the whole collection: no package can turn it."""
    named = deck.frame.deck
    return {
        "id": named.id, "name": named.name, "mod": 0, "usn": 0, "dyn": False, "maxTaken": 60, "autoplay": True, "timer": 0,
        "replayq": True, **IN_DECK_ORDER, "buryInterdayLearning": False, "desiredRetention": 0.9,
        "new": {"bury": False, "delays": STEPS["new"], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1,
                "perDay": NEW_A_DAY},
        "rev": {"bury": False, "ease4": 1.3, "hardFactor": 1.2, "ivlFct": 1.0, "maxIvl": 36500, "perDay": NO_LIMIT},
        "lapse": {"delays": STEPS["lapse"], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
    }  # fmt: skip
