"""The ledger: what has been released, by note, so that the next release can keep every learner's history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from dea_export.model.facts import Fact
from dea_export.notes.adopted_types import AdoptedNote, AdoptedType
from dea_export.notes.note_types import Frame, TypeKind

FIRST_STAMP = 1767225600  # 2026-01-01: of everything while nothing is released; every release is later
Status = Literal["living", "retired"]


@dataclass(frozen=True, slots=True)
class Release:
    """A published state of the study."""

    name: str  # 2026.11
    stamp: int  # seconds since 1970, UTC


@dataclass(frozen=True, slots=True)
class TemplateRecord:
    """Templates and CSS of a note type: their hash, and the release that last changed them."""

    digest: str
    changed: str


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """What has been released of one note."""

    id: str  # of the fact
    kind: TypeKind
    status: Status
    first: str  # name of the release that brought it
    changed: str  # name of the release that last changed it
    digest: str  # of the fields
    content: str  # digest of what the author wrote
    clozes: dict[int, str]  # answers by number; {1: answer} for a question
    dropped: tuple[int, ...] = ()  # numbers given up, never to be used again
    adopted: AdoptedNote | None = None  # of a note that learners have from another deck
    line: int = 0  # in the ledger file


@dataclass(frozen=True, slots=True)
class Ledger:
    """Releases in order, and every note ever released."""

    file: str = ""
    study: str = ""  # id
    frame: Frame | None = None
    looks: dict[TypeKind, TemplateRecord] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    entries: dict[str, NoteRecord] = field(default_factory=dict)
    serial: int = 0  # how often it was written
    adopted: dict[int, AdoptedType] = field(default_factory=dict)  # note types of another deck, by id

    def __bool__(self) -> bool:
        """Whether anything has been released."""
        return bool(self.releases)

    @property
    def last(self) -> Release | None:
        """The newest release."""
        return self.releases[-1] if self.releases else None

    @property
    def pending(self) -> int:
        """The stamp of what is not released yet: after the last release, and before every release to come."""
        return self.releases[-1].stamp + 1 if self.releases else FIRST_STAMP

    @property
    def adopted_guids(self) -> dict[str, str]:
        """Ids of facts by the guid of their note, where that is not made of the id."""
        return {entry.adopted.guid: entry.id for entry in self.entries.values() if entry.adopted}

    def modified(self, entry: NoteRecord) -> int:
        """When a note was last changed, for its learners."""
        if entry.adopted is not None and entry.changed == self.releases[0].name:
            return entry.adopted.modified
        return self.stamp_of(entry.changed)

    def stamp_of(self, release: str) -> int:
        """When a release was made."""
        return next(known.stamp for known in self.releases if known.name == release)

    def holds(self, fact: Fact) -> bool:
        """Whether a fact belongs to the next release: what was retired before it was ever released does not."""
        return fact.retired is None or fact.id in self.entries

    def unpublished(self) -> Ledger:
        """The ledger as it was before the last release, as far as it can be known: for `release --amend`.

        What the last release brought is forgotten; what it changed is known only to have changed.
        """
        if not self.releases:
            return self
        name = self.releases[-1].name
        entries = {id_: _before(entry, name) for id_, entry in self.entries.items() if entry.first != name}
        looks = {kind: replace(look, digest="") if look.changed == name else look for kind, look in self.looks.items()}
        earlier = self.releases[:-1]
        return replace(self, entries=entries, looks=looks, releases=earlier, frame=self.frame if earlier else None)


def _before(entry: NoteRecord, release: str) -> NoteRecord:
    if entry.changed != release:
        return entry
    return replace(entry, changed=entry.first, digest="", content="", status="living")


EMPTY = Ledger()
