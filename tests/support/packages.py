"""Packages of Anki, made by hand: of the older kind, and of the kind that is in zstd and protobuf."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence

from backports import zstd

BASIC = ("Basic", 0, ("Front", "Back"), (("Card 1", "{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"),))
CLOZE = ("Cloze", 1, ("Text", "Back Extra"), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}"),))
Note = tuple[tuple, str, Sequence[str], str]  # note type, deck, fields, tags


def old_collection(notes: Sequence[Note]) -> bytes:
    """A database of schema 11."""
    types = list(dict.fromkeys(note[0] for note in notes))
    decks = list(dict.fromkeys(note[1] for note in notes))
    models = {
        str(number): {
            "id": number,
            "name": name,
            "type": kind,
            "flds": [{"name": field, "ord": i} for i, field in enumerate(fields)],
            "tmpls": [{"name": one, "ord": i, "qfmt": q, "afmt": a} for i, (one, q, a) in enumerate(faces)],
        }
        for number, (name, kind, fields, faces) in enumerate(types, 1)
    }
    listed = {str(number): {"id": number, "name": name} for number, name in enumerate(decks, 1)}
    db = sqlite3.connect(":memory:")
    db.execute("create table col (models text, decks text)")
    db.execute("insert into col values (?, ?)", (json.dumps(models), json.dumps(listed)))
    return _with_notes(db, notes, types, decks)


def new_collection(notes: Sequence[Note]) -> bytes:
    """A database of schema 18."""
    types = list(dict.fromkeys(note[0] for note in notes))
    decks = list(dict.fromkeys(note[1] for note in notes))
    db = sqlite3.connect(":memory:")
    db.create_collation("unicase", lambda a, b: (a > b) - (a < b))
    db.execute("create table col (models text)")
    db.execute("create table decks (id integer, name text collate unicase)")
    db.execute("create unique index names on decks (name)")
    db.execute("create table notetypes (id integer, name text collate unicase, config blob, mtime_secs integer)")
    db.execute("create table fields (ntid integer, ord integer, name text collate unicase, config blob)")
    db.execute("create table templates (ntid integer, ord integer, name text collate unicase, config blob)")
    for number, name in enumerate(decks, 1):
        db.execute("insert into decks values (?, ?)", (number, name.replace("::", "\x1f")))
    for number, (name, kind, fields, faces) in enumerate(types, 1):
        db.execute("insert into notetypes values (?, ?, ?, 5)", (number, name, bytes([8, kind]) if kind else b""))
        for i, field in reversed(list(enumerate(fields))):
            db.execute("insert into fields values (?, ?, ?, x'')", (number, i, field))
        for i, (one, q, a) in enumerate(faces):
            config = message(1, q.encode()) + message(2, a.encode())
            db.execute("insert into templates values (?, ?, ?, ?)", (number, i, one, config))
    return _with_notes(db, notes, types, decks)


def _with_notes(db: sqlite3.Connection, notes: Sequence[Note], types: list, decks: list) -> bytes:
    db.execute("create table notes (id integer, guid text, mid integer, mod integer, tags text, flds text)")
    db.execute("create table cards (nid integer, did integer, odid integer, due integer, ord integer)")
    for number, (kind, deck, fields, tags) in enumerate(notes, 1):
        row = (number, f"guid{number}", types.index(kind) + 1, 1_600_000_000 + number, tags, "\x1f".join(fields))
        db.execute("insert into notes values (?, ?, ?, ?, ?, ?)", row)
        db.execute("insert into cards values (?, ?, 0, ?, 0)", (number, decks.index(deck) + 1, number))
    db.commit()
    return db.serialize()


def message(number: int, data: bytes) -> bytes:
    """A field of bytes of a protobuf message."""
    length, size = b"", len(data)
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + data


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """A zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def old_package(notes: Sequence[Note], media: Mapping[str, bytes] | None = None) -> bytes:
    """What Anki before 2.1.50 writes."""
    names = {str(i): name for i, name in enumerate(media or {})}
    files = {str(i): data for i, data in enumerate((media or {}).values())}
    return zipped({"collection.anki2": old_collection(notes), "media": json.dumps(names).encode(), **files})


def new_package(notes: Sequence[Note], media: Mapping[str, bytes] | None = None) -> bytes:
    """What later ones write: beside the collection a small one that asks to update Anki."""
    listed = b"".join(message(1, message(1, name.encode()) + b"\x10\x05") for name in media or {})
    files = {str(i): zstd.compress(data) for i, data in enumerate((media or {}).values())}
    stub = old_collection([(BASIC, "Default", ("Please update Anki", "to see this"), "")])
    packed = {"collection.anki21b": zstd.compress(new_collection(notes)), "media": zstd.compress(listed), **files}
    return zipped({"meta": b"\x08\x03", "collection.anki2": stub, **packed})
