"""Files where none was: all or none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path


def write_new_files(files: Mapping[Path, bytes]) -> None:
    """Writes the files with the folders that they need; none is left when one cannot be, which raises.

    Raises OSError, or ValueError for a name that no file system takes.
    """
    made: list[Path] = []
    try:
        for path, data in files.items():
            for folder in reversed(list(_missing(path.parent))):
                folder.mkdir()
                made.append(folder)
            with path.open("xb") as file:
                made.append(path)
                file.write(data)
    except BaseException:  # also Ctrl-C
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _missing(folder: Path) -> Iterator[Path]:
    """The folders that are not there, the innermost first."""
    while not folder.is_dir():
        yield folder
        folder = folder.parent
