"""A learner's collection made by hand, for what the real Anki would not make, or too slowly."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

MADE = int(datetime(2026, 1, 1, 4, tzinfo=UTC).timestamp())  # day 0
DAY = 86400
NEW, LEARNING, REVIEW = 0, 1, 2
TABLES = """
create table col (crt, ver, conf); create table notes (id, guid); create table revlog (id, cid, ease);
create table cards (id, nid, ord, mod, type, queue, due, odue, odid, ivl, lapses, data);
"""


def card(guid: str, number: int = 1, *, day: int | None = None, stability: float = 0, ivl: int = 10, **more) -> dict:
    """A card that was last answered on `day`, or never."""
    if day is None:
        return {"guid": guid, "ord": number - 1, "type": NEW, "queue": 0, "due": 1, **more}
    state = {"s": stability, "d": 5, "decay": 0.5, "lrt": MADE + DAY * day + 8 * 3600} if stability else {}
    data = json.dumps(state) if state else ""
    return {
        "guid": guid,
        "ord": number - 1,
        "type": REVIEW,
        "queue": 2,
        "due": day + ivl,
        "ivl": ivl,
        "data": data,
        **more,
    }


def learner_collection(
    cards: Sequence[dict], *, schema: int = 11, sql: str = "", reviews: Sequence[tuple] = ()
) -> bytes:
    """The database; `sql` is what becomes of it afterwards."""
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    db.execute("insert into col values (?, ?, ?)", (MADE, schema, json.dumps({"creationOffset": 0, "localOffset": 0})))
    notes = {guid: number for number, guid in enumerate(dict.fromkeys(one["guid"] for one in cards), 1_700_000_000_000)}
    db.executemany("insert into notes values (?, ?)", [(number, guid) for guid, number in notes.items()])
    for number, one in enumerate(cards):
        row = {"odue": 0, "odid": 0, "ivl": 0, "lapses": 0, "data": "", "mod": MADE, **one}
        names = ("ord", "mod", "type", "queue", "due", "odue", "odid", "ivl", "lapses", "data")
        db.execute(
            f"insert into cards values (?, ?{', ?' * len(names)})", (number, notes[one["guid"]], *map(row.get, names))
        )
    db.executemany("insert into revlog values (?, ?, ?)", reviews)
    db.executescript(sql)
    db.commit()
    data = db.serialize()
    db.close()
    return data
