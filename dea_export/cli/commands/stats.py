"""`dea-export stats`."""

from __future__ import annotations

from pathlib import Path

import click

from dea_export.checking.coverage import Group, count_groups
from dea_export.cli.console import wants_colour
from dea_export.cli.content import read_study
from dea_export.cli.options import debug_option, file_argument
from dea_export.cli.tables import fit_width, format_table
from dea_export.model.facts import KINDS

ROWS = (
    ("facts", "facts", "{:g}"), ("share", "share", "{:.0f} %"), ("cards", "cards", "{:g}"),
    ("gaps", "cloze", "{:.0f} %"), ("cards of rank 1", "rank-1-cards", "{:g}"),
    ("cards of ranks 1, 2", "rank-2-cards", "{:g}"), ("sheet", "sheet", "{:g}"),
    ("checked", "checked", "{:.0f} %"), ("why", "why", "{:.0f} %"),
)  # fmt: skip
WIDEST = 14  # of the title of a topic above its column


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
    groups = [group for group in count_groups(study) if group.level in {"all", "domain", "topic"}]
    groups.sort(key=lambda group: group.level == "all")
    heads = ["", *(_head(group) for group in groups)]
    measures = (*ROWS, *((kind, kind, "{:g}") for kind in KINDS))
    rows = [[head, *(form.format(group.counts[measure]) for group in groups)] for head, measure, form in measures]
    for line in format_table(str(study.study.title), heads, rows):
        click.echo(line, color=wants_colour())
    retired = len(study.facts) - len(study.living)
    click.echo(f"{len(study.services)} services; {retired} retired facts are not counted")


def _head(group: Group) -> str:
    """Of a column: short, since there is one for each domain or topic."""
    return {"all": "all", "domain": f"domain {group.name}"}.get(group.level, fit_width(group.name, WIDEST))
