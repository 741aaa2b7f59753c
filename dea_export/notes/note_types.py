"""What is frozen about the deck: the deck's name, the note types with their fields, and the ids of all of these.

A learner's collection hangs on every name and number here; `forbidden_changes` finds each change, and `_id` must never
compute anything else. What note types look like (templates and CSS) is free and not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from dea_export.model.blocks import ClozeNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study

TypeKind = Literal["cloze", "question"]
# Spare fields, because Anki copies a note type to which a release adds a field, and stops updating the old notes.
ABOUT = ("Why", "Confuse", "Formerly", "Source", "Checked", "Place", "Notice", "Id", "Spare1", "Spare2", "Spare3")
FIELDS: dict[TypeKind, tuple[str, ...]] = {
    "cloze": ("Text", *ABOUT),
    "question": ("Prompt", "Options", "Answer", *ABOUT),
}


@dataclass(frozen=True, slots=True)
class NamedId:
    """A name in the learner's collection, and the number under which Anki keeps it."""

    name: str
    id: int


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type without its looks: one template, fields in order."""

    name: str
    id: int
    fields: tuple[NamedId, ...]
    template: NamedId


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything a study gives a name in the learner's collection, before any note."""

    deck: NamedId
    types: dict[TypeKind, NoteType]


def frame(study: Study) -> Frame:
    """The frame of a study that was never released; a ledger that is not empty has the one that counts.

    Note types are named by the study's id, since Anki takes two of one name and id for one: with the templates, links
    and reports of whichever study came last.
    """
    deck = study.study.deck or study.study.title
    return Frame(_named(str(deck), "deck"), {kind: _note_type(study.study.id, kind) for kind in FIELDS})


def kind_of(fact: Fact) -> TypeKind:
    """Which note type a fact uses."""
    return "cloze" if isinstance(fact.note(), ClozeNote) else "question"


def _note_type(study: str, kind: TypeKind) -> NoteType:
    name = f"{study} {kind.title()} (dea-export)"
    fields = tuple(_named(field, name, "field") for field in FIELDS[kind])
    return NoteType(name, _id(name), fields, _named(kind.title(), name, "template"))


def _named(name: str, *within: str) -> NamedId:
    return NamedId(name, _id(*within, name))


def _id(*names: str) -> int:
    """Six bytes of SHA-256: below the 2**53 that Anki's JavaScript can hold."""
    return int.from_bytes(sha256("\x1f".join(names).encode()).digest()[:6], "big")
