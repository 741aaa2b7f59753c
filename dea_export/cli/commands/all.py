"""`dea-export all`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dea_export.cli.build.building import build_files
from dea_export.cli.commands import COMMANDS, ONLY_ALL
from dea_export.cli.console import Console
from dea_export.cli.options import build_options, theme_option
from dea_export.cli.request import request_from
from dea_export.exporters.registry import installed


@click.command("all")
@build_options
@theme_option
@click.option("--force", is_flag=True, help="Build even when nothing changed.")
@click.option("--replace", is_flag=True, help="Replace the build of another study in the folder.")
@click.pass_context
def all_command(
    ctx: click.Context, /, file: Path | None, output: Path, theme: str | None, *, force: bool, replace: bool, **options: Any,  # noqa: ANN401
) -> None:  # fmt: skip
    """Run every exporter; write its files, manifest.json and SHA256SUMS.

    When nothing changed since the last run, no file is touched. A failing exporter does not stop the others.

    \b
    Examples:
      dea-export all
      dea-export all content/my-study.yaml -o public --strict --format github
      dea-export all --domain 1 --rank 1
      dea-export all --templates themes --theme mine
    """
    options |= {"theme": theme} if theme else {}  # every exporter with this option takes it
    request = request_from(file, output, options, force=force, replace=replace)
    found = installed()
    for name in sorted(found.keys() & COMMANDS):
        Console(quiet=request.quiet).note(f"the exporter '{name}' of {found[name].package} {ONLY_ALL}")
    ctx.exit(build_files(list(found.values()), request, complete=True))
