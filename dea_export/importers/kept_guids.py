"""Notes that learners have, and go on to have: which drafts keep the guid of their note, and why others cannot."""

from __future__ import annotations

from dataclasses import replace

from dea_export.importers.anki_notes import AnkiNote, TagRecord
from dea_export.importers.harvest import Draft, Harvest
from dea_export.importers.note_forms import OURS, adopted_type, is_reversed
from dea_export.importers.option_fields import find_option_fields
from dea_export.markup import clozes, parse
from dea_export.notes.adopted_types import AdoptedNote, AdoptedType


def keep_guid(note: AnkiNote, draft: Draft, harvest: Harvest, record: TagRecord) -> Draft:
    """The draft as the note that its learners have; or as it is, and it is said that its cards begin anew."""
    kept = adopted_type(note.shape)
    if note.shape.name.endswith(OURS):
        reason = "which is one of dea-export: its content file and its ledger know them"
    else:
        reason = kept if isinstance(kept, str) else _unlike(note, draft)
    if reason or isinstance(kept, str):
        record.counts[f"the reviews of notes of '{note.shape.name}', {reason}: their facts begin anew"] += 1
        return draft
    return _adopted(note, kept, draft, harvest)


def _adopted(note: AnkiNote, kept: AdoptedType, draft: Draft, harvest: Harvest) -> Draft:
    if harvest.types.setdefault(kept.id, kept) != kept:
        harvest.lose(note.where, f"its reviews: there are two note types '{kept.name}' of one number; it begins anew")
        return draft
    return replace(draft, adopted=AdoptedNote(note.guid, kept.id, note.modified))


def _unlike(note: AnkiNote, draft: Draft) -> str:
    """Why the cards of a fact would not be those of its note; "" when they are."""
    if not note.guid:
        return "which have no guid"
    if find_option_fields(note.shape.fields):
        return "which has a field for each option"
    if is_reversed(note.shape) != draft.reversed:
        return "which ask in two directions, with texts of several lines or pictures"
    numbers = {*clozes(parse(draft.asked).root)} if note.shape.cloze else {1, 2} if draft.reversed else {1}
    return "whose gaps are not all read" if note.cards - numbers else ""
