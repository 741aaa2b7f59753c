"""What happens when a run ends badly: a line or two that say so, and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from dea_export.cli.console import complain
from dea_export.cli.startup import TerminatedError
from dea_export.model.diagnostic import DeaExportError


class ReaderGoneError(Exception):
    """Nobody reads any more. Not an OSError, of which click would make exit code 1: a problem in the content."""


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
    except Exception as error:  # noqa: BLE001  the last line of defence: never a traceback without --debug
        what = f"this is a bug in dea-export: {type(error).__name__}: {error}"
        _explain(what, "run again with --debug and report it", debug=debug)
        sys.exit(3)


def _write_nowhere() -> None:
    """Python must not try to write the rest when it ends."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _explain(message: str, hint: str, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    complain(message, hint)
