"""Which content file is meant."""

from __future__ import annotations

from pathlib import Path

from dea_export.exporters.resources import resource_root
from dea_export.model.diagnostic import DeaExportError


def find_content(given: Path | None) -> tuple[Path, bool]:
    """The content file, and whether it is the one inside the package.

    Raises DeaExportError when a named file is missing, or when there are several to choose from.
    """
    if given is not None:
        if not given.exists():
            raise DeaExportError(f"there is no file '{given}'", "name a content file, e.g. content/dea-c01.yaml")
        return given, False
    here = sorted(Path("content").glob("*.yaml"))
    if len(here) > 1:
        names = ", ".join(map(str, here))
        raise DeaExportError(f"content/ holds several studies: {names}", "name one of them")
    if here:
        return here[0], False
    inside = sorted(Path(str(resource_root("content"))).glob("*.yaml"))
    if not inside:
        raise DeaExportError("there is no content/*.yaml here", "name a content file")
    return inside[0], True
