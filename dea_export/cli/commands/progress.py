"""`dea-export progress`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from shutil import get_terminal_size

import click

from dea_export.cli.build.folder import explained, replace_file
from dea_export.cli.console import in_one_line, wants_colour
from dea_export.cli.content import read_study
from dea_export.cli.options import builtin_option, debug_option, templates_option
from dea_export.cli.own_collection import exam_option, read_standing, today_option
from dea_export.cli.standing_report import object_of, tables_of
from dea_export.exporters.resources import template_root
from dea_export.progress.progress_page import render_progress
from dea_export.progress.standing import LEVELS


@click.command("progress")
@click.argument("collection", required=False, type=click.Path(path_type=Path))
@click.option("--content", type=click.Path(path_type=Path), metavar="FILE", help="The content file of the study.")
@builtin_option
@exam_option
@today_option
@click.option("--by", "levels", type=click.Choice(LEVELS), multiple=True, default=("domain", "topic", "task"),
              help="A table of these; may be repeated. Domains and tasks otherwise.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--html", "page", type=click.Path(path_type=Path, dir_okay=False), metavar="PAGE",
              help="Write one page with pictures, to look at or to print.")  # fmt: skip
@templates_option
@debug_option
def progress_command(  # noqa: PLR0913  the command line is the interface
    collection: Path | None, content: Path | None, exam: datetime | None, today: datetime | None,
    levels: Sequence[str], page: Path | None, templates: Path | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Show where you stand: what you have met, know, forget, and what of it is left on the day of the exam.

    COLLECTION is a profile's folder, its collection.anki2 or a .colpkg; without it Anki's own place is looked at. Only
    a copy is read: nothing is written to the collection, and Anki may stay open.

    \b
    Examples:
      dea-export progress --exam 2027-02-01
      dea-export progress backup.colpkg --by skill --by service
      dea-export progress --html progress.html
    """
    found, study = read_study(content)
    standing = read_standing(study, collection, exam, today, found.ledger)
    if page is not None:
        with explained(page):
            page.parent.mkdir(parents=True, exist_ok=True)
        replace_file(page, render_progress(standing, template_root(templates)).encode())
    if as_json:
        click.echo(json.dumps(object_of(standing), indent=2, ensure_ascii=False))
    elif page is not None:
        click.echo(in_one_line(f"  {page}"))
    else:
        for line in tables_of(standing, levels, get_terminal_size().columns):
            click.echo(line, color=wants_colour())
