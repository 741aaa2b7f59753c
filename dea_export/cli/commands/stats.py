"""`dea-export stats`."""

from __future__ import annotations

from pathlib import Path

import click

from dea_export.checking.coverage import coverage
from dea_export.cli.inputs import read_content
from dea_export.cli.options import debug_option, file_argument
from dea_export.cli.show import colour, show
from dea_export.model.facts import KINDS


@click.command("stats")
@file_argument
@debug_option
@click.pass_context
def stats_command(ctx: click.Context, file: Path | None, *, debug: bool) -> None:
    """Show in a few lines what the study holds.

    \b
    Example:
      dea-export stats
    """
    del debug
    content = read_content(file)
    study = content.loaded.study
    if study is None:
        show(content.loaded.problems, content.loaded.text, "human", err=True)
        ctx.exit(1)
    from rich.console import Console
    from rich.table import Table

    groups = [group for group in coverage(study) if group.level in {"all", "domain"}]
    table = Table(title=study.study.title, title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    heads = ("facts", "share", "cards", "gaps", "rank 1", "rank 1+2", "sheet", "checked", "why")
    for head in (*heads, *KINDS):
        table.add_column(head, justify="right")
    for group in sorted(groups, key=lambda group: group.level == "all"):
        count = group.counts
        table.add_row(
            f"{group.name} {group.title}" if group.name else "all",
            f"{count['facts']:g}", f"{count['share']:.0f} %", f"{count['cards']:g}",
            f"{count['cloze']:.0f} %", f"{count['rank-1-cards']:g}", f"{count['rank-2-cards']:g}", f"{count['sheet']:g}",
            f"{count['checked']:.0f} %", f"{count['why']:.0f} %", *(f"{count[kind]:g}" for kind in KINDS),
        )  # fmt: skip
    Console(no_color=colour() is False, highlight=False).print(table)
    retired = len(study.facts) - len(study.living)
    click.echo(f"{len(study.services)} services; {retired} retired facts are not counted")
