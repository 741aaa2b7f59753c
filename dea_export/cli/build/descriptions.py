"""What an exporter says of itself. A stranger's is asked in a process of its own, since importing it runs its code.

`python -m dea_export.cli.build.descriptions` is that process: it reads a pickled `Found` and writes JSON, never pickles,
which would bring the stranger's classes here.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dea_export.exporters.api import Following, Option, Preloading
from dea_export.exporters.registry import BrokenExporterError, Found

PROGRAM = "dea_export.cli.build.descriptions"
LONGEST_LOAD = 60.0  # seconds that an exporter may take to be imported
MARK = b"\nan exporter of dea-export says: "  # in front of it may stand what other code printed
LONGEST_MESSAGE = 500  # characters


@dataclass(frozen=True, slots=True)
class Description:
    """The exporter without its code."""

    help: str
    options: tuple[Option, ...]
    variants: tuple[str, ...]
    preloads: bool
    follows: Mapping[str, str]


@cache
def describe_exporter(found: Found) -> Description:
    """What an exporter says of itself; raises BrokenExporterError when it cannot be loaded, or is not as promised."""
    return read_description(found) if found.ours else _ask(found)


def read_description(found: Found) -> Description:
    """The same, imported here."""
    exporter = found.load()
    follows = exporter.follows if isinstance(exporter, Following) else {}
    return Description(exporter.help, exporter.options, exporter.variants, isinstance(exporter, Preloading), follows)


def child_environment() -> dict[str, str]:
    """For a process that finds the modules that this one finds, also when it has changed its working folder."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(str(Path(folder).absolute()) for folder in sys.path)}


def say_error(error: BaseException) -> str:
    """`ValueError: no`, in one line, whatever the error is."""
    try:
        text = " ".join(str(error).split())
    except BaseException:  # noqa: BLE001  a stranger's error may raise another
        text = "(it cannot say what)"
    return f"{type(error).__name__}: {text}"[:LONGEST_MESSAGE]


def _ask(found: Found) -> Description:
    package = found.package.split(" ")[0]
    try:
        run = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-P", "-m", PROGRAM], input=pickle.dumps(found), stdout=subprocess.PIPE, check=False,
            env=child_environment(), timeout=LONGEST_LOAD, process_group=0,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        what = f"it cannot be loaded: that took longer than {LONGEST_LOAD:g} s"
        raise BrokenExporterError(what, f"update or uninstall {package}") from None
    except OSError as error:
        raise BrokenExporterError(
            f"no process can be started for it: {error.strerror}", "end other programs"
        ) from error
    _, mark, told = run.stdout.rpartition(MARK)
    if not mark:
        raise BrokenExporterError("it cannot be loaded: its process died", f"update or uninstall {package}")
    said = json.loads(told)
    if "error" in said:
        raise BrokenExporterError(said["error"], said["hint"])
    options = tuple(Option(name, text, default, tuple(choices)) for name, text, default, choices in said["options"])
    return Description(said["help"], options, tuple(said["variants"]), bool(said["preloads"]), said["follows"])


def _tell() -> None:
    """The other end of `_ask`. Standard output is out of the way while a stranger's code runs."""
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    found = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  what the program packed itself
    said: dict[str, Any]
    try:
        seen = read_description(found)
        said = {
            "help": seen.help, "options": [astuple(option) for option in seen.options], "variants": seen.variants,
            "preloads": seen.preloads, "follows": dict(seen.follows),
        }  # fmt: skip
        written = json.dumps(said)
    except BrokenExporterError as error:
        written = json.dumps({"error": error.message[:LONGEST_MESSAGE], "hint": error.hint})
    except BaseException as error:  # noqa: BLE001  a stranger's code may raise anything
        written = json.dumps({"error": f"it cannot be loaded: {say_error(error)}", "hint": "see extending.md"})
    told.write(MARK + written.encode())
    told.flush()
    os._exit(0)  # whatever it has started


if __name__ == "__main__":
    _tell()
