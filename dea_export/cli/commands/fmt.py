"""`dea-export fmt`."""

from __future__ import annotations

from pathlib import Path

import click

from dea_export.cli.build.folder import replace_file
from dea_export.cli.console import in_one_line
from dea_export.cli.content import read_study
from dea_export.cli.options import debug_option, file_argument, quiet_option
from dea_export.model.diagnostic import DeaExportError


@click.command("fmt")
@file_argument
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 1 when the file would change.")
@quiet_option
@debug_option
@click.pass_context
def fmt_command(ctx: click.Context, file: Path | None, *, only_check: bool, quiet: bool) -> None:
    """Write the content file in its canonical form: order of keys, blocks for prose, quotes where they are needed.

    Comments are kept, and the study in the file stays the same; a file with errors is left alone.

    \b
    Examples:
      dea-export fmt
      dea-export fmt --check
    """
    from dea_export.reading import load
    from dea_export.reading.canonical_form import canonical

    content, study = read_study(file, compared=False)
    if content.bundled:
        raise click.UsageError("the study that came with dea-export is not formatted")
    written = canonical(content.loaded.text)
    if load(written.encode(), content.name).study != study:
        raise DeaExportError("the canonical form would change the study", "this is a bug: please report the file")
    changed = written.encode() != content.raw
    if changed and not only_check:
        replace_file(content.path, written.encode())
    if not quiet:
        said = ("would be rewritten" if only_check else "rewritten") if changed else "is in its canonical form"
        click.echo(in_one_line(f"{content.name}: {said}"))
    ctx.exit(1 if changed and only_check else 0)
