"""Files appear whole or not at all, all of a run or none, and nowhere but below the output folder."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from dea_export.cli.build.journal import SEALS, move_all, put_back
from dea_export.cli.locks import hold
from dea_export.model.diagnostic import DeaExportError

if TYPE_CHECKING:
    from dea_export.exporters.api import Artifact

OWN = ".dea-export"  # below the output folder: the lock
WRITING = f"{OWN}/writing"  # and files that are being written
INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM)


class OutputError(DeaExportError):
    """The output folder cannot be used."""


class FolderLock:
    """The output folder for one run at a time: a second run waits for the first.

    A run that finds nothing to do must leave no trace, so there is a lock at first only if an earlier run left one.
    """

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        """`say` hears of it when the run before was killed halfway, and its files have been put back."""
        self._folder = folder
        self._say = say
        self._handle: int | None = None

    def __enter__(self) -> Self:
        _refuse_links(self._folder, [OWN, WRITING])
        with suppress(OSError):
            self._take(os.O_RDWR)
        self._mend()
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def claim(self) -> None:
        """Makes folder and lock if need be: from now on the folder may be written to."""
        if self._handle is None:
            with explained(self._folder):
                (self._folder / OWN).mkdir(parents=True, exist_ok=True)
                self._take(os.O_CREAT | os.O_RDWR)
            self._mend()

    def _mend(self) -> None:
        """Puts back what a run that was killed had begun to move."""
        if self._handle is not None:
            with explained(self._folder, "it holds files of two runs: repair that, then run this again"):
                if put_back(self._folder, self._folder / WRITING):
                    self._say(f"the last run was killed while it moved files into {self._folder}/: moved back")

    def _take(self, flags: int) -> None:
        self._handle = os.open(self._folder / OWN / "lock", flags, 0o666)
        hold(self._handle)


def write_artifacts(folder: Path, artifacts: Sequence[Artifact], gone: Sequence[str] = ()) -> list[str]:
    """Writes the artifacts, removes the files named `gone`; returns the names of artifacts whose bytes are new.

    All are written beside the old files first, then moved, so a full disk, an interruption or a name that cannot be
    had changes nothing. The caller holds the lock.
    """
    _refuse_links(folder, [parent for one in artifacts for parent in Path(one.name).parents])
    scratch = folder / WRITING
    with explained(folder):
        shutil.rmtree(scratch, ignore_errors=True)  # of a run that was killed
        scratch.mkdir(parents=True)
        try:
            return _write(folder, scratch, artifacts, gone)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _write(folder: Path, scratch: Path, artifacts: Sequence[Artifact], gone: Sequence[str]) -> list[str]:
    changed = [artifact.name for artifact in artifacts if not _holds(folder / artifact.name, artifact.data)]
    moves: dict[str, Path | None] = dict.fromkeys(gone)
    for number, artifact in enumerate(artifacts):
        if artifact.name in changed or (changed and artifact.name in SEALS):
            moves[artifact.name] = scratch / str(number)
            _write_new(scratch / str(number), artifact.data)
            (folder / artifact.name).parent.mkdir(parents=True, exist_ok=True)
    if moves:
        with _undisturbed():
            move_all(folder, scratch, moves)
    return changed


def _write_new(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _refuse_links(folder: Path, names: Iterable[str | Path]) -> None:
    """Raises OutputError for a link below the output folder: what is written or removed there is somewhere else."""
    for name in dict.fromkeys(map(str, names)):
        if name != "." and (folder / name).is_symlink():
            raise OutputError(f"'{folder / name}' is a link", "remove it, or name another folder with -o")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until all files have their names: they belong together."""
    if threading.current_thread() is not threading.main_thread():
        yield  # which hears no signals
        return
    heard: list[int] = []
    before = {number: signal.signal(number, lambda number, _: heard.append(number)) for number in INTERRUPTIONS}
    try:
        yield
    finally:
        for known, handler in before.items():
            signal.signal(known, handler)
        for number in heard[:1]:
            signal.raise_signal(number)


def replace_file(path: Path, data: bytes) -> None:
    """Writes one file beside the old one, then renames it; where a link leads to it, the file and not the link."""
    with explained(path, "the earlier file is unchanged; look at the disk and at who may write in the folder"):
        path = path.resolve()
        if path.exists() and not path.is_file():  # a device or pipe would be gone for every program
            raise OutputError(f"'{path}' is not a file", "name a file")
        handle, scratch = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(scratch).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(scratch).replace(path)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


@contextmanager
def explained(
    folder: Path, hint: str = "the earlier files are unchanged; make room, or name another folder with -o"
) -> Iterator[None]:
    """What the operating system refuses, as one line."""
    try:
        yield
    except OSError as error:
        what = f"'{folder}' cannot be written: {error.strerror or error}"
        raise OutputError(what, hint) from error
