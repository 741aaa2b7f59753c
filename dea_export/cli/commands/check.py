"""`dea-export check`."""

from __future__ import annotations

from pathlib import Path

import click

from dea_export.cli.inputs import read_content
from dea_export.cli.options import debug_option, file_argument, format_option, quiet_option, strict_option
from dea_export.cli.show import Format, show, summary
from dea_export.model.diagnostic import Level


@click.command("check")
@file_argument
@format_option
@strict_option
@quiet_option
@debug_option
@click.pass_context
def check_command(
    ctx: click.Context, file: Path | None, form: Format, *, strict: bool, quiet: bool, debug: bool
) -> None:
    """Say what is wrong with the content: all problems in one run, sorted by place.

    Exit code 1 when there is an error, with --strict also when there is a warning.

    \b
    Examples:
      dea-export check
      dea-export check content/dea-c01.yaml --strict --format github
    """
    del debug
    content = read_content(file)
    problems = content.loaded.problems
    show(problems, content.loaded.text, form)
    if form == "human" and not quiet:
        study = content.loaded.study
        counted = f"{len(study.facts)} facts, " if study else ""
        click.echo(f"{content.name}: {counted}{summary(problems)}")
    bad = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    ctx.exit(1 if any(problem.level in bad for problem in problems) else 0)
