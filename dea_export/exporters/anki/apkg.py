"""A deck -> the bytes of an .apkg: the same for the same deck, whatever the clock, machine or SQLite library.

genanki lays out the collection; what it leaves to chance or to the clock is decided here: ids, times, card numbers
(Anki's own reading of nested clozes), the free space and header of the database, order and dates of the zip.
The old format (`collection.anki2`) is written on purpose: every client reads it.
"""

from __future__ import annotations

import io
import itertools
import json
import sqlite3
import struct
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from re import sub
from typing import Any

import genanki

from dea_export.exporters.anki.deck import Deck, Note
from dea_export.notes.adopted_types import AdoptedType
from dea_export.notes.note_types import NoteType, TypeKind

LIBRARY_VERSION = 3040001  # SQLite notes its own version in the header; we note this one
PAGE_SIZE = 4096
LEVEL = 5  # of compression: 6 takes half as long again for 1 %, 9 thrice as long
BTREE_HEADERS = {2: 12, 5: 12, 10: 8, 13: 8}  # type of a b-tree page -> bytes of its header
APART = 10  # notes between the two cards of a pair
SCHEMA_BORN = 1411124400  # when the collection was made; importers ignore it


def write_apkg(deck: Deck) -> bytes:
    """The .apkg."""
    media = sorted(deck.media.items())
    names = {str(i): name for i, (name, _) in enumerate(media)}
    entries = [("collection.anki2", _collection(deck)), ("media", json.dumps(names, sort_keys=True).encode())]
    entries += [(str(i), data) for i, (_, data) in enumerate(media)]
    return _zip(entries)


def _zip(entries: list[tuple[str, bytes]]) -> bytes:
    """A zip without clock, umask or machine in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, LEVEL)
    return out.getvalue()


def _collection(deck: Deck) -> bytes:
    """The SQLite database. `secure_delete` and `vacuum` leave nothing of the library's habits in free space."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        cursor = connection.cursor()
        for setting in (f"page_size={PAGE_SIZE}", "auto_vacuum=0", "secure_delete=on", 'encoding="UTF-8"'):
            cursor.execute(f"pragma {setting}")
        genanki.Package([_deck(deck)]).write_to_db(cursor, deck.modified, itertools.count())
        _part(cursor, deck)
        if deck.preset is not None:
            _add_preset(cursor, deck.frame.deck.id, deck.preset)
        _canonical_json(cursor, deck.modified)
        cursor.execute("vacuum")
        return _normalised(connection.serialize())
    finally:
        connection.close()


def _part(cursor: sqlite3.Cursor, deck: Deck) -> None:
    """Puts the second card of a pair some notes behind the first, which has its answer on its front."""
    ids = _ids(deck)
    apart = [(APART, ids[note.fields.guid]) for note in deck.notes if note.apart]
    cursor.executemany("update cards set due = due + ? where nid = ? and ord = 1", apart)


def _add_preset(cursor: sqlite3.Cursor, deck: int, preset: Mapping[str, Any]) -> None:
    """The deck uses a preset of its own, beside the one that every collection has."""
    decks, presets = map(json.loads, cursor.execute("select decks, dconf from col").fetchone())
    decks[str(deck)]["conf"] = preset["id"]
    presets[str(preset["id"])] = preset
    cursor.execute("update col set decks = ?, dconf = ?", (json.dumps(decks), json.dumps(presets)))


