"""A deck as text, to read in a diff: what learners have, sorted so that one change is one changed line.

Not for import: Anki's text import would stamp the notes with its own time and then skip later corrections.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from dea_export.exporters.anki.deck import Deck, Note


def describe_deck(deck: Deck) -> str:
    """Deck, note types, notes by id, and the order of study."""
    return "\n".join((*_frame(deck), *_notes(deck), *_order(deck), ""))


def _frame(deck: Deck) -> Iterator[str]:
    yield "# What the deck holds, for reviewing a change. Not for import into Anki: that is what the .apkg is for."
    yield f"deck: {deck.frame.deck.name} ({deck.frame.deck.id})"
    for kind, note_type in deck.frame.types.items():
        look = deck.looks[kind]
        yield f"note type: {note_type.name} ({note_type.id}), changed {_day(deck.looks_modified[kind])}, looks {look.digest[:12]}"
        yield f"  fields: {' '.join(f'{field.name}={field.id}' for field in note_type.fields)}"
        yield f"  template: {note_type.template.name}={note_type.template.id}"
    for adopted in {note.adopted.type.id: note.adopted.type for note in deck.notes if note.adopted}.values():
        yield f"adopted note type: {adopted.name} ({adopted.id}), changed {_day(adopted.modified)}"
    yield from (f"media: {name} ({len(data)} bytes)" for name, data in sorted(deck.media.items()))


def _notes(deck: Deck) -> Iterator[str]:
    for note in sorted(deck.notes, key=lambda note: note.fields.guid):
        yield ""
        kind = f"'{note.adopted.type.name}'" if note.adopted else note.fields.kind
        yield f"[{note.fields.guid}] {kind}, cards {' '.join(map(str, note.fields.cards))}, changed {_day(note.modified)}"
        yield f"  tags: {' '.join(note.tags)}"
        yield from _values(note)


def _values(note: Note) -> Iterator[str]:
    for name, value in note.written.items():
        if value and name != "Id":
            yield f"  {name}: " + value.replace("\n", "\n    ")


def _order(deck: Deck) -> Iterator[str]:
    yield ""
    yield "# order of study"
    yield from (note.fields.fact for note in deck.notes)


@cache  # a deck has as many stamps as releases
def _day(stamp: int) -> str:
    return f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%d %H:%M:%S}"
