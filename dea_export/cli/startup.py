"""How a process of this program begins: memory, streams, signals. Light, since every worker needs it."""

from __future__ import annotations

import atexit
import gc
import io
import os
import signal
import sys
import threading

LAST_STREAM = 2  # standard error


class TerminatedError(KeyboardInterrupt):
    """Somebody asked this process to end; files are put away as after Ctrl-C."""


def tune_collector() -> None:
    """A study is many small objects that all stay: searching them for garbage took half the time, also at the end."""
    gc.set_threshold(1_000_000, 50, 100)
    atexit.register(gc.freeze)


def open_streams() -> None:
    """A standard stream that was closed leads nowhere; no other file may take its number."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        pass
    os.close(number)
    sys.stdout = sys.stdout or os.fdopen(1, "w")
    sys.stderr = sys.stderr or os.fdopen(2, "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no dash is no reason to fail


def heed_termination() -> None:
    """From now on SIGTERM raises TerminatedError."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminate)


def _terminate(*_: object) -> None:
    raise TerminatedError
