"""A command for each exporter: `dea-export anki` and so on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dea_export.cli.build.building import build_files
from dea_export.cli.build.descriptions import describe_exporter
from dea_export.cli.options import build_options
from dea_export.cli.request import request_from
from dea_export.exporters.api import Option
from dea_export.exporters.registry import BrokenExporterError, Found


def export_command(found: Found) -> click.Command:
    """The command of one exporter, with its options as flags."""
    try:
        exporter = describe_exporter(found)
    except BrokenExporterError as error:
        raise BrokenExporterError(
            f"the exporter '{found.name}' of {found.package}: {error.message}", error.hint
        ) from error

    @click.pass_context
    def run(ctx: click.Context, /, file: Path | None, output: Path, **options: Any) -> None:  # noqa: ANN401
        ctx.exit(build_files([found], request_from(file, output, options), complete=False))

    run.__doc__ = f"{exporter.help}\n\nMade by {found.package}."
    command = click.command(found.name)(build_options(run))
    taken = {word for param in command.params for word in (param.name, *param.opts)}
    for option in exporter.options:
        if option.name.replace("-", "_") in taken or f"--{option.name}" in taken:
            what = f"the exporter '{found.name}' of {found.package}: its option '{option.name}' is a flag of every exporter"
            raise BrokenExporterError(what, "rename the option")
    command.params[-1:-1] = [_flag(option) for option in exporter.options]
    return command


def _flag(option: Option) -> click.Option:
    declared = [f"--{option.name}", option.name.replace("-", "_")]
    if isinstance(option.default, bool):
        declared[0] = f"--{option.name}/--no-{option.name}"
        return click.Option(declared, default=option.default, help=option.help, show_default=True)
    kind: Any = click.Choice(option.choices) if option.choices else None
    if kind is None and isinstance(option.default, int):
        kind = click.INT
    return click.Option(
        declared, default=option.default, type=kind, help=option.help, show_default=option.default is not None
    )
