"""Which content file is meant."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dea_export.exporters.resources import resource_root
from dea_export.model.diagnostic import DeaExportError

SUFFIXES = {".yaml", ".yml"}
BUILTIN = "dea_export.builtin"  # in the context's `meta`: whether --builtin was given
MOST_NAMED = 3  # files of one message


def find_content(given: Path | None) -> tuple[Path, bool]:
    """The content file, and whether it is the one inside the package, which is said before anything else.

    Raises DeaExportError when a named file is missing, when there are several to choose from, and when there is none
    although the folder is not empty: nobody who has notes wants those of somebody else.
    """
    if _asks_for_builtin(given):
        return _builtin()
    if given is not None:
        if not given.exists():
            raise DeaExportError(f"there is no file '{given}'", "name a content file, e.g. content/my-study.yaml")
        return given, False
    folder = Path("content")
    here = [path for path in _visible(folder) if path.suffix.lower() in SUFFIXES] if folder.is_dir() else []
    if len(here) > 1:
        names = ", ".join(map(str, here))
        raise DeaExportError(f"content/ holds several studies: {names}", "name one of them")
    if here and leads_away(here[0], Path()):
        raise DeaExportError(f"'{here[0]}' is a link out of this folder", "name the file to which it leads")
    if here:
        return here[0], False
    if folder.is_dir():
        raise DeaExportError(f"content/ holds no study, {_listed(_visible(folder))}", _hint("content/NAME.yaml"))
    if others := [path for path in _visible(Path()) if not _is_made(path)]:
        raise DeaExportError(f"there is no content/*.yaml here, {_listed(others)}", _hint("a content file"))
    return _builtin()


def ledger_of(content: Path) -> Path:
    """Where the ledger of a content file lies."""
    return content.with_suffix(".lock")


def media_of(content: Path) -> Path:
    """The folder of its pictures and sounds."""
    return content.parent / "media"


def leads_away(path: Path, folder: Path) -> bool:
    """Whether a file is a link to something outside of a folder: nobody has named that."""
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _asks_for_builtin(given: Path | None) -> bool:
    context = click.get_current_context(silent=True)
    asked = context is not None and bool(context.meta.get(BUILTIN))
    if asked and given is not None:
        raise click.UsageError(f"--builtin is another study than '{given}': give one of them")
    return asked


def _builtin() -> tuple[Path, bool]:
    inside = sorted(Path(str(resource_root("content"))).glob("*.yaml"))
    if not inside:
        raise DeaExportError("there is no content/*.yaml here", "name a content file")
    if (context := click.get_current_context(silent=True)) is None or not context.params.get("quiet"):
        click.echo(f"using '{inside[0].stem}', the study that came with dea-export", err=True)
    return inside[0], True


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _is_made(path: Path) -> bool:
    """Whether we left it in an empty folder."""
    return path.name == "build" or (path / ".dea-export").is_dir()


def _listed(paths: list[Path]) -> str:
    names = ", ".join(f"'{path}'" for path in paths[:MOST_NAMED])
    return f"only {names}{' …' if len(paths) > MOST_NAMED else ''}" if names else "it is empty"


def _hint(wanted: str) -> str:
    return f"name your file, or write {wanted}; --builtin takes the study that came with dea-export"
