"""Files appear whole or not at all; only files that the last manifest names are ever removed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dea_export.model.diagnostic import DeaExportError

if TYPE_CHECKING:
    from dea_export.exporters.api import Artifact

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
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
        with suppress(OSError):
            self._take(os.O_RDWR)
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def claim(self) -> None:
        """Makes folder and lock if need be: from now on the folder may be written to."""
        if self._handle is None:
            with _explained(self._folder):
                (self._folder / OWN).mkdir(parents=True, exist_ok=True)
                self._take(os.O_CREAT | os.O_RDWR)

    def _take(self, flags: int) -> None:
        import fcntl

        self._handle = os.open(self._folder / OWN / "lock", flags, 0o666)
        fcntl.flock(self._handle, fcntl.LOCK_EX)


def write_artifacts(folder: Path, artifacts: Sequence[Artifact]) -> list[str]:
    """Writes the artifacts; returns the names of those whose bytes are new. The caller holds the lock.

    All are written beside the old files first, then renamed, so a full disk or an interruption changes nothing.
    """
    scratch = folder / OWN / "writing"
    with _explained(folder):
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
        for number, artifact in enumerate(changed):
            (scratch / str(number)).replace(folder / artifact.name)
    return [artifact.name for artifact in changed]


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
    with _explained(path):
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


def last_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of the last run; empty when there is none.

    Raises OutputError when there is a file of that name which this program did not write.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except OSError:
        return {}
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict) or not all(map(_is_entries, (manifest.get("files"), manifest.get("stale", {})))):
        raise OutputError(
            f"'{folder / MANIFEST}' is not a manifest of dea-export", "move it away, or name another folder with -o"
        )
    return manifest


def _is_entries(files: object) -> bool:
    return isinstance(files, dict) and all(
        isinstance(entry, dict) and {"exporter", "bytes", "sha256"} <= entry.keys() for entry in files.values()
    )


def known_files(before: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """All files that a manifest names, with what it says of them."""
    return {**before.get("stale", {}), **before.get("files", {})}


def is_as_left(path: Path, entry: Mapping[str, Any]) -> bool:
    """Whether a file is still the one that a manifest describes."""
    return path.is_file() and path.stat().st_size == entry["bytes"] and sha256(path.read_bytes()) == entry["sha256"]


def remove_gone(folder: Path, before: Mapping[str, Any], now: set[str]) -> list[str]:
    """Deletes what the last manifest named and nobody makes any more; returns the names.

    A file that has other bytes than the manifest says is somebody else's by now and stays.
    """
    root = folder.resolve()
    gone = []
    for name, entry in sorted(known_files(before).items()):
        path = folder / name
        if name in now or not path.resolve().is_relative_to(root) or not is_as_left(path, entry):
            continue
        path.unlink()
        gone.append(name)
        for parent in path.relative_to(folder).parents:
            if parent.name and not any((folder / parent).iterdir()):
                (folder / parent).rmdir()
    return gone


def sha256(data: bytes) -> str:
    """The hexadecimal digest."""
    return hashlib.sha256(data).hexdigest()


def format_sums(artifacts: Sequence[Artifact]) -> bytes:
    """The lines that `sha256sum --check` reads, sorted by name."""
    return "".join(f"{sha256(a.data)}  {a.name}\n" for a in sorted(artifacts, key=lambda a: a.name)).encode()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """What the operating system refuses, as one line."""
    try:
        yield
    except OSError as error:
        what = f"'{folder}' cannot be written: {error.strerror or error}"
        raise OutputError(what, "the earlier files are unchanged; make room, or name another folder with -o") from error
