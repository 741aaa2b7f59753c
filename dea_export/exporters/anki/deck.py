"""Study, ledger and theme -> the deck as a value: everything that the package holds, before any byte of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any, NamedTuple

from dea_export.cards import is_pair, read_asides
from dea_export.cards.study_order import in_study_order
from dea_export.exporters.anki.card_templates import CardTemplate, read_card_templates
from dea_export.exporters.api import Job
from dea_export.exporters.nobreak import bind_html
from dea_export.ledger import Ledger
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.notes.adopted import AdoptedFields, fill_adopted
from dea_export.notes.digests import media_name
from dea_export.notes.fields import FieldWriter, NoteFields, field_writer, render_note
from dea_export.notes.note_types import Frame, TypeKind, frame
from dea_export.words import words_in

PROSE = frozenset(("Text", "Prompt", "Options", "Answer", "Why", "Confuse", "Notice"))  # fields of the author's words


class Note(NamedTuple):
    """A note with what only the package knows of it."""

    fields: NoteFields
    tags: tuple[str, ...]  # of the fields, and of the release that last changed the note
    position: int  # from 1; Anki's `due` of a new card
    apart: bool  # whether its second card asks what the first has just shown
    born: int  # stamp of the release that brought it: the note's "added" date
    modified: int  # stamp of the release that last changed it: Anki takes only what is newer
    adopted: AdoptedFields | None = None  # what is written of a note that keeps the note type of an older deck

    @property
    def written(self) -> dict[str, str]:
        """HTML by field name, in the order of the note type that it has in the package."""
        return self.adopted.values if self.adopted else self.fields.values


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck, ready to be written."""

    frame: Frame
    description: str
    looks: dict[TypeKind, CardTemplate]
    looks_modified: dict[TypeKind, int]
    notes: tuple[Note, ...]  # in study order
    media: dict[str, bytes]  # by name in the package
    modified: int  # the newest stamp in it
    new: frozenset[str]  # facts whose notes no release has
    changed: frozenset[str]  # and whose notes differ from the last release
    preset: Mapping[str, Any] | None = None  # options that it offers, as Anki's schema 11 has them

    @property
    def living(self) -> Deck:
        """The same without the retired notes."""
        notes = tuple(note for note in self.notes if not note.fields.retired)
        used = sorted({name for note in notes for name in note.fields.media})
        return replace(self, notes=notes, media={name: self.media[name] for name in used})


def build_deck(study: Study, job: Job, only: Collection[str] | None = None) -> Deck:
    """The deck with living and retired notes. A fact that was retired before it was ever released is left out.

    `only`: of these ids, as they are in the whole deck but for their positions.
    """
    ledger = job.ledger
    pending = max(ledger.pending, job.stamp or 0)
    facts = [fact for fact in study.facts if ledger.holds(fact) and (only is None or fact.id in only)]
    made = {fact.id: render_note(study, fact, job.media) for fact in facts}
    order = in_study_order(study, {id_: len(note.cards) for id_, note in made.items()})
    notes = tuple(
        _note(study, fact, made[fact.id], field_writer(study, fact, job.media), ledger, pending, position)
        for position, fact in enumerate(order, 1)
    )
    looks = read_card_templates(study, job.templates)
    modified = {kind: _looks_modified(look, kind, ledger, pending) for kind, look in looks.items()}
    files = [file for fact in facts for file in fact.files() if file in job.media]
    media = {media_name(study, file, job.media): job.media[file] for file in files}
    newest = max([pending if job.ledger.last is None else job.ledger.last.stamp, *(note.modified for note in notes)])
    changed = {id_ for id_, note in made.items() if id_ in ledger.entries and note.digest != ledger.entries[id_].digest}
    return Deck(
        ledger.frame or frame(study), _description(study, ledger), looks, modified, notes, media, newest,
        new=frozenset(made.keys() - ledger.entries.keys()), changed=frozenset(changed),
    )  # fmt: skip


def _note(
    study: Study, fact: Fact, made: NoteFields, writer: FieldWriter, ledger: Ledger, pending: int, position: int
) -> Note:
    entry = ledger.entries.get(fact.id)
    same = entry is not None and entry.digest == made.digest
    born = pending if entry is None else ledger.stamp_of(entry.first)
    changed = (
        (f"{study.study.id}::changed::{entry.changed}",) if same and entry and entry.changed != entry.first else ()
    )
    modified = ledger.modified(entry) if same and entry else pending
    values = made.values | {name: bind_html(value) for name, value in made.values.items() if value and name in PROSE}
    old = entry.adopted if entry else None
    return Note(
        made._replace(values=values, guid=old.guid if old else made.guid),
        tuple(sorted((*made.tags, *changed))),
        position,
        is_pair(fact),
        born,
        modified,
        fill_adopted(ledger.adopted[old.type], fact, values, read_asides(study, fact), writer) if old else None,
    )


def _looks_modified(look: CardTemplate, kind: TypeKind, ledger: Ledger, pending: int) -> int:
    known = ledger.looks.get(kind)
    return ledger.stamp_of(known.changed) if known is not None and known.digest == look.digest else pending


def _description(study: Study, ledger: Ledger) -> str:
    """What the deck's page in Anki says; Anki replaces it with every release."""
    meta, words = study.study, words_in(study.study.language)
    edition = words.say("anki.released", name=ledger.last.name) if ledger.last else words.say("anki.unreleased")
    exam = f" ({meta.exam})" if meta.exam else ""
    lines = [escape(f"{meta.title}{exam}. {edition}.", quote=False)]
    if meta.repository:
        address = escape(meta.repository)
        lines.append(words.say("anki.updates", address=f'<a href="{address}">{address}</a>'))
    if meta.disclaimer:
        lines.append(escape(meta.disclaimer, quote=False))
    return "<br>\n".join(lines)
