"""Reads the study whenever it was saved, and puts on the board what the author looks at, the quickest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from dea_export.checking import check_study
from dea_export.cli.console import as_human, summarise, worst
from dea_export.cli.content import Content, read_found
from dea_export.cli.serving.board import Board
from dea_export.cli.themed_fonts import use_fonts_of
from dea_export.exporters.anki.deck import Deck, build_deck
from dea_export.exporters.anki.preview import ShownNote, render_preview, render_preview_notes, show_notes
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.model.diagnostic import DeaExportError, Diagnostic, sort_by_place
from dea_export.model.study import Study

HTML = "text/html; charset=utf-8"


class Workbench:
    """One study, as it was saved last."""

    def __init__(self, content: Path, templates: Path | None, board: Board) -> None:
        self._path = content
        self._templates = templates
        self._theme = template_root(templates)
        self._board = board
        self._study: Study | None = None  # the last without errors: its cards stay in sight while one is repaired
        self._shown: dict[str, ShownNote] = {}

    def renew(self) -> None:
        """What was changed first, then what is wrong, then everything that hangs on it, and the sheet last."""
        content = read_found(self._path, bundled=False)
        study = content.loaded.study
        if study is None:
            self._say(content, content.loaded.problems)
            return
        try:
            self._renew_changed(content, study)
            with use_fonts_of(self._templates, None):
                problems = sort_by_place([*content.loaded.problems, *check_study(study)])
            self._say(content, problems)
            self._renew_cards(content, study)
            self._renew_sheet(content, study)
        except DeaExportError as error:  # a theme, or a library that is not there
            self._tell_failure(error)
        self._study = study

    def open(self) -> None:
        """The page around it all, and under it what there is before anything is read."""
        self._board.pin("/", HTML, self._theme.fill("serve/page.html", {"file": self._path.name}).encode())
        self._board.pin("/cards", HTML, b"<!doctype html><title>cards</title><p>The cards are being made.")

    def _renew_changed(self, content: Content, study: Study) -> None:
        """The cards of the facts that are not as they were: what the author waits for."""
        before = self._study
        if before is None or _around(before) != _around(study):
            return  # every card may be different
        ids = {fact.id for fact in study.facts if before.by_id.get(fact.id) != fact}
        if ids:
            deck = build_deck(study, self._job(content, study), ids)
            self._show(study, show_notes(study, deck, _unreleased(content, deck)))

    def _renew_cards(self, content: Content, study: Study) -> None:
        """Every card: also those that changed because of what they name."""
        deck = build_deck(study, self._job(content, study))
        notes = show_notes(study, deck, _unreleased(content, deck))
        self._show(study, notes, gone=self._shown.keys() - {note["id"] for note in notes})
        self._shown = {note["id"]: note for note in notes}
        page = render_preview(study, deck, notes, self._theme, self._board.number)
        self._board.pin("/cards", HTML, page.encode())
        if self._study is None or _around(self._study) != _around(study):
            self._board.tell("renew")

    def _show(self, study: Study, notes: Sequence[ShownNote], gone: Collection[str] = ()) -> None:
        """Tells the page of the notes that it does not have as they are."""
        different = [note for note in notes if self._shown.get(note["id"]) != note]
        self._shown |= {note["id"]: note for note in different}
        if self._study is not None and (different or gone):
            self._board.tell(
                "notes", {"html": render_preview_notes(study, different, self._theme), "gone": sorted(gone)}
            )

    def _renew_sheet(self, content: Content, study: Study) -> None:
        self._board.pin("/sheet.pdf", "application/pdf", make_sheet(study, self._job(content, study)))
        self._board.tell("sheet")

    def _job(self, content: Content, study: Study) -> Job:
        return Job(study.study.id, self._theme, media=content.media, ledger=content.ledger)

    def _say(self, content: Content, problems: Sequence[Diagnostic]) -> None:
        lines = content.loaded.text.split("\n")
        shown = [{"level": str(problem.level), "text": as_human(problem, lines)} for problem in worst(problems)]
        self._board.tell("problems", {"summary": f"{content.name}: {summarise(problems)}", "problems": shown})

    def _tell_failure(self, error: DeaExportError) -> None:
        text = f"error: {error.message}" + (f"\n  hint: {error.hint}" if error.hint else "")
        self._board.tell("failure", {"level": "error", "text": text})


def make_sheet(study: Study, job: Job) -> bytes:
    """The cheat sheet, A4 in colour; what it needs is loaded when the first is made."""
    from dea_export.exporters.pdf import exporter

    (sheet,) = exporter.export(study, replace(job, variant="sheet-a4"))
    return sheet.data


def _unreleased(content: Content, deck: Deck) -> Collection[str]:
    """What differs from the last release, where there is one."""
    return deck.new | deck.changed if content.ledger else ()


def _around(study: Study) -> object:
    """What stands around the facts: where it changes, every card may."""
    divided = [(section.number, section.title, section.label) for section in study.sections]
    return study.study, study.services, study.abbreviations, divided
