"""A run of `all` killed at one moment after the other: `python -m tests.support.kills`, in a folder with a study.

A moment is a thing that the program does to a file below build/, as the audit events of Python tell: nothing is built
into the program for it. The runs are forks of this process. Prints JSON: of each moment what it was and what it left.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from dea_export.cli.main import main
from dea_export.exporters import registry
from tests.support.files import snapshot

BUILD, OLD = Path("build"), Path("old")
TOUCHING = {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate"}
HEAVY = {"anki", "cards", "exam", "pdf"}
STATES = {"old": OLD, "new": BUILD}
QUIET = ["-j1", "--quiet"]
REPAIR = ["markdown", "--rank", "1", "-j1"]


def fork(arguments: list[str], moment: int | None = None, seen: Path | None = None) -> int:
    """Runs the program in a fork, killed before the thing number `moment`; the status. `seen`: a list of all things."""
    if (child := os.fork()) == 0:
        if moment is not None or seen is not None:
            watch(moment, seen)
        with Path("said").open("w") as said:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
        with suppress(SystemExit):
            main(arguments)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def watch(moment: int | None, seen: Path | None) -> None:
    """From now on counts what is done to files below build/."""
    things = []

    def hear(event: str, values: tuple[object, ...]) -> None:
        name = os.fsdecode(values[0]) if values and isinstance(values[0], str | bytes | os.PathLike) else ""
        if event not in TOUCHING or not Path(name).is_relative_to(BUILD):
            return
        if moment == len(things):
            os.kill(os.getpid(), signal.SIGKILL)
        things.append(f"{event} {name}")
        if seen:
            with open(os.open(seen, os.O_WRONLY | os.O_CREAT | os.O_APPEND), "a") as file:  # noqa: PTH123
                file.write(f"{things[-1]}\n")

    sys.addaudithook(hear)


def is_true(folder: Path) -> bool:
    """Whether what the manifest and the sums say is true, or they say nothing."""
    files = json.loads((folder / "manifest.json").read_text())["files"] if (folder / "manifest.json").exists() else {}
    sums = ["sha256sum", "--check", "--status", "SHA256SUMS"]
    return all((folder / name).stat().st_size == entry["bytes"] for name, entry in files.items()) and (
        not (folder / "SHA256SUMS").exists() or subprocess.run(sums, cwd=folder, check=False).returncode == 0
    )


def whole(folder: Path, states: dict[str, dict[str, bytes]]) -> str:
    """Which state a folder is in: `old`, `new` or `mixed`."""
    now = {name: data for name, (data, _) in snapshot(folder).items() if "--rank-1" not in name}
    return next((name for name, state in states.items() if state == now), "mixed")


def begin(moment: int) -> int:
    """A run that is killed on the way from old to new; its status."""
    shutil.rmtree(BUILD, ignore_errors=True)
    shutil.copytree(OLD, BUILD)
    return fork(["all", *QUIET], moment)


def try_out(states: dict[str, dict[str, bytes]], *moments: int) -> dict[str, object]:
    """Kills one run, and the one that puts back, then lets another command look at it."""
    status = begin(moments[0])
    for moment in moments[1:]:
        status = fork(REPAIR, moment)
    left = {"moments": moments, "status": status, "true": is_true(BUILD), "left": whole(BUILD, states)}
    fork(REPAIR)
    return {**left, "then": whole(BUILD, states), "said": "moved back" in Path("said").read_text()}


def see(command: list[str]) -> list[str]:
    """Runs the program; all that it does."""
    fork(command, seen=Path("seen"))
    things = Path("seen").read_text().splitlines()
    Path("seen").unlink()
    return things


def try_all() -> list[dict[str, object]]:
    """Each moment between the old state and the new one; then each of putting back what half of the moves have done."""
    entry_points = registry.entry_points
    registry.entry_points = lambda group: [one for one in entry_points(group=group) if one.name not in HEAVY]
    content = next(Path("content").glob("*.yaml"))
    with suppress(SystemExit):
        main(["all", *QUIET])  # here, so that the forks have loaded everything
    shutil.copytree(BUILD, OLD)
    content.write_text(content.read_text("utf-8").replace("only if it ends with", "only when it ends"), "utf-8")
    content.write_text(content.read_text("utf-8").replace("Perform ingestion", "Perform an ingestion"), "utf-8")
    things = see(["all", *QUIET])
    states = {state: {name: data for name, (data, _) in snapshot(folder).items()} for state, folder in STATES.items()}
    tried = [try_out(states, moment) for moment in range(len(things))]
    moved = [moment for moment, thing in enumerate(things) if thing.startswith("os.rename")]
    half = moved[len(moved) // 2]
    begin(half)
    repairs = see(REPAIR)
    ends = max(moment for moment, thing in enumerate(repairs) if "moves.json" in thing)
    return tried + [try_out(states, half, moment) for moment in range(ends)]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(try_all()))
