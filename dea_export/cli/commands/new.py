"""`dea-export new`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from dea_export.cli.console import in_one_line
from dea_export.cli.new_files import write_new_files
from dea_export.cli.options import debug_option, quiet_option, require_words
from dea_export.cli.starter import name_study
from dea_export.model.diagnostic import DeaExportError


@click.command("new")
@click.argument("name", callback=require_words)
@click.option("--title", callback=require_words, help="The title; without it NAME, or the name of the folder.")
@click.option("--exam", is_flag=True, help="With domains, weights, tasks and skills of an exam guide.")
@click.option(
    "--language",
    callback=require_words,
    default="en",
    show_default=True,
    help="The code of its language, e.g. de or pt-BR.",
)
@quiet_option
@debug_option
def new_command(name: str, title: str | None, language: str, *, exam: bool, quiet: bool) -> None:
    """Begin a study: a content file with examples that passes all checks, a README, and a workflow that builds it.

    NAME is a folder, or a title of which the folder's name is made. Nothing is ever overwritten.

    \b
    Examples:
      dea-export new "Spanish verbs"
      dea-export new cka --exam --title "Certified Kubernetes Administrator"
      dea-export new vokabeln --language de
    """
    starter = name_study(name, title)
    files = starter.files(language, exam=exam)
    _refuse_to_overwrite(starter.folder, files)
    _write(starter.folder, files)
    if not quiet:
        for path in files:
            click.echo(in_one_line(f"  {starter.folder / path}"))
        here = "" if starter.folder == Path() else f"cd {starter.folder}, then "
        click.echo(in_one_line(f"next: {here}edit content/{starter.id}.yaml, look at it with dea-export preview"))


def _refuse_to_overwrite(folder: Path, files: Mapping[str, bytes]) -> None:
    """Neither the files of this study, nor a second study beside another, which every command would ask about."""
    if folder.exists() and not folder.is_dir():
        raise DeaExportError(f"'{folder}' is a file", "name a folder that is new or has no study")
    there = [folder / name for name in files if (folder / name).exists()]
    studies = [*folder.glob("content/*.yaml"), *folder.glob("content/*.yml")] if folder.is_dir() else []
    if found := sorted({*there, *studies}):
        raise DeaExportError(f"'{found[0]}' is there already", "name another folder; nothing was written")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        write_new_files({folder / name: data for name, data in files.items()})
    except (OSError, ValueError) as error:  # a name that no file system takes
        raise DeaExportError(f"'{folder}' cannot be written: {error}", "name another folder") from error