def _canonical_json(cursor: sqlite3.Cursor, modified: int) -> None:
    """Sorted keys, no duplicate ones, and the deck's times instead of genanki's."""
    for column in ("conf", "models", "decks", "dconf", "tags"):
        (written,) = cursor.execute(f"select {column} from col").fetchone()  # noqa: S608  the names above
        text = json.dumps(json.loads(written), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        cursor.execute(f"update col set {column} = ?", (text,))  # noqa: S608
    cursor.execute("update col set crt = ?, mod = ?, scm = ?", (SCHEMA_BORN, modified * 1000, modified * 1000))


def _normalised(database: bytes) -> bytes:
    """Header and free space set to constants; SQLite never compares the former and never reads the latter."""
    data = bytearray(database)
    data[18:20] = b"\x01\x01"  # written and read without a write-ahead log
    for offset, value in ((24, 1), (40, 1), (92, 1), (96, LIBRARY_VERSION)):
        struct.pack_into(">I", data, offset, value)
    for page in range(0, len(data), PAGE_SIZE):
        _clear_gap(data, page)
    return bytes(data)


def _clear_gap(data: bytearray, page: int) -> None:
    """Zeroes what lies between the cell pointers and the cells of a b-tree page (https://sqlite.org/fileformat.html).

    Balancing leaves scraps there that differ between versions of SQLite, even with `secure_delete`.
    """
    header = page + 100 if page == 0 else page
    if data[header] not in BTREE_HEADERS:
        return
    cells, start = struct.unpack_from(">HH", data, header + 3)
    gap = header + BTREE_HEADERS[data[header]] + 2 * cells
    data[gap : page + start] = bytes(page + start - gap)


# --- genanki's objects, with our times, ids and cards -------------------------------------------------------------


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type with its own time and number-keyed fields; Anki recomputes what a card requires."""

    modified: int
    _req = ()  # genanki's own guess fails for templates that it does not know

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        del timestamp, deck_id
        required = [] if self.model_type else [(number, "any", (0,)) for number, _ in enumerate(self.templates)]
        return {**super().to_json(self.modified, None), "id": self.model_id, "req": required}


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with its own time and ids, and one card per cloze number as Anki makes them."""

    note: Note
    ids: Iterator[int]

    @property
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(number - 1) for number in self.note.fields.cards]

    def _check_invalid_html_tags_in_fields(self) -> None:
        """The markup floor writes the HTML; genanki's guess has false alarms."""

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        del timestamp, id_gen
        super().write_to_db(cursor, self.note.modified, deck_id, self.ids)


class _Deck(genanki.Deck):  # type: ignore[misc]
    """A deck without genanki's traces of its author's day."""

    modified: int

    def to_json(self) -> dict[str, Any]:
        today = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
        return {**super().to_json(), **today, "mod": self.modified, "extendRev": 0, "extendNew": 0}

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        cursor.execute("begin")
        super().write_to_db(cursor, timestamp, id_gen)
        cursor.execute("commit")


def _deck(deck: Deck) -> _Deck:
    models = {kind: _model(note_type, deck, kind) for kind, note_type in deck.frame.types.items()}
    made = _Deck(deck.frame.deck.id, deck.frame.deck.name, deck.description)
    made.modified = deck.modified
    ids = _ids(deck)
    adopted = {note.adopted.type.id: note.adopted.type for note in deck.notes if note.adopted}
    old = {id_: _adopted_model(type_) for id_, type_ in adopted.items()}
    for note in deck.notes:
        model = old[note.adopted.type.id] if note.adopted else models[note.fields.kind]
        made.add_note(_note(note, model, ids[note.fields.guid]))
    return made


def _model(note_type: NoteType, deck: Deck, kind: TypeKind) -> _Model:
    look = deck.looks[kind]
    template = {"name": note_type.template.name, "id": note_type.template.id, "qfmt": look.front, "afmt": look.back}
    fields = [{"name": field.name, "id": field.id} for field in note_type.fields]
    made = _Model(note_type.id, note_type.name, fields, [template], look.css, int(kind == "cloze"))
    made.modified = deck.looks_modified[kind]
    return made


def _adopted_model(type_: AdoptedType) -> _Model:
    """A note type as its learners have it; what has no id there has none here."""
    fields = [{"name": field.name, **_id(field.id)} for field in type_.fields]
    faces = [{"name": face.name, "qfmt": face.front, "afmt": face.back, **_id(face.id)} for face in type_.faces]
    made = _Model(type_.id, type_.name, fields, faces, type_.css, int(type_.cloze))
    made.modified = type_.modified
    return made


def _id(number: int) -> dict[str, int]:
    return {"id": number} if number else {}


def _note(note: Note, model: _Model, first_id: int) -> _Note:
    values = list(note.written.values())
    made = _Note(model, values, _sort_field(values[0]), note.tags, note.fields.guid, note.position)
    made.note, made.ids = note, itertools.count(first_id)
    return made


def _ids(deck: Deck) -> dict[str, int]:
    """The number of each note, its cards following it: milliseconds of the release that brought it, as Anki counts.

    Anki shows this as the day a note was added, so `added:` finds a release's new notes.
    """
    ids: dict[str, int] = {}
    free = 0
    for note in sorted(deck.notes, key=lambda note: (note.born, note.position)):
        free = max(free, note.born * 1000)
        ids[note.fields.guid] = free
        free += 1 + len(note.fields.cards)
    return ids


def _sort_field(html: str) -> str:
    """What Anki's browser sorts by; Anki computes the same again when it imports."""
    return unescape(sub(r"<[^>]*>", "", html))
