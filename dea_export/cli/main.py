"""`dea-export`: the program, its commands, and what happens when something ends badly."""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from dea_export import __version__
from dea_export.model.diagnostic import DeaExportError

LAST_STREAM = 2  # standard error
# name -> one line of help; a command stands in the module of its name, imported when it is called
COMMANDS = {
    "all": "Run every exporter and write its files, a manifest and checksums.",
    "changes": "Show what differs between two releases.",
    "check": "Say what is wrong with the content, and where.",
    "completion": "Print the completion script of a shell.",
    "coverage": "Count facts and cards against the study's targets.",
    "fmt": "Write the content file in its canonical form.",
    "list": "List exporters, domains, services or facts.",
    "lock": "Record the study as the next release.",
    "preview": "Show every card on one page, by day and night.",
    "schema": "Print the JSON Schema of the content file.",
    "simulate": "Try an update in the real Anki, as a learner.",
    "stats": "Show in a few lines what the study holds.",
}


class Program(click.Group):
    """The commands of this program, and one more for each installed exporter."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Ours and the exporters', sorted."""
        del ctx
        from dea_export.exporters.registry import installed

        return sorted({*COMMANDS, *installed()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now."""
        del ctx
        if cmd_name in COMMANDS:
            module = importlib.import_module(f"dea_export.cli.commands.{cmd_name}")
            command: click.Command = getattr(module, f"{cmd_name}_command")
            return command
        from dea_export.exporters.registry import installed

        if found := installed().get(cmd_name):
            from dea_export.cli.commands.export import export_command

            return export_command(found)
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Commands and exporters with one line each, without importing any of them."""
        del ctx
        from dea_export.exporters.registry import installed

        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))
        with formatter.section("Exporters"):
            formatter.write_dl([(name, f"from {found.package}") for name, found in installed().items()])

    def invoke(self, ctx: click.Context) -> object:
        """As click's, but a reader that goes away is for `main`."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise ReaderGoneError from gone

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with the nearest name when there is no such command."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            if near:
                raise click.UsageError(f"{error.message} Did you mean '{near[0]}'?", ctx) from error
            raise


class ReaderGoneError(Exception):
    """Nobody reads any more. Not an OSError, of which click would make exit code 1: a problem in the content."""


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dea-export")
def program() -> None:
    """Turn one YAML file of study facts into an Anki deck, a one-page cheat sheet and more.

    Without a FILE, commands read the one content/*.yaml of the working folder, or else the study that came with
    this program.

    \b
    Examples:
      dea-export all                      everything, into build/
      dea-export check --strict           is the content right?
      dea-export anki --domain 1          a deck of one domain
    """


class TerminatedError(KeyboardInterrupt):
    """Somebody asked this process to end; files are put away as after Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the program and exits: 0 fine, 1 problems in the content, 2 wrong use, 3 an exporter failed."""
    # A study is many small objects that all stay: searching them for garbage took half the time, also at the very end.
    gc.set_threshold(1_000_000, 50, 100)
    atexit.register(gc.freeze)
    debug = "--debug" in (sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no dash is no reason to fail
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminate)
    try:
        code = program.main(arguments, prog_name="dea-export", standalone_mode=False)  # what ctx.exit was given
        sys.stdout.flush()
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (KeyboardInterrupt, click.Abort) as end:
        click.echo("\ninterrupted; the files of the last finished run are unchanged", err=True)
        sys.exit(143 if isinstance(end.__context__ or end, TerminatedError) else 130)
    except (BrokenPipeError, ReaderGoneError):  # Python must not try to write the rest when it ends
        for stream in (sys.stdout, sys.stderr):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        sys.exit(141)
    except DeaExportError as error:
        _report(error.message, error.hint, debug=debug)
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001  the last line of defence: never a traceback without --debug
        _report(
            f"this is a bug in dea-export: {type(error).__name__}: {error}",
            "run again with --debug and report it",
            debug=debug,
        )
        sys.exit(3)
    sys.exit(code if isinstance(code, int) else 0)


def _open_streams() -> None:
    """A standard stream that was closed leads nowhere; no other file may take its number."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        pass
    os.close(number)
    sys.stdout = sys.stdout or os.fdopen(1, "w")
    sys.stderr = sys.stderr or os.fdopen(2, "w")


def _terminate(*_: object) -> None:
    raise TerminatedError


def _report(message: str, hint: str, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    click.echo(f"error: {message}", err=True)
    if hint:
        click.echo(f"  hint: {hint}", err=True)
