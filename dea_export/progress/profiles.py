"""Where a learner's collection lies: a file, the folder of a profile, or where Anki keeps its profiles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from dea_export.importers.harvest import ImportRefusedError

COLLECTION = "collection.anki2"
FOLDER = "Anki2"  # of all profiles
OR_PACKAGE = "name a profile's folder, its collection.anki2, or a .colpkg (in Anki: File > Export)"


def find_collection(given: Path | None) -> Path:
    """The file that is meant. Raises ImportRefusedError when there is none, or several."""
    if given is None:
        return _the_only_one([path for base in known_bases(os.environ) for path in _collections_below(base)])
    if not given.is_dir():
        return given
    if (given / COLLECTION).exists():
        return given / COLLECTION
    return _the_only_one(list(_collections_below(given)), f"{given}: ")


def known_bases(environment: Mapping[str, str], platform: str = sys.platform) -> Iterator[Path]:
    """The folders in which Anki keeps profiles, as its manual says ("Managing Files")."""
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or "~").expanduser()
    if own := environment.get("ANKI_BASE"):
        yield Path(own)
    elif platform == "win32":
        yield Path(environment.get("APPDATA") or home / "AppData" / "Roaming") / FOLDER
    elif platform == "darwin":
        yield home / "Library" / "Application Support" / FOLDER
    else:
        yield Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / FOLDER
        yield home / ".var" / "app" / "net.ankiweb.Anki" / "data" / FOLDER  # of Flathub


def _collections_below(base: Path) -> Iterator[Path]:
    if base.is_dir():
        yield from sorted(path for path in base.glob(f"*/{COLLECTION}") if path.is_file())


def _the_only_one(found: list[Path], where: str = "") -> Path:
    if not found:
        raise ImportRefusedError(
            f"{where}no collection of Anki is here" if where else "no collection of Anki was found", OR_PACKAGE
        )
    if len(found) > 1:
        names = ", ".join(f"'{path.parent.name}'" for path in found[:5])
        raise ImportRefusedError(f"{where}there are {len(found)} profiles: {names}", f"name one: {found[0].parent}")
    return found[0]
