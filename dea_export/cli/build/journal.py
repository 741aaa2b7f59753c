"""The moves of a run: all of them or none, also when the process is killed between two.

Old files get a second name, a list of all moves is written, then files move, then the list goes: that is the moment in
which a run has happened. Whoever finds a list puts back what it names.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

INDEX = "index.html"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SEALS = (SUMS, MANIFEST)  # what speaks of the other files is away while these move: where it stands, it is true
_LIST = "moves.json"


def move_all(folder: Path, scratch: Path, moves: Mapping[str, Path | None]) -> None:
    """Gives files below `scratch` their names below `folder`, and removes the names for which there is none.

    Raises OSError when that cannot be; everything is as before then.
    """
    _write_down(scratch, [(name, _keep(folder / name, scratch, number)) for number, name in enumerate(moves)])
    try:
        _unseal(folder, moves)
        for name, new in moves.items():
            new.replace(folder / name) if new else (folder / name).unlink()
    except OSError:
        put_back(folder, scratch)
        raise
    (scratch / _LIST).unlink()
    remove_empty(folder, [name for name, new in moves.items() if new is None])


def put_back(folder: Path, scratch: Path) -> bool:
    """Undoes the moves of a run that did not come to its end; whether there were any. Raises OSError."""
    kept = _read(folder, scratch)
    left = {name: second for name, second in kept.items() if second is None or second.exists()}  # may be killed, too
    _unseal(folder, left)
    for name, second in left.items():
        second.replace(folder / name) if second else (folder / name).unlink(missing_ok=True)
    (scratch / _LIST).unlink(missing_ok=True)
    remove_empty(folder, [name for name, second in kept.items() if second is None])
    return bool(kept)


def remove_empty(folder: Path, names: Iterable[str]) -> None:
    """Removes the folders in which files of these names stood, when nothing else does."""
    for name in names:
        with suppress(OSError):  # the first that is not empty
            for parent in Path(name).parents[:-1]:
                (folder / parent).rmdir()


def _unseal(folder: Path, moving: Collection[str]) -> None:
    for name in SEALS:
        if name in moving:
            (folder / name).unlink(missing_ok=True)


def _keep(path: Path, scratch: Path, number: int) -> str | None:
    """The second name of a file, or of a copy where the file system has no such thing; None when there is no file."""
    if not os.path.lexists(path):
        return None
    second = scratch / f"{number}.old"
    try:
        second.hardlink_to(path)
    except OSError:
        shutil.copy2(path, second)
    return second.name


def _write_down(scratch: Path, kept: list[tuple[str, str | None]]) -> None:
    half = scratch / f"{_LIST}.half"
    with half.open("w", encoding="utf-8") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    half.replace(scratch / _LIST)


def _read(folder: Path, scratch: Path) -> dict[str, Path | None]:
    """What was written down; nothing of a list that somebody else made and that leads out of the folder."""
    try:
        kept = dict(json.loads((scratch / _LIST).read_bytes()))
        inside = all(
            _is_inside(folder, name) and (second is None or second == Path(second).name)
            for name, second in kept.items()
        )
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
    return {name: second and scratch / second for name, second in kept.items()} if inside else {}


def _is_inside(folder: Path, name: str) -> bool:
    """Raises ValueError for what no file can be called."""
    above = os.path.realpath((folder / name).parent)
    named = Path(name).name not in ("", "..") and b"\0" not in os.fsencode(name)
    return named and Path(above).is_relative_to(os.path.realpath(folder))
