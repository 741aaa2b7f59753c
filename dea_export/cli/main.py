"""`dea-export`: the program and its commands."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from copy import copy
from keyword import iskeyword
from typing import NoReturn

import click

from dea_export import __version__
from dea_export.cli.commands import COMMANDS, FORMER, GROUPS
from dea_export.cli.ending import ReaderGoneError, ending_well, need_folder
from dea_export.cli.startup import heed_termination, open_streams, tune_collector
from dea_export.exporters.registry import installed


class Program(click.Group):
    """The commands of this program, and one more for each installed exporter."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Ours and the exporters', sorted."""
        del ctx
        return sorted({*COMMANDS, *installed()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now."""
        del ctx
        if cmd_name in COMMANDS:
            return _command(cmd_name)
        if found := installed().get(cmd_name):
            from dea_export.cli.commands.export import export_command

            return export_command(found)
        return _former(cmd_name) if cmd_name in FORMER else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Commands and exporters with one line each, without importing any of them."""
        del ctx
        exporters = [(name, found.summary) for name, found in installed().items() if name not in COMMANDS]
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))
            if "all" in commands:
                with formatter.section("One output alone"):
                    formatter.write_dl(exporters)

    def invoke(self, ctx: click.Context) -> object:
        """As click's, but a reader that goes away is for `main`."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise ReaderGoneError from gone

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, which knows no commands to suggest."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(args[0], possibilities=self.list_commands(ctx), ctx=ctx) from error


def _command(name: str) -> click.Command:
    module = f"{name}_" if iskeyword(name) else name
    command: click.Command = getattr(importlib.import_module(f"dea_export.cli.commands.{module}"), f"{name}_command")
    return command


def _former(name: str) -> click.Command:
    """A command under the name that it had; no help shows it."""
    command = copy(_command(FORMER[name]))
    command.hidden, command.deprecated = True, f"It is 'dea-export {FORMER[name]}' now."
    return command


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dea-export")
def program() -> None:
    """Turn one YAML file of study facts into an Anki deck, a one-page cheat sheet and more.

    Without a FILE, commands read the one content/*.yaml of the working folder; in an empty folder, or with --builtin,
    the study that came with this program.

    \b
    Examples:
      dea-export all                      everything, into build/
      dea-export check --strict           is the content right?
      dea-export anki --domain 1          a deck of one domain
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the program and exits: 0 fine, 1 problems in the content, 2 wrong use, 3 an exporter failed."""
    tune_collector()
    open_streams()
    heed_termination()
    with ending_well(debug="--debug" in (sys.argv[1:] if arguments is None else arguments)):
        need_folder()
        code = program.main(arguments, prog_name="dea-export", standalone_mode=False)  # what ctx.exit was given
        sys.stdout.flush()
    sys.exit(code if isinstance(code, int) else 0)
