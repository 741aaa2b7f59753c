"""Whether another run would make the same: a digest of everything that decides the outputs.

It needs the files only, not the study: what did not change need not be read, and little is imported here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dea_export import __version__
from dea_export.cli.build.journal import SUMS
from dea_export.cli.build.last_run import is_as_left
from dea_export.cli.content_file import ledger_of, media_of
from dea_export.cli.pictures import LARGEST_FILE, PICTURES, find_pictures
from dea_export.cli.request import Request
from dea_export.exporters.registry import Found
from dea_export.exporters.resources import template_root
from dea_export.exporters.templates import Templates
from dea_export.model.sound_files import is_sound
from dea_export.typefaces import installed_packages

SHAPING = (
    "genanki",
    "jinja2",
    "markdown-it-py",
    "pygments",
    "weasyprint",
    "latex2mathml",
    "ziamath",
    "cssselect2",
    "fonttools",
    "pillow",
    "segno",
    "tinycss2",
)  # what outputs depend on
Add = Callable[[str, bytes], None]  # a name, and what stands under it


def find_versions() -> dict[str, str]:
    """This program and the libraries that shape its outputs."""
    found = {"dea-export": __version__}
    for name in (*SHAPING, *installed_packages()):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def take_fingerprint(content: Path, request: Request, exporters: Sequence[Found]) -> str:
    """A digest of content, ledger, media, themes, code, versions and options; empty when something cannot be read."""
    digest = hashlib.sha256()

    def add(name: str, data: bytes) -> None:
        digest.update(f"{name}\0{len(data)}\0".encode() + data)

    try:
        _add_files(add, content, template_root(request.templates))
    except OSError:
        return ""
    add("versions", repr(sorted(find_versions().items())).encode())
    add("exporters", repr([(found.name, found.package) for found in exporters]).encode())
    for found in exporters:
        if not found.ours:
            _add_module(add, found.entry.module.split(".")[0])
    add("options", repr(sorted(request.shaping.items())).encode())
    return digest.hexdigest()


def _add_files(add: Add, content: Path, templates: Templates) -> None:
    """Content, ledger, media, themes and our own code."""
    add("content", _content(content))
    lock = ledger_of(content)
    add("lock", lock.read_bytes() if lock.is_file() else b"")
    for name, path in find_pictures(media_of(content)).items():
        read = (name.lower().endswith(PICTURES) or is_sound(name)) and path.stat().st_size <= LARGEST_FILE
        add(f"media/{name}", path.read_bytes() if read else b"")  # of the rest, only that it is there
    for name, data in templates.files():
        add(f"templates/{name}", data)
    _add_folder(add, files("dea_export"), "code")


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise OSError(f"'{path}' is not a file")
    return path.read_bytes()


def _add_folder(add: Add, folder: Traversable, name: str) -> None:
    """All files below, by name."""
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        if child.is_file():
            add(f"{name}/{child.name}", child.read_bytes())
        elif child.is_dir() and child.name != "__pycache__":
            _add_folder(add, child, f"{name}/{child.name}")


def _add_module(add: Add, name: str) -> None:
    """The code of a stranger's exporter, not imported: its author edits it without a new version."""
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return  # it cannot be loaded, and the build says so
    if spec is None:
        return
    for folder in spec.submodule_search_locations or ():
        if Path(folder).is_dir():
            _add_folder(add, Path(folder), f"module/{name}")
    if spec.submodule_search_locations is None and spec.origin and Path(spec.origin).is_file():
        add(f"module/{name}", Path(spec.origin).read_bytes())


def is_current(folder: Path, before: Mapping[str, Any], mark: str, *, strict: bool) -> bool:
    """Whether the last run made all its files from the same things, and they are still as it left them.

    `strict`: and it had nothing to warn of, since a run that makes nothing cannot warn again.
    """
    if not mark or before.get("fingerprint") != mark or before.get("failed") or (strict and before.get("warnings")):
        return False
    as_left = all(is_as_left(folder / name, entry) for name, entry in before["files"].items())
    return bool(before["files"]) and as_left and (folder / SUMS).is_file()
