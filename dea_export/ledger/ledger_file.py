"""The ledger as text: one JSON object a line, the frame and the releases first, then a note a line, sorted by id.

A line a note, so that a person sees in a diff which notes a release changes. The first line has a serial, one more each
time the ledger is written, and a digest of everything else: a lost line or an edit by hand is found, and git cannot
merge two branches that both released without asking. Format 1, of 2026.11, has neither; it is read, and never written.
A ledger that holds an adopted deck is of format 3: a version that would forget its guids does not read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from dea_export.ledger.adopted_lines import find_strays, read_note, read_types, write_note, write_types
from dea_export.ledger.ledger import FIRST_STAMP, Ledger, NoteRecord, Release, TemplateRecord
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import Place
from dea_export.notes.note_types import FIELDS, Frame, NamedId, NoteType

FORMAT, WITH_ADOPTED = 2, 3
READ_NAME = re.compile(r"[0-9]{4}\.[0-9]{2}(\.[0-9]{1,9})?")  # of 2026.11, which took any two digits for a month
RESTORE_LEDGER = "the ledger is written by 'dea-export release' only; restore the committed file"
MERGE = "end the merge of the ledger with: dea-export release --merge"
CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})( |$)")  # git's marks; no line of JSON begins so
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)


def format_ledger(ledger: Ledger) -> str:
    """The canonical text."""
    if not ledger:
        return ""
    header = _header(ledger)
    notes = [_written(_entry(entry)) for _, entry in sorted(ledger.entries.items())]
    form = WITH_ADOPTED if ledger.adopted else FORMAT
    sealed = {"format": form, "serial": ledger.serial, "digest": _seal(header | {"serial": ledger.serial}, notes)}
    return "\n".join((_written(sealed | header), *notes, ""))


def parse_ledger(text: str, file: str) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger, and what contradicts itself in it; a ledger with a problem counts as empty."""
    if not text.strip():
        hint = "restore the committed file; delete it when nothing has been released yet"
        return Ledger(file), (_problem(file, 0, "the ledger is empty: it has lost its releases", hint),)
    lines = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]
    if marked := next((number for number, line in enumerate(lines, 1) if CONFLICT.match(line)), 0):
        what = "two branches have released: git could not merge the ledger"
        return Ledger(file), (_problem(file, marked, what, MERGE),)
    number = 1
    try:
        header = json.loads(lines[0])
        ledger = _read_header(header, file)
        entries = []
        for number, line in enumerate(lines[1:], 2):
            entries.append(_read_entry(json.loads(line), number))
        ledger = replace(ledger, entries={entry.id: entry for entry in entries})
        problems = (*_contradictions(ledger, [entry.id for entry in entries]),)
    except UNREADABLE as error:
        return Ledger(file), (_problem(file, number, f"the ledger cannot be read: {type(error).__name__}: {error}"),)
    if not problems and header["format"] > 1 and header.get("digest") != _seal(header, lines[1:]):
        what = "the ledger is not as it was written: a line was lost, or somebody edited it"
        problems = (_problem(file, 1, what),)
    return (Ledger(file) if problems else ledger), problems


def _seal(header: dict[str, Any], notes: Sequence[str]) -> str:
    """Half of a SHA-256 of everything in the file but itself."""
    counted = {name: value for name, value in sorted(header.items()) if name not in {"format", "digest"}}
    return sha256("\n".join((_written(counted), *notes)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


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
    return {"study": ledger.study, "deck": deck, "types": types, "releases": releases} | write_types(ledger.adopted)


def _entry(entry: NoteRecord) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": entry.id, "type": entry.kind, "status": entry.status, "first": entry.first, "changed": entry.changed,
        "fields": entry.digest, "content": entry.content, "answers": {str(n): answer for n, answer in entry.clozes.items()},
    }  # fmt: skip
    return line | ({"dropped": list(entry.dropped)} if entry.dropped else {}) | write_note(entry)


def _written(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(", ", ": "))


def _time(stamp: int) -> str:
    return f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%dT%H:%M:%SZ}"


