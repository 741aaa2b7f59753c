"""`dea-export all`."""

from __future__ import annotations

import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from dea_export.cli.build.building import build
from dea_export.cli.options import build_options
from dea_export.cli.request import Request
from dea_export.exporters.registry import installed
from dea_export.model.filters import Filter


def wanted_from(file: Path | None, output: Path, options: dict[str, Any]) -> Request:
    """The common options as a value; what is left in `options` belongs to the exporter."""
    chosen = Filter(**{part.name: options.pop(part.name) for part in fields(Filter)})
    names = ("form", "strict", "quiet", "debug", "jobs", "templates")
    common = {name: options.pop(name) for name in names}
    flags = {"force": options.pop("force", False), "locked": options.pop("locked")}
    stamp = int(time.time()) if options.pop("stamp") == "now" else None
    return Request(file=file, folder=output, chosen=chosen, stamp=stamp, options=options, **flags, **common)


@click.command("all")
@build_options
@click.option("--force", is_flag=True, help="Build even when nothing changed.")
@click.pass_context
def all_command(ctx: click.Context, /, file: Path | None, output: Path, **options: Any) -> None:  # noqa: ANN401
    """Run every exporter; write its files, manifest.json and SHA256SUMS.

    When nothing changed since the last run, no file is touched. A failing exporter does not stop the others.

    \b
    Examples:
      dea-export all
      dea-export all content/dea-c01.yaml -o public --strict --format github
      dea-export all --domain 1 --rank 1
    """
    ctx.exit(build(list(installed().values()), wanted_from(file, output, options), complete=True))
