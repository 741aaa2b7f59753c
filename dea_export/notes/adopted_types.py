"""What is known of notes that learners have from an older deck: values alone, for the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dea_export.notes.note_types import NamedId


class AdoptedNote(NamedTuple):
    """By what learners' collections know a note that this study did not make."""

    guid: str
    type: int  # id of its note type
    modified: int  # seconds since 1970: when it was last changed before it was adopted


class AdoptedFace(NamedTuple):
    """A template of an adopted note type; an id of 0 is none, as in decks of older programs."""

    name: str
    id: int
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class AdoptedType:
    """A note type as its learners have it, and which of its fields holds what."""

    id: int
    name: str
    cloze: bool
    fields: tuple[NamedId, ...]  # an id of 0 is none
    faces: tuple[AdoptedFace, ...]
    css: str
    modified: int  # seconds since 1970
    asked: str  # the field that asks
    answer: str  # that answers; "" for a cloze
    about: str  # that holds everything else, perhaps below the answer; "" where every field is the front of a card
