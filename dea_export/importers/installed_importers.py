"""Which importers are installed, and which of them reads a file. Found by entry point, ours like anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from typing import cast

from dea_export.importers.harvest import Harvest, Importer, Source, is_spreadsheet, refuse
from dea_export.model.diagnostic import DeaExportError

GROUP = "dea_export.importers"
ORDER = ("anki", "anki-text", "markdown", "quizlet", "csv")  # ours are asked in this order, after those of strangers


def importer_names() -> list[str]:
    """The names, in the order in which they are asked."""
    names = {entry.name for entry in entry_points(group=GROUP)}
    return [*sorted(names - set(ORDER)), *(name for name in ORDER if name in names)]


def load_importer(name: str) -> Importer:
    """The importer of this name; ours wins a clash. Raises DeaExportError when it cannot be loaded."""
    found = sorted(
        entry_points(group=GROUP, name=name), key=lambda one: one.dist is None or one.dist.name != "dea-export"
    )
    if not found:
        raise DeaExportError(f"there is no importer '{name}'", f"one of {', '.join(importer_names())}")
    try:
        return cast("Importer", found[0].load())
    except (Exception, SystemExit) as error:
        raise DeaExportError(f"the importer '{name}' cannot be loaded: {type(error).__name__}: {error}") from error


def find_importer(source: Source) -> str:
    """The first importer that knows the file; raises ImportRefusedError when none does."""
    for name in importer_names():
        with _blamed(name):
            if load_importer(name).knows(source):
                return name
    raise refuse(source.name, "no importer knows what this file is", f"say it: --from {'|'.join(importer_names())}")


def harvest_file(source: Source, name: str = "") -> Harvest:
    """What an importer makes of a file: the one of this name, or the one that knows it."""
    chosen = name or find_importer(source)
    if chosen in ORDER and is_spreadsheet(source):
        raise refuse(source.name, "this is a spreadsheet", "save it as CSV UTF-8")
    with _blamed(chosen):
        return load_importer(chosen).harvest(source)


@contextmanager
def _blamed(name: str) -> Iterator[None]:
    """Says whose fault it is when an importer of another package breaks."""
    try:
        yield
    except DeaExportError:
        raise
    except Exception as error:
        if name in ORDER:
            raise
        raise DeaExportError(
            f"the importer '{name}' failed: {type(error).__name__}: {error}", "report it there"
        ) from error
