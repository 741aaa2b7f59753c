"""Changes as a page to read: on a terminal with colours, or in Markdown for release notes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import click

from dea_export.cli.console import wants_colour
from dea_export.ledger.changes import SORTS, Changes, Correction, KeyCorrection, NamedFact, Piece, word_diff
from dea_export.markup import escape_inline, escape_line
from dea_export.model.study import Study

Side = Literal["old", "new"]
TITLES = {
    "fact": "Learn again: the truth changed",
    "wording": "Better wording",
    "typo": "Typography and tags",
}
KEYS = "Exam key corrected"
EMPTY_CARDS = "These gaps were given up: in Anki run Tools > Empty Cards once (AnkiDroid: ⋮ > Empty cards)"


class ReportForm(NamedTuple):
    """How a page is written."""

    item: str  # what begins a line of a list
    heading: Callable[[str], str]
    text: Callable[[str], str]  # so that it reads as it stands
    piece: Callable[[Piece], Iterator[str]]


def as_terminal(study: Study, found: Changes, search: str) -> str:
    """Old and new under each other, word by word."""
    return _page(study, found, search, ReportForm("  ", str.upper, str, _terminal_piece))


def as_markdown(study: Study, found: Changes, search: str) -> str:
    """Release notes: a heading a group, a table with the old and new wording for each fact."""
    form = ReportForm("- ", lambda title: f"## {title}\n", escape_line, _markdown_piece)
    return _page(study, found, f"`{search}`" if search else "", form)


def _page(study: Study, found: Changes, search: str, form: ReportForm) -> str:
    if not found:
        return "no fact differs\n"
    lines: list[str] = []
    for sort in SORTS:
        corrected = [one for one in found.corrected if one.sort == sort]
        if corrected:
            lines += [form.heading(TITLES[sort]), *_corrections(study, corrected, form), ""]
    if search:
        lines += [f"To see these cards, type into Anki's search: {search}", ""]
    groups = (("New", found.new), ("Retired", found.retired))
    for title, facts in groups:
        if facts:
            lines.append(form.heading(title))
            lines += (f"{_named(study, one, form)}: {form.text(_one_line(one.text))}" for one in facts)
            lines.append("")
    if found.dropped:
        lines += [form.heading("Gaps given up"), EMPTY_CARDS, ""]
        lines += (f"{form.item}{id_}, gap {number}" for id_, number in found.dropped)
        lines.append("")
    if found.keys:
        lines += [form.heading(KEYS), *_keys(study, found, form), ""]
    if found.vanished:
        lines += [form.heading("Gone without 'retired'"), *(f"{form.item}{id_}" for id_ in found.vanished), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _corrections(study: Study, corrected: list[Correction], form: ReportForm) -> Iterator[str]:
    for one in corrected:
        said = f": {form.text(one.note)}" if one.note else ""
        yield f"{_named(study, one, form)}{said}"
        for changed in one.pieces:
            yield from form.piece(changed)


def _keys(study: Study, found: Changes, form: ReportForm) -> Iterator[str]:
    for one in found.keys:
        yield _named(study, one, form)
        yield from form.piece(Piece("key", one.old, one.new))


def _named(study: Study, one: NamedFact | Correction | KeyCorrection, form: ReportForm) -> str:
    section = next(section for section in study.sections if section.number == one.domain)
    return f"{form.item}[{form.text(section.numbered(section.label))}] {one.id}"


def _one_line(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def _terminal_piece(piece: Piece) -> Iterator[str]:
    for sign, side, paint in (("-", "old", "red"), ("+", "new", "green")):
        words = "".join(
            text if kind == "same" else _painted(text, paint, sign)
            for kind, text in word_diff(_one_line(piece.old), _one_line(piece.new))
            if kind in {"same", side}
        )
        yield f"      {piece.name:8} {sign} {words}"


def _painted(text: str, paint: str, sign: str) -> str:
    """The words that differ: coloured on a terminal, else in `[-…-]` and `[+…+]` as git's word diff has them."""
    plain = wants_colour() is False or not sys.stdout.isatty()
    return f"[{sign}{text}{sign}]" if plain else click.style(text, fg=paint, bold=True)


def _markdown_piece(piece: Piece) -> Iterator[str]:
    yield ""
    yield f"  | {piece.name} before | after |"
    yield "  | --- | --- |"
    yield f"  | {_cell(piece, 'old', '~~')} | {_cell(piece, 'new', '**')} |"
    yield ""


def _cell(piece: Piece, side: Side, mark: str) -> str:
    parts = word_diff(_one_line(piece.old), _one_line(piece.new))
    return "".join(
        escape_inline(text) if kind == "same" else _marked(text, mark) for kind, text in parts if kind in {"same", side}
    )


def _marked(text: str, mark: str) -> str:
    """Marks need to stand against letters, so white space stays outside."""
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    return f"{text[:start]}{mark}{escape_inline(core)}{mark}{text[start + len(core) :]}"
