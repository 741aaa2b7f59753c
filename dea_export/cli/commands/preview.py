"""`dea-export preview`."""

from __future__ import annotations

from pathlib import Path

import click

from dea_export.cli.build.folder import explained, replace_file
from dea_export.cli.console import in_one_line
from dea_export.cli.content import read_study
from dea_export.cli.options import debug_option, file_argument, quiet_option, templates_option
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root


@click.command("preview")
@file_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="build/preview/ID.html otherwise."
)
@templates_option
@quiet_option
@debug_option
def preview_command(file: Path | None, output: Path | None, templates: Path | None, *, quiet: bool) -> None:
    """Write one page with the front and back of every card, at a phone's width, by day and by night.

    The page needs no network and no other file; it filters by domain, kind, rank, service and what changed since the
    last release.

    \b
    Example:
      dea-export preview && xdg-open build/preview/my-study.html
    """
    from dea_export.exporters.anki.deck import build_deck
    from dea_export.exporters.anki.preview import render_preview, show_notes

    content, study = read_study(file)
    theme = template_root(templates)
    deck = build_deck(study, Job(study.study.id, theme, media=content.media, ledger=content.ledger))
    changed = deck.new | deck.changed if content.ledger else ()
    path = output or Path("build/preview") / f"{study.study.id}.html"
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, render_preview(study, deck, show_notes(study, deck, changed), theme).encode())
    if not quiet:
        click.echo(in_one_line(f"  {path}  {sum(len(note.fields.cards) for note in deck.notes)} cards"))
