"""Files appear whole or not at all; only files that the last manifest names are ever removed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dea_export.exporters.api import Artifact
from dea_export.model.diagnostic import DeaExportError

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the output folder for one run at a time; a second run waits for the first."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write(folder: Path, artifacts: Sequence[Artifact]) -> list[str]:
    """Writes the artifacts; returns the names of those whose bytes are new.

    All are written beside the old files first, then renamed, so a full disk or an interruption changes nothing.
    """
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
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
    for number, artifact in enumerate(changed):
        target = folder / artifact.name
        target.parent.mkdir(parents=True, exist_ok=True)
        (scratch / str(number)).replace(target)
    return [artifact.name for artifact in changed]


def replace_file(path: Path, data: bytes) -> None:
    """Writes one file beside the old one, then renames it."""
    with _explained(path):
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


def previous(folder: Path) -> dict[str, Any]:
    """The manifest of the last run; empty when there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) and isinstance(manifest.get("files"), dict) else {}


def remove_gone(folder: Path, before: Mapping[str, Any], now: set[str]) -> list[str]:
    """Deletes what the last manifest named and this run did not make; returns the names."""
    gone = sorted(set(before.get("files", {})) - now)
    root = folder.resolve()
    for name in gone:
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(root):
            path.unlink()
            if path.parent != folder and not any(path.parent.iterdir()):
                path.parent.rmdir()
    return gone


def sha256(data: bytes) -> str:
    """The hexadecimal digest."""
    return hashlib.sha256(data).hexdigest()


def sums(artifacts: Sequence[Artifact]) -> bytes:
    """The lines that `sha256sum --check` reads, sorted by name."""
    return "".join(f"{sha256(a.data)}  {a.name}\n" for a in sorted(artifacts, key=lambda a: a.name)).encode()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """What the operating system refuses, as one line."""
    try:
        yield
    except OSError as error:
        what = f"'{folder}' cannot be written: {error.strerror or error}"
        raise DeaExportError(
            what, "the earlier files are unchanged; make room, or name another folder with -o"
        ) from error
