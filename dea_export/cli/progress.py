"""One line that says how far a run is: on a terminal, after a second, gone when the run ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

PATIENCE = 1.0  # seconds; what is quicker needs no progress


@dataclass
class Progress:
    """How many of `total` are done."""

    total: int
    begun: float = field(default_factory=time.monotonic)
    shown: bool = False

    def __call__(self, done: int, name: str) -> None:
        """Called when one more is done."""
        if time.monotonic() - self.begun >= PATIENCE and done < self.total:
            click.echo(f"\r\x1b[K  {done} of {self.total} made, last {name}", err=True, nl=False)
            self.shown = True


@contextmanager
def show_progress(total: int, *, quiet: bool) -> Iterator[Progress]:
    """A line on standard error while it is a terminal; otherwise the plain lines of the report are enough."""
    bar = Progress(total)
    if quiet or not sys.stderr.isatty():
        bar.begun = float("inf")
    try:
        yield bar
    finally:
        if bar.shown:
            click.echo("\r\x1b[K", err=True, nl=False)
