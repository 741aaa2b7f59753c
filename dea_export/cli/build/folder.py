"""Files appear whole or not at all, all of a run or none, and nowhere but below the output folder."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from dea_export.model.diagnostic import DeaExportError

if TYPE_CHECKING:
    from dea_export.exporters.api import Artifact

OWN = ".dea-export"  # below the output folder: the lock, and files that are being written
INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM)


class OutputError(DeaExportError):
    """The output folder cannot be used."""


class FolderLock:
    """The output folder for one run at a time: a second run waits for the first.

    A run that finds nothing to do must leave no trace, so there is a lock at first only if an earlier run left one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: int | None = None

    def __enter__(self) -> Self:
        _refuse_links(self._folder, [OWN])
        with suppress(OSError):
            self._take(os.O_RDWR)
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

    def _take(self, flags: int) -> None:
        import fcntl

        self._handle = os.open(self._folder / OWN / "lock", flags, 0o666)
        fcntl.flock(self._handle, fcntl.LOCK_EX)


def write_artifacts(folder: Path, artifacts: Sequence[Artifact]) -> list[str]:
    """Writes the artifacts; returns the names of those whose bytes are new. The caller holds the lock.

    All are written beside the old files first, then renamed, so a full disk or an interruption changes nothing; when
    one cannot be renamed, those before it get their old bytes back.
    """
    _refuse_links(folder, [parent for one in artifacts for parent in Path(one.name).parents])
    scratch = folder / OWN / "writing"
    with explained(folder):
        shutil.rmtree(scratch, ignore_errors=True)  # of a run that was killed
        scratch.mkdir(parents=True)
        try:
            return _write(folder, scratch, artifacts)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _write(folder: Path, scratch: Path, artifacts: Sequence[Artifact]) -> list[str]:
    changed = [artifact for artifact in artifacts if not _holds(folder / artifact.name, artifact.data)]
    for number, artifact in enumerate(changed):
        with (scratch / str(number)).open("wb") as file:
            file.write(artifact.data)
            file.flush()
            os.fsync(file.fileno())
    for artifact in changed:
        target = folder / artifact.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(f"'{target}' is a folder")
    with _undisturbed():
        _rename_all([(scratch / str(number), folder / artifact.name) for number, artifact in enumerate(changed)])
    return [artifact.name for artifact in changed]


def _rename_all(moves: Sequence[tuple[Path, Path]]) -> None:
    """Gives new files their names; when that fails halfway, everything is as before."""
    done: list[tuple[Path, Path]] = []
    try:
        for new, target in moves:
            old = new.with_suffix(".old")
            if target.exists():
                _keep(target, old)
            new.replace(target)
            done.append((old, target))
    except OSError:
        for old, target in reversed(done):
            old.replace(target) if old.exists() else target.unlink()
        raise


def _keep(path: Path, copy: Path) -> None:
    """A second name for a file, or a copy where the file system has no such thing."""
    try:
        copy.hardlink_to(path)
    except OSError:
        shutil.copy2(path, copy)


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
    with explained(path):
        path = path.resolve()
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
