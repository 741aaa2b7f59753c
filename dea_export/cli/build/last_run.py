"""What the last run left: its manifest, and which of its files are still as it left them; only these are ever removed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from dea_export.cli.build.folder import OutputError
from dea_export.cli.build.journal import MANIFEST


def last_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of the last run; empty when there is none.

    Raises OutputError when there is a file of that name which this program did not write.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except OSError:
        return {}
    except (ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict) or not all(map(_is_entries, (manifest.get("files"), manifest.get("stale", {})))):
        raise OutputError(
            f"'{folder / MANIFEST}' is not a manifest of dea-export", "move it away, or name another folder with -o"
        )
    return manifest


def _is_entries(files: object) -> bool:
    kinds = {"exporter": str, "bytes": int, "sha256": str}
    return isinstance(files, dict) and all(
        isinstance(entry, dict) and all(isinstance(entry.get(name), kind) for name, kind in kinds.items())
        for entry in files.values()
    )


def study_of(before: Mapping[str, Any]) -> str | None:
    """The id of the study whose build it is; None while there is none."""
    study = before.get("study")
    return str(study.get("id")) if isinstance(study, dict) else None


def known_files(before: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """All files that a manifest names, with what it says of them."""
    return {**before.get("stale", {}), **before.get("files", {})}


def is_as_left(path: Path, entry: Mapping[str, Any]) -> bool:
    """Whether a file is still the one that a manifest describes."""
    with suppress(OSError, ValueError):  # a manifest may name what no file can be called
        return path.is_file() and path.stat().st_size == entry["bytes"] and sha256(path.read_bytes()) == entry["sha256"]
    return False


def find_gone(folder: Path, before: Mapping[str, Any], now: set[str]) -> list[str]:
    """The files that the last manifest named and nobody makes any more.

    A file that has other bytes than the manifest says is somebody else's by now and stays.
    """
    root = Path(os.path.realpath(folder))
    known = sorted(known_files(before).items())
    return [
        name
        for name, entry in known
        if name not in now
        and is_as_left(folder / name, entry)
        and Path(os.path.realpath(folder / name)).is_relative_to(root)
    ]


def sha256(data: bytes) -> str:
    """The hexadecimal digest."""
    return hashlib.sha256(data).hexdigest()


def format_sums(digests: Mapping[str, str]) -> bytes:
    """The lines that `sha256sum --check` reads, sorted by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()
