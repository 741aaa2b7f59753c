"""Anki's text export: headers (`#separator:`, `#html:`, `#columns:`, `#tags column:` …), then a note a row."""

from __future__ import annotations

import re

from dea_export.importers.anki_notes import AnkiNote, TagRecord, draft_note
from dea_export.importers.delimited import guess_separator, read_rows, separator_named
from dea_export.importers.harvest import Harvest, Source, refuse
from dea_export.importers.note_forms import NoteShape
from dea_export.importers.read_texts import LIST_NUMBER
from dea_export.importers.text_files import first_lines, looks_like_text, read_text

HEADER = re.compile(r"#\s*(separator|html|columns|tags|notetype|deck|guid column|tags column|notetype column|deck column)\s*:(.*)", re.IGNORECASE)  # fmt: skip


class AnkiText:
    """The importer."""

    help = "Anki's text export, notes or cards, with its #headers."

    def knows(self, source: Source) -> bool:
        """A text whose first line is one of the headers."""
        return looks_like_text(source) and HEADER.match(first_lines(source, 1)[0]) is not None

    def harvest(self, source: Source) -> Harvest:
        """A draft for each note."""
        lines = read_text(source).split("\n")
        harvest, record = Harvest(), TagRecord()
        headers: dict[str, str] = {}
        start = 0
        while start < len(lines) and lines[start].startswith("#"):
            if found := HEADER.match(lines[start]):
                key = found[1].casefold()
                headers[key] = found[2] if key == "columns" else found[2].strip()
            else:
                harvest.lose(f"{source.name}:{start + 1}", f"'{lines[start][:60]}', which Anki takes for a comment")
            start += 1
        body = "\n".join(lines[start:])
        separator = separator_named(source.wishes.separator or headers.get("separator", "")) or guess_separator(body)
        rows = list(read_rows(source, body, separator, first=start + 1))
        if not rows:
            raise refuse(f"{source.name}:{start + 1}", "there are no notes after the headers")
        names = headers["columns"].split(separator) if "columns" in headers else []
        html = headers.get("html", "true").casefold() == "true"
        for line, row in rows:
            note = _note(row, headers, names, f"{source.name}:{line}")
            draft = draft_note(note, harvest, record, words=source.wishes.words or ("html" if html else "plain"))
            harvest.drafts += [draft] if draft else []
        record.tell(source.name, harvest)
        return harvest


def _note(row: list[str], headers: dict[str, str], names: list[str], where: str) -> AnkiNote:
    special = {int(n) - 1: key for key, n in headers.items() if key.endswith(" column") and LIST_NUMBER.fullmatch(n)}
    found = {key: row[index].strip() for index, key in special.items() if index < len(row)}
    fields = [index for index in range(len(row)) if index not in special]
    titles = tuple(names[i].strip() if i < len(names) and names[i].strip() else f"field {i + 1}" for i in fields)
    values = tuple(row[i] for i in fields)
    cloze = any(re.search(r"\{\{c\d+::", value) for value in values[:1])
    tags = f"{headers.get('tags', '')} {found.get('tags column', '')}".split()
    shape = NoteShape(found.get("notetype column") or headers.get("notetype", ""), cloze, titles)
    return AnkiNote(where, shape, values, tuple(tags), found.get("deck column") or headers.get("deck", ""))


importer = AnkiText()