# --- reading -----------------------------------------------------------------------------------------------------


def _read_header(line: dict[str, Any], file: str) -> Ledger:
    if line["format"] not in {1, FORMAT, WITH_ADOPTED} or (line["format"] == 1 and "digest" in line):
        raise ValueError(f"format {str(line['format'])[:20]} is not known to this version of dea-export")
    types = {
        kind: NoteType(str(type_["name"]), int(type_["id"]), _named(type_["fields"]), _named(type_["template"])[0])
        for kind, type_ in line["types"].items()
    }
    looks = {kind: TemplateRecord(str(type_["looks"]), str(type_["changed"])) for kind, type_ in line["types"].items()}
    releases = tuple(
        Release(name, int(datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()))
        for name, time in line["releases"].items()
    )
    serial = len(releases) if line["format"] == 1 else int(line["serial"])
    released = Frame(_named(line["deck"])[0], types)
    return Ledger(file, str(line["study"]), released, looks, releases, serial=serial, adopted=read_types(line))


def _named(names: dict[str, int]) -> tuple[NamedId, ...]:
    return tuple(NamedId(name, int(number)) for name, number in names.items())


def _read_entry(line: dict[str, Any], number: int) -> NoteRecord:
    clozes = {int(n): str(answer) for n, answer in line["answers"].items()}
    dropped = tuple(int(n) for n in line.get("dropped", ()))
    words = ("id", "type", "status", "first", "changed", "fields", "content")
    if wrong := [name for name in words if not isinstance(line[name], str)]:
        raise TypeError(f"'{wrong[0]}' is not a text")
    return NoteRecord(
        line["id"], line["type"], line["status"], line["first"], line["changed"], line["fields"], line["content"],
        clozes, dropped, read_note(line), number,
    )  # fmt: skip


def _contradictions(ledger: Ledger, ids: list[str]) -> Iterator[Diagnostic]:
    """What `release` would never write."""
    names = [release.name for release in ledger.releases]
    stamps = [release.stamp for release in ledger.releases]
    if not names or stamps != sorted(set(stamps)):
        yield _problem(
            ledger.file, 1, f"the releases are not in the order of their times: {', '.join(names) or 'none'}"
        )
    for release in ledger.releases:
        if not READ_NAME.fullmatch(release.name):
            yield _problem(ledger.file, 1, f"'{release.name[:20]}' is not the name of a release")
        if release.stamp <= FIRST_STAMP and not ledger.adopted:
            yield _problem(ledger.file, 1, f"release {release.name[:20]} is older than any can be")
    if ledger.frame is None or set(ledger.frame.types) != set(FIELDS):
        yield _problem(ledger.file, 1, f"the note types are not {' and '.join(FIELDS)}")
    if any(look.changed not in names for look in ledger.looks.values()):
        yield _problem(ledger.file, 1, "a note type changed in a release that is not listed")
    if ids != sorted(set(ids)):
        yield _problem(ledger.file, 2, "the notes are not sorted by id, each once")
    yield from _contradictory_notes(ledger, names)


def _contradictory_notes(ledger: Ledger, names: Sequence[str]) -> Iterator[Diagnostic]:
    for entry in ledger.entries.values():
        if not {entry.first, entry.changed} <= set(names) or names.index(entry.first) > names.index(entry.changed):
            yield _problem(ledger.file, entry.line, f"'{entry.id}' names a release that is not listed")
        elif entry.kind not in {"cloze", "question"} or entry.status not in {"living", "retired"} or not entry.clozes:
            yield _problem(ledger.file, entry.line, f"'{entry.id}' has an unknown type or status, or no card")
        elif not set(entry.clozes).isdisjoint(entry.dropped):
            yield _problem(ledger.file, entry.line, f"'{entry.id}' has a number that is both used and dropped")
    for entry, what in find_strays(ledger):
        yield _problem(ledger.file, entry.line, what)


def _problem(file: str, line: int, message: str, hint: str = RESTORE_LEDGER) -> Diagnostic:
    return Diagnostic(Place(file, line), "E508", message, hint, width=0)
