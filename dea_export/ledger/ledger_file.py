"""The ledger as text: one JSON object a line, the frame and the releases first, then a note a line, sorted by id.

A line a note, so that a person sees in a diff which notes a release changes. An empty file is a ledger without releases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from dea_export.ledger.ledger import Ledger, NoteRecord, Release, TemplateRecord
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import Place
from dea_export.notes.note_types import Frame, NamedId, NoteType

FORMAT = 1
RELEASE_NAME = re.compile(r"\d{4}\.\d{2}(\.\d+)?")  # 2026.11, then 2026.11.1
REPAIR = "the ledger is written by 'dea-export lock' only; restore the committed file"


def format_ledger(ledger: Ledger) -> str:
    """The canonical text."""
    if not ledger:
        return ""
    lines = [_header(ledger), *(_entry(entry) for _, entry in sorted(ledger.entries.items()))]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n" for line in lines)


def parse_ledger(text: str, file: str) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger, and what contradicts itself in it; a ledger with a problem counts as empty."""
    if not text.strip():
        return Ledger(file), ()
    line = 1
    try:
        header, *notes = [(number, json.loads(written)) for number, written in enumerate(text.splitlines(), 1)]
        ledger = _read_header(header[1], file)
        entries = []
        for line, note in notes:
            entries.append(_read_entry(note, line))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) and line == 1 else line
        return Ledger(file), (_problem(file, line, f"the ledger cannot be read: {type(error).__name__}: {error}"),)
    known = Ledger(
        file, ledger.study, ledger.frame, ledger.looks, ledger.releases, {entry.id: entry for entry in entries}
    )
    problems = (*_contradictions(known, [entry.id for entry in entries]),)
    return (Ledger(file) if problems else known), problems


# --- writing -----------------------------------------------------------------------------------------------------


def _header(ledger: Ledger) -> dict[str, Any]:
    assert ledger.frame is not None
    types = {
        kind: {
            "name": type_.name,
            "id": type_.id,
            "template": {type_.template.name: type_.template.id},
            "fields": {field.name: field.id for field in type_.fields},
            "looks": ledger.looks[kind].digest,
            "changed": ledger.looks[kind].changed,
        }
        for kind, type_ in ledger.frame.types.items()
    }
    releases = {release.name: _time(release.stamp) for release in ledger.releases}
    deck = {ledger.frame.deck.name: ledger.frame.deck.id}
    return {"format": FORMAT, "study": ledger.study, "deck": deck, "types": types, "releases": releases}


def _entry(entry: NoteRecord) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": entry.id, "type": entry.kind, "status": entry.status, "first": entry.first, "changed": entry.changed,
        "fields": entry.digest, "content": entry.content, "answers": {str(n): answer for n, answer in entry.clozes.items()},
    }  # fmt: skip
    return line | ({"dropped": list(entry.dropped)} if entry.dropped else {})


def _time(stamp: int) -> str:
    return f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%dT%H:%M:%SZ}"


# --- reading -----------------------------------------------------------------------------------------------------


def _read_header(line: dict[str, Any], file: str) -> Ledger:
    if line["format"] != FORMAT:
        raise ValueError(f"format {line['format']} is not known to this version of dea-export")
    types = {
        kind: NoteType(str(type_["name"]), int(type_["id"]), _named(type_["fields"]), _named(type_["template"])[0])
        for kind, type_ in line["types"].items()
    }
    looks = {kind: TemplateRecord(str(type_["looks"]), str(type_["changed"])) for kind, type_ in line["types"].items()}
    releases = tuple(
        Release(name, int(datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()))
        for name, time in line["releases"].items()
    )
    return Ledger(file, str(line["study"]), Frame(_named(line["deck"])[0], types), looks, releases)


def _named(names: dict[str, int]) -> tuple[NamedId, ...]:
    return tuple(NamedId(name, int(number)) for name, number in names.items())


def _read_entry(line: dict[str, Any], number: int) -> NoteRecord:
    clozes = {int(n): str(answer) for n, answer in line["answers"].items()}
    dropped = tuple(int(n) for n in line.get("dropped", ()))
    return NoteRecord(
        line["id"], line["type"], line["status"], line["first"], line["changed"], line["fields"], line["content"],
        clozes, dropped, number,
    )  # fmt: skip


def _contradictions(ledger: Ledger, ids: list[str]) -> Iterator[Diagnostic]:
    """What `lock` would never write."""
    names = [release.name for release in ledger.releases]
    stamps = [release.stamp for release in ledger.releases]
    if not names or stamps != sorted(set(stamps)) or not all(map(RELEASE_NAME.fullmatch, names)):
        yield _problem(
            ledger.file, 1, f"the releases are not in the order of their times: {', '.join(names) or 'none'}"
        )
    if any(look.changed not in names for look in ledger.looks.values()):
        yield _problem(ledger.file, 1, "a note type changed in a release that is not listed")
    if ids != sorted(set(ids)):
        yield _problem(ledger.file, 2, "the notes are not sorted by id, each once")
    for entry in ledger.entries.values():
        if not {entry.first, entry.changed} <= set(names) or names.index(entry.first) > names.index(entry.changed):
            yield _problem(ledger.file, entry.line, f"'{entry.id}' names a release that is not listed")
        elif entry.kind not in {"cloze", "question"} or entry.status not in {"living", "retired"} or not entry.clozes:
            yield _problem(ledger.file, entry.line, f"'{entry.id}' has an unknown type or status, or no card")
        elif not set(entry.clozes).isdisjoint(entry.dropped):
            yield _problem(ledger.file, entry.line, f"'{entry.id}' has a number that is both used and dropped")


def _problem(file: str, line: int, message: str) -> Diagnostic:
    return Diagnostic(Place(file, line), "E508", message, REPAIR, width=0)
