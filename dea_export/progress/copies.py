"""A learner's collection as bytes: from a copy of the file and of the log beside it, or from a package.

Anki writes to a log, `collection.anki2-wal`, as long as it is open, and holds a lock under which nobody else may read.
So both files are copied to a folder of our own, where SQLite puts them together. The learner's files are opened for
reading alone, and no other file beside them is.
"""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from dea_export.importers.anki_collection import harden
from dea_export.importers.anki_package import BROKEN, PackageFile
from dea_export.importers.harvest import refuse

LARGEST = 1 << 30  # bytes of a collection, unpacked
LOG = "-wal"
TRIES = 5  # to copy while nothing is being written
CLOSE_ANKI = "close Anki, or name a .colpkg (in Anki: File > Export)"
REPAIR_COLLECTION = "in Anki: Tools > Check Database, or name a backup (.colpkg)"
NO_COLLECTION = "this is no collection of Anki"
Mark = tuple[int, int]  # size and time of a file; it changes when the file does


def copy_collection(path: Path) -> bytes:
    """The whole database of a file or package; raises ImportRefusedError for whatever is none."""
    if not path.exists():
        raise refuse(str(path), "there is no such file", "name a profile's folder, collection.anki2 or .colpkg")
    if not path.is_file():
        raise refuse(str(path), "this is not a file", "name collection.anki2 or a .colpkg")
    try:
        with path.open("rb") as file:
            start = file.read(16)
        if start.startswith(b"PK"):
            return _from_package(path)
        if not start.startswith(b"SQLite format 3\0"):
            raise refuse(str(path), NO_COLLECTION if start else "the file is empty", CLOSE_ANKI)
        return _from_file(path)
    except OSError as error:
        raise refuse(str(path), f"it cannot be read: {error.strerror or error}", CLOSE_ANKI) from error


def _from_package(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            return PackageFile(str(path), archive).read_collection(LARGEST)[1]
    except BROKEN as error:
        raise refuse(str(path), f"the package cannot be unpacked: {error}", "export it once more from Anki") from error


def _from_file(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise refuse(str(path), f"it has more than {LARGEST >> 20} MB", "export the deck, and name the .apkg")
    with TemporaryDirectory(prefix="dea-export-") as folder:
        copy = Path(folder) / "copy.anki2"
        _copy_at_rest(path, copy)
        return _put_together(copy, str(path))


def _copy_at_rest(path: Path, copy: Path) -> None:
    """Copies file and log once more when one of them was written to meanwhile."""
    for _ in range(TRIES):
        before = _marks(path)
        shutil.copyfile(path, copy)
        log = Path(f"{copy}{LOG}")
        log.unlink(missing_ok=True)
        if before[1] is not None:
            shutil.copyfile(f"{path}{LOG}", log)
        if _marks(path) == before:
            return
    raise refuse(str(path), "Anki is writing to it all the time", CLOSE_ANKI)


def _marks(path: Path) -> tuple[Mark | None, Mark | None]:
    return _mark(path), _mark(Path(f"{path}{LOG}"))


def _mark(path: Path) -> Mark | None:
    """None for what is no file of its own: a link beside a collection leads anywhere."""
    if path.name.endswith(LOG) and (path.is_symlink() or not path.is_file()):
        return None
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _put_together(copy: Path, name: str) -> bytes:
    """The database with its log, whole: SQLite has looked at every page."""
    db = sqlite3.connect(copy)
    try:
        harden(db)
        ((said,),) = db.execute("pragma quick_check(1)").fetchall()
        data = db.serialize()
    except (sqlite3.Error, ValueError) as error:
        raise refuse(name, f"the collection is damaged: {error}", REPAIR_COLLECTION) from error
    finally:
        db.close()
    if said != "ok":
        raise refuse(name, f"the collection is damaged: {str(said).splitlines()[0]}", REPAIR_COLLECTION)
    return data
