"""What the lines of a ledger say of a deck that was adopted: its note types in the header, its guids note by note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dea_export.ledger.ledger import Ledger, NoteRecord
from dea_export.notes.adopted_types import AdoptedFace, AdoptedNote, AdoptedType
from dea_export.notes.note_types import NamedId


def write_types(types: Mapping[int, AdoptedType]) -> dict[str, Any]:
    """The part of the header; nothing where no deck was adopted."""
    return {"adopted": {str(id_): _type_line(type_) for id_, type_ in sorted(types.items())}} if types else {}


def read_types(header: Mapping[str, Any]) -> dict[int, AdoptedType]:
    """The note types of a header."""
    return {int(id_): _read_type(int(id_), line) for id_, line in header.get("adopted", {}).items()}


def write_note(entry: NoteRecord) -> dict[str, Any]:
    """The part of a note's line."""
    if entry.adopted is None:
        return {}
    return {"guid": entry.adopted.guid, "of": entry.adopted.type, "modified": entry.adopted.modified}


def read_note(line: Mapping[str, Any]) -> AdoptedNote | None:
    """The same, read."""
    if "guid" not in line:
        return None
    if not isinstance(line["guid"], str) or not line["guid"]:
        raise TypeError("'guid' is not a text")
    return AdoptedNote(line["guid"], int(line["of"]), int(line["modified"]))


def find_strays(ledger: Ledger) -> Iterator[tuple[NoteRecord, str]]:
    """Notes that no import writes: of a note type that is not listed, or with the guid of another."""
    guids: dict[str, str] = {}
    for entry in ledger.entries.values():
        guid = entry.adopted.guid if entry.adopted else f"{ledger.study}:{entry.id}"
        if guids.setdefault(guid, entry.id) != entry.id:
            yield entry, f"'{entry.id}' has the guid of '{guids[guid]}'"
        if entry.adopted and entry.adopted.type not in ledger.adopted:
            yield entry, f"'{entry.id}' is of a note type that is not listed"


def _type_line(type_: AdoptedType) -> dict[str, Any]:
    return {
        "name": type_.name, "cloze": type_.cloze, "fields": {field.name: field.id for field in type_.fields},
        "faces": [list(face) for face in type_.faces], "css": type_.css, "modified": type_.modified,
        "asked": type_.asked, "answer": type_.answer, "about": type_.about,
    }  # fmt: skip


def _read_type(id_: int, line: Mapping[str, Any]) -> AdoptedType:
    fields = tuple(NamedId(str(name), int(number)) for name, number in line["fields"].items())
    faces = tuple(
        AdoptedFace(str(name), int(number), str(front), str(back)) for name, number, front, back in line["faces"]
    )
    texts = (str(line[key]) for key in ("asked", "answer", "about"))
    return AdoptedType(
        id_, str(line["name"]), bool(line["cloze"]), fields, faces, str(line["css"]), int(line["modified"]), *texts
    )
