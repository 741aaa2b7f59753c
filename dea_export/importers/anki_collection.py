"""The SQLite database of a package, in memory, read and never run: notes with their types and decks.

Up to schema 11 note types and decks are JSON in the table `col`; later they have tables of their own, in part protobuf.
The database is a stranger's: only tables are read, by SELECT alone, and no view, trigger or function of it runs.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from html import unescape
from re import sub
from typing import Any, Self

from dea_export.importers.anki_notes import AnkiNote
from dea_export.importers.note_forms import NoteShape
from dea_export.importers.protobuf import ProtobufError, number_of, text_of

ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
NEEDED = {"notes", "cards", "col"}
LARGEST_VALUE = 16 * 1024 * 1024  # bytes
FIELD_ID, FACE_ID, CSS = 9, 8, 3  # numbers in Anki's messages of fields, templates, note types
SHOWN = 40  # characters of a note that say which it is


class CollectionError(Exception):
    """What is wrong with a database, in words."""


def harden(db: sqlite3.Connection) -> None:
    """Lets a stranger's database do nothing of its own, and compare names as Anki does."""
    db.execute("pragma trusted_schema = off")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)  # what a column may compute, too
    db.create_collation("unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold()))


class AnkiCollection:
    """A database, open as long as the `with` lasts. Raises CollectionError for whatever is no collection."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if not data.startswith(b"SQLite format 3\0"):
            raise CollectionError("this is no collection of Anki")
        self.db = sqlite3.connect(":memory:")
        try:
            self.db.deserialize(data[:18] + b"\x01\x01" + data[20:])  # no write-ahead log lies beside it
            harden(self.db)
            self.db.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
            self.tables = {
                str(table) for (table,) in self.db.execute("select name from sqlite_master where type = 'table'")
            }
            self.db.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY)
        except (sqlite3.Error, ValueError) as error:  # ValueError: its complaint is no UTF-8
            self.db.close()
            raise CollectionError(f"the collection is damaged: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def notes(self) -> Iterator[AnkiNote]:
        """The notes in the order in which they are studied."""
        if missing := sorted(NEEDED - self.tables):
            raise CollectionError(f"it has no table '{missing[0]}', so it is not Anki's")
        try:
            yield from self._notes()
        except (sqlite3.Error, ProtobufError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise CollectionError(f"the collection is damaged, or of a version that is not known: {error!r}") from error

    def _notes(self) -> Iterator[AnkiNote]:
        shapes = dict(self._shapes_in_tables() if "notetypes" in self.tables else self._shapes_in_json())
        decks = dict(self._decks())
        places: dict[int, tuple[int, int]] = {}
        cards: dict[int, set[int]] = {}
        for note, deck, home, due, number in self.db.execute("select nid, did, odid, due, ord from cards"):
            places[note] = min(places.get(note, (due, home or deck)), (due, home or deck))
            cards.setdefault(note, set()).add(number + 1)
        rows = self.db.execute("select id, mid, tags, flds, guid, mod from notes").fetchall()
        rows.sort(key=lambda row: (places.get(row[0], (0, 0))[0], row[0]))
        for id_, kind, tags, fields, guid, modified in rows:
            if kind not in shapes:
                raise CollectionError(f"note {id_} has no note type")
            values = str(fields).split("\x1f")
            deck = decks.get(places[id_][1], "") if id_ in places else ""
            where = f"{self.name}: note {id_}, '{_first_words(values[0])}'"
            words = tuple(str(tags).split())
            numbers = frozenset(cards.get(id_, ()))
            yield AnkiNote(where, shapes[kind], tuple(values), words, deck, str(guid), int(modified), numbers)

    def _decks(self) -> Iterator[tuple[int, str]]:
        if "decks" in self.tables:
            yield from self.db.execute("select id, name from decks")
        else:
            for deck in self._json("decks"):
                yield int(deck["id"]), str(deck["name"])

    def _json(self, column: str) -> Iterator[dict[str, Any]]:
        (text,) = self.db.execute(f"select {column} from col").fetchone()  # noqa: S608  our own words
        yield from json.loads(text).values()

    def _shapes_in_json(self) -> Iterator[tuple[int, NoteShape]]:
        for model in self._json("models"):
            fields, faces = (sorted(model[key], key=lambda one: one["ord"]) for key in ("flds", "tmpls"))
            yield (
                int(model["id"]),
                NoteShape(
                    str(model["name"]),
                    model.get("type") == 1,
                    tuple(str(one["name"]) for one in fields),
                    tuple((str(one["name"]), str(one["qfmt"]), str(one["afmt"])) for one in faces),
                    int(model["id"]),
                    tuple(int(one.get("id") or 0) for one in fields),
                    tuple(int(one.get("id") or 0) for one in faces),
                    str(model.get("css", "")),
                    int(model.get("mod", 0)),
                ),
            )

    def _shapes_in_tables(self) -> Iterator[tuple[int, NoteShape]]:
        parts: dict[str, dict[int, list[tuple[str, bytes]]]] = {}
        for table in ("fields", "templates"):
            for kind, name, config in self._sorted("name, config", table):
                parts.setdefault(table, {}).setdefault(kind, []).append((name, config))
        for kind, name, config, modified in self.db.execute("select id, name, config, mtime_secs from notetypes"):
            fields, faces = (parts.get(table, {}).get(kind, []) for table in ("fields", "templates"))
            yield (
                kind,
                NoteShape(
                    name,
                    number_of(config, 1) == 1,
                    tuple(field for field, _ in fields),
                    tuple((face, text_of(inside, 1), text_of(inside, 2)) for face, inside in faces),
                    kind,
                    tuple(number_of(inside, FIELD_ID) for _, inside in fields),
                    tuple(number_of(inside, FACE_ID) for _, inside in faces),
                    text_of(config, CSS),
                    modified,
                ),
            )

    def _sorted(self, columns: str, table: str) -> list[tuple[Any, ...]]:
        """Note type and columns of its parts, in their order."""
        rows = self.db.execute(f"select ntid, ord, {columns} from {table}").fetchall()  # noqa: S608  our own words
        return [(row[0], *row[2:]) for row in sorted(rows, key=lambda row: row[:2])]


def _first_words(field: str) -> str:
    words = " ".join(unescape(sub(r"<[^>]*>", " ", field[:400])).split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
