"""CSV and TSV: a row a card. The separator is the one that gives the most rows the same number of columns."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping

from dea_export.importers.column_keys import KEYS, draft_row, heading_keys, named_keys, seems_heading
from dea_export.importers.harvest import Harvest, Loss, Source, refuse
from dea_export.importers.text_files import looks_like_text, read_text

SEPARATORS = ("\t", ";", ",", "|")
NAMED = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "space": " ",
    "colon": ":",
    "newline": "\n",
    "\\t": "\t",
    "\\n": "\n",
}
SAMPLE = 100  # rows that are looked at


class Delimited:
    """The importer."""

    help = "CSV and TSV: a row a card, columns found by their heading or named."

    def knows(self, source: Source) -> bool:
        """Whatever is text, in the end."""
        return looks_like_text(source)

    def harvest(self, source: Source) -> Harvest:
        """A draft for each row."""
        text = read_text(source)
        separator = separator_named(source.wishes.separator) or guess_separator(text)
        return rows_to_drafts(source, list(read_rows(source, text, separator)))


def separator_named(word: str) -> str:
    """A separator as the user or Anki writes it: itself, or its name."""
    return NAMED.get(word.casefold(), word)


def guess_separator(text: str) -> str:
    """The separator of most rows with the same number of columns; of equals, the one that splits more."""
    sample = "\n".join(text.split("\n")[: SAMPLE * 3])

    def weight(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(row) for row in list(csv.reader(io.StringIO(sample), delimiter=separator))[:SAMPLE] if row
            )
        except csv.Error:
            return 0, 0
        width, rows = max(((w, n) for w, n in widths.items() if w > 1), key=lambda pair: pair[1], default=(0, 0))
        return rows, width

    return max(SEPARATORS, key=weight)


def read_rows(source: Source, text: str, separator: str, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with the line on which each begins; `first` is the line of the text's beginning."""
    if len(separator) != 1:
        raise refuse(
            source.name, f"the separator '{separator}' is not one sign", "tab, comma, semicolon, or the sign itself"
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = first
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = first + reader.line_num
    except csv.Error as error:
        raise refuse(
            f"{source.name}:{line}", f"the row that begins here cannot be read: {error}", "close its quotes"
        ) from error


def rows_to_drafts(source: Source, rows: list[tuple[int, list[str]]]) -> Harvest:
    """A draft for each row; the columns are those that the user, the heading or their order says."""
    if not rows:
        raise refuse(source.name, "the file has no rows")
    harvest = Harvest()
    line, head = rows[0]
    if source.wishes.columns:
        keys, headed = named_keys(source.wishes.columns, head, source.name)
    else:
        found = heading_keys(head)
        keys, headed = ({0: "prompt", 1: "answer"}, False) if found is None else (found, True)
    _check_columns(source, keys, head, line)
    for index, cell in enumerate(head):
        if index not in keys:
            said = f"column {index + 1}" + (f", '{cell.strip()[:40]}'" if headed else "")
            harvest.lose(f"{source.name}:{line}", f"{said}: name its key with --columns ({', '.join(KEYS)})")
    if not headed and not source.wishes.columns and seems_heading(head, [row for _, row in rows[1:]]):
        harvest.losses.append(Loss(f"{source.name}:{line}", _as_heading(head), kept=True))
    for number, row in rows[1:] if headed else rows:
        harvest.lose(f"{source.name}:{number}", *_beyond(row, len(head), keys))
        cells = {key: row[index] for index, key in keys.items() if index < len(row)}
        draft_row(cells, f"{source.name}:{number}", source.wishes.words or "plain", harvest)
    return harvest


def _as_heading(head: list[str]) -> str:
    columns = ",".join(f"{cell.strip()}={key}" for cell, key in zip(head, ("prompt", "answer", "why"), strict=False))
    return f'this first row became a card; if it is a heading, name its columns: --columns "{columns}"'


def _beyond(row: list[str], width: int, keys: Mapping[int, str]) -> Iterator[str]:
    """Cells to the right of the first row's last, which mostly are the rest of an answer that was not quoted."""
    for index, cell in enumerate(row):
        if index >= width and index not in keys and cell.strip():
            yield f"'{cell[:40]}' in column {index + 1}: quote an answer that holds the separator"


def _check_columns(source: Source, keys: dict[int, str], head: list[str], line: int) -> None:
    if len(head) == 1 and "text" not in keys.values() and "{{c" not in head[0]:
        hint = "name the separator: --separator ';'"
        raise refuse(f"{source.name}:{line}", "only one column was found: a card needs a question and an answer", hint)


importer = Delimited()
