"""Which importers are installed, and which of them reads a file. Found by entry point, ours like anybody's."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import cast

from dea_export.importers.harvest import Importer, ImportRefusedError, Source, refuse
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


def find_importer(source: Source) -> Importer:
    """The first importer that knows the file; raises ImportRefusedError when none does."""
    for name in importer_names():
        importer = load_importer(name)
        if importer.knows(source):
            return importer
    raise refuse(source.name, "no importer knows what this file is", f"say it: --from {'|'.join(importer_names())}")


__all__ = ["ImportRefusedError", "find_importer", "importer_names", "load_importer"]
