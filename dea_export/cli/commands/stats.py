"""`dea-export stats`."""

from __future__ import annotations

from pathlib import Path

import click

from dea_export.checking.coverage import count_groups
from dea_export.cli.console import wants_colour
from dea_export.cli.options import debug_option, file_argument
from dea_export.cli.study import read_study
from dea_export.model.facts import KINDS

ROWS = (
    ("facts", "facts", "{:g}"), ("share", "share", "{:.0f} %"), ("cards", "cards", "{:g}"),
    ("gaps", "cloze", "{:.0f} %"), ("cards of rank 1", "rank-1-cards", "{:g}"),
    ("cards of ranks 1, 2", "rank-2-cards", "{:g}"), ("sheet", "sheet", "{:g}"),
    ("checked", "checked", "{:.0f} %"), ("why", "why", "{:.0f} %"),
)  # fmt: skip


@click.command("stats")
@file_argument
@debug_option
def stats_command(file: Path | None) -> None:
    """Show in a few lines what the study holds.

    \b
    Example:
      dea-export stats
    """
    _, study = read_study(file)
    from rich.console import Console
    from rich.table import Table

    groups = [group for group in count_groups(study) if group.level in {"all", "domain"}]
    table = Table(title=study.study.title, title_justify="left", box=None, pad_edge=False)
    groups.sort(key=lambda group: group.level == "all")
    table.add_column("", no_wrap=True)
    for group in groups:
        table.add_column(f"domain {group.name}" if group.name else "all", justify="right", no_wrap=True)
    for head, measure, form in (*ROWS, *((kind, kind, "{:g}") for kind in KINDS)):
        table.add_row(head, *(form.format(group.counts[measure]) for group in groups))
    Console(no_color=wants_colour() is False, highlight=False).print(table)
    retired = len(study.facts) - len(study.living)
    click.echo(f"{len(study.services)} services; {retired} retired facts are not counted")
