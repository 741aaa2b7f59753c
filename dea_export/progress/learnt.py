"""What a learner has done with one study: the state of its cards in a collection, by fact and number of the card.

Cards are found by the guid of their notes, so it does not matter to which deck they were moved, or what it is called.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dea_export.importers.anki_collection import AnkiCollection, CollectionError
from dea_export.model.study import Study
from dea_export.notes.fields import note_guid
from dea_export.progress.calendar_days import DayCount, count_days
from dea_export.progress.memory import Memory, read_memory, says_when

NEEDED = {"col", "notes", "cards", "revlog"}
NEW, REVIEW = 0, 2  # types of cards
SUSPENDED, LEARNING, DUE_BY_DAY = -1, 1, {2, 3}  # queues of cards
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class CardState:
    """One card in a collection."""

    note: int  # Anki's number of its note
    memory: Memory | None = None  # None: not met yet
    due: int | None = None  # number of the day; None when it is not planned
    forgotten: int = 0  # how often
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Learnt:
    """The cards of a study in a collection."""

    cards: Mapping[tuple[str, int], CardState]  # by fact and number of the card
    days: DayCount
    others: tuple[str, ...] = ()  # ids of other studies in it, when there is no card of this one


def read_learnt(data: bytes, name: str, study: Study, adopted: Mapping[str, str] = {}) -> Learnt:
    """The state of a study's cards; raises CollectionError for a database that is no collection.

    `adopted`: the facts whose notes have a guid that is not made of their id, by that guid.
    """
    with AnkiCollection(data, name) as collection:
        if missing := sorted(NEEDED - collection.tables):
            raise CollectionError(f"it has no table '{missing[0]}', so it is not Anki's")
        try:
            return _read(collection, study, adopted)
        except (sqlite3.Error, TypeError, ValueError, KeyError, OverflowError, RecursionError) as error:
            (schema,) = next(collection.db.execute("select ver from col"), ("?",))
            what = f"the collection is damaged, or of a version that is not known (schema {schema}): {error!r}"
            raise CollectionError(what) from error


def _read(collection: AnkiCollection, study: Study, adopted: Mapping[str, str]) -> Learnt:
    db, root = collection.db, note_guid(study, "")
    (made,) = db.execute("select crt from col").fetchone()
    days = count_days(int(made), _settings(collection))
    rows = db.execute(
        "select n.guid, c.ord, c.id, c.mod, c.nid, c.type, c.queue, c.due, c.odue, c.odid, c.ivl, c.lapses, c.data "
        "from notes n join cards c on c.nid = n.id where n.guid >= ? and n.guid < ? or ?",
        (root, root[:-1] + chr(ord(root[-1]) + 1), bool(adopted)),
    ).fetchall()
    rows = [row for row in rows if row[0] in adopted or str(row[0]).startswith(root)]
    answered = _last_answers(db, {row[2] for row in rows if row[5] != NEW and not says_when(row[12])})
    cards: dict[tuple[str, int], CardState] = {}
    for guid, place, *state in rows:
        key, card = (adopted.get(guid, guid.removeprefix(root)), place + 1), _card(state, answered, days)
        if key not in cards or card.memory is not None:  # a collection may hold a note twice
            cards[key] = card
    return Learnt(cards, days, () if cards else _other_studies(db.execute("select guid from notes")))


def _card(state: list[Any], answered: Mapping[int, float], days: DayCount) -> CardState:
    id_, changed, note, kind, queue, due, home, borrowed, interval, forgotten, data = state
    if kind == NEW:
        return CardState(int(note), suspended=queue == SUSPENDED)
    day = home if borrowed else due  # a filtered deck keeps the day of the card's own deck
    last = days.start(day - interval) if kind == REVIEW else float(changed)
    memory = read_memory(data, interval, answered.get(id_, last))
    planned = _due(queue, day, days)
    return CardState(int(note), memory, planned, int(forgotten), queue == SUSPENDED)


def _due(queue: int, day: int, days: DayCount) -> int | None:
    if queue in DUE_BY_DAY:
        return day
    return days.number(days.day_at(day)) if queue == LEARNING else None


def _last_answers(db: sqlite3.Connection, wanted: set[int]) -> dict[int, float]:
    """When cards were last answered, in seconds since 1970; what was planned by hand is no answer."""
    last: dict[int, float] = {}
    if wanted:
        for at, card in db.execute("select id, cid from revlog where ease > 0"):
            if card in wanted:
                last[card] = max(last.get(card, 0.0), at / 1000)
    return last


def _settings(collection: AnkiCollection) -> dict[str, int]:
    """The settings that are whole numbers: in a table of their own, or up to schema 11 in the JSON of `col`."""
    if "config" in collection.tables:
        pairs = ((key, json.loads(value)) for key, value in collection.db.execute("select key, val from config"))
    else:
        (text,) = collection.db.execute("select conf from col").fetchone()
        pairs = iter(json.loads(text or "{}").items())
    return {str(key): value for key, value in pairs if isinstance(value, int) and abs(value) <= 1440}


def _other_studies(guids: Iterable[Row]) -> tuple[str, ...]:
    """What stands before the colon of most guids: another study's notes have its id there."""
    roots = Counter(str(guid).partition(":")[0] for (guid,) in guids if ":" in str(guid))
    return tuple(root for root, count in roots.most_common(3) if count > 1 and root.replace("-", "").isalnum())
