"""An .apkg as text: what a person reviews in a diff, and what must not change by accident."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile

SEPARATOR = "\x1f"


def collection_of(package: bytes) -> sqlite3.Connection:
    """The database inside a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(archive.read("collection.anki2"))
    return connection


def apkg_text(package: bytes) -> str:
    """Note types with templates and style, the deck, then every note with its cards in the order of study."""
    db = collection_of(package)
    models, decks, presets = (
        json.loads(text) for text in db.execute("select models, decks, dconf from col").fetchone()
    )
    lines = []
    for model in sorted(models.values(), key=lambda model: model["name"]):
        lines += [f"# note type {model['name']!r} id={model['id']} mod={model['mod']}"]
        lines += [f"#   field {field['name']} id={field['id']}" for field in model["flds"]]
        for template in model["tmpls"]:
            lines += [
                f"#   template {template['name']} id={template['id']}",
                "#   front:",
                template["qfmt"],
                "#   back:",
                template["afmt"],
            ]
    lines += ["# style", models[min(models)]["css"]]
    lines += [
        f"# deck {deck['name']!r} id={deck['id']}" for deck in sorted(decks.values(), key=lambda deck: deck["id"])
    ]
    lines += [f"# preset {json.dumps(preset, sort_keys=True)}" for id_, preset in presets.items() if id_ != "1"]
    fields = {int(key): [field["name"] for field in model["flds"]] for key, model in models.items()}
    notes = "select id, guid, mid, mod, tags, flds from notes"
    cards: dict[int, list[tuple[int, int]]] = {}
    for nid, number, due in db.execute("select nid, ord, due from cards order by due, ord"):
        cards.setdefault(nid, []).append((number + 1, due))
    for nid, guid, mid, mod, tags, values in sorted(db.execute(notes), key=lambda note: cards[note[0]][0][1]):
        numbers = " ".join(str(number) for number, _ in cards[nid])
        lines += ["", f"[{guid}] mod={mod} due={cards[nid][0][1]} cards={numbers}", f"tags:{tags}"]
        lines += [f"{name}: {value}" for name, value in zip(fields[mid], values.split(SEPARATOR), strict=True) if value]
    return "\n".join(lines) + "\n"
