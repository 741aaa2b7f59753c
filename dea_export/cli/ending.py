"""What happens when a run ends badly: a line or two that say so, and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from dea_export.cli.console import complain
from dea_export.cli.startup import TerminatedError
from dea_export.model.diagnostic import DeaExportError

LONGEST_NAME = 100  # characters of a path that are shown


class ReaderGoneError(Exception):
    """Nobody reads any more. Not an OSError, of which click would make exit code 1: a problem in the content."""


def need_folder() -> None:
    """Raises DeaExportError when somebody has deleted the working folder: no path means anything then."""
    try:
        os.getcwd()  # noqa: PTH109  pathlib is not needed here
    except OSError as error:
        raise DeaExportError("the working folder is gone", "change to one that exists") from error


@contextmanager
def ending_well(*, debug: bool) -> Iterator[None]:
    """Says in a line or two what went wrong, and exits: 1 problems in the content, 2 wrong use, 3 an exporter failed."""
    try:
        yield
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (KeyboardInterrupt, click.Abort) as end:
        click.echo("\ninterrupted; the files of the last finished run are unchanged", err=True)
        sys.exit(143 if isinstance(end.__context__ or end, TerminatedError) else 130)
    except (BrokenPipeError, ReaderGoneError):
        _write_nowhere()
        sys.exit(141)
    except DeaExportError as error:
        _explain(error.message, error.hint, debug=debug)
        sys.exit(error.exit_code)
    except OSError as error:
        _explain(*_refusal(error), debug=debug)
        _write_nowhere()
        sys.exit(2)
    except MemoryError:
        _explain("the memory ran out", "end other programs, or make fewer outputs at once: --jobs 1", debug=debug)
        sys.exit(3)
    except Exception as error:  # noqa: BLE001  the last line of defence: never a traceback without --debug
        what = f"this is a bug in dea-export: {type(error).__name__}: {error}"
        _explain(what, "run again with --debug and report it", debug=debug)
        sys.exit(3)


def _refusal(error: OSError) -> tuple[str, str]:
    """What the operating system refuses, and what to look at: a file, or else where the output goes."""
    why = error.strerror or type(error).__name__
    if error.filename is None:
        return f"the output cannot be written: {why}", "look at the disk, or where standard output leads"
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    shown = f"{name[:LONGEST_NAME]}…" if len(name) > LONGEST_NAME else name
    return f"'{shown}': {why}", "look at the path, its permissions and the disk"


def _write_nowhere() -> None:
    """Python must not try to write the rest when it ends. Streams that somebody has put in their place are left alone."""
    for stream in {sys.stdout, sys.stderr} & {sys.__stdout__, sys.__stderr__}:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _explain(message: str, hint: str, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    complain(message, hint)
