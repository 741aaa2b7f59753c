"""Which importers are installed, and which of them reads a file. Found by entry point, ours like anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from typing import cast

from dea_export.importers.harvest import Harvest, Importer, Loss, Source, is_spreadsheet, refuse
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


def find_importer(source: Source) -> tuple[str, list[Loss]]:
    """The first importer that knows the file, and those of strangers that could not say whether they do.

    Raises ImportRefusedError when none does.
    """
    broken: list[Loss] = []
    for name in importer_names():
        try:
            with _blamed(name):
                if load_importer(name).knows(source):
                    return name, broken
        except DeaExportError as error:
            if name in ORDER:
                raise
            broken.append(Loss(source.name, f"{error.message}; it was not asked", kept=True))
    raise refuse(source.name, "no importer knows what this file is", f"say it: --from {'|'.join(importer_names())}")


def harvest_file(source: Source, name: str = "") -> Harvest:
    """What an importer makes of a file: the one of this name, or the one that knows it."""
    chosen, broken = (name, []) if name else find_importer(source)
    if chosen in ORDER and is_spreadsheet(source):
        raise refuse(source.name, "this is a spreadsheet", "save it as CSV UTF-8")
    with _blamed(chosen):
        harvest = load_importer(chosen).harvest(source)
        if not isinstance(harvest, Harvest):
            raise TypeError(f"it brings no Harvest, but {type(harvest).__name__}")
    harvest.losses[:0] = broken
    return harvest


@contextmanager
def _blamed(name: str) -> Iterator[None]:
    """Says whose fault it is when an importer of another package breaks."""
    try:
        yield
    except DeaExportError:
        raise
    except (Exception, SystemExit) as error:
        if name in ORDER:
            raise
        said = f"the importer '{name}' failed: {type(error).__name__}: {error}"
        raise DeaExportError(said, "report it there, or take another with --from") from error
