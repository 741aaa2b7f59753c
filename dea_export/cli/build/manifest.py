"""`manifest.json`: what a run made from what, and whether another run would make the same."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dea_export import __version__
from dea_export.cards import card_numbers
from dea_export.cli.build.folder import MANIFEST, SUMS, is_as_left, known_files, sha256
from dea_export.cli.build.orders import Failed, Made
from dea_export.cli.content import Content
from dea_export.exporters.api import Artifact
from dea_export.exporters.registry import Found
from dea_export.exporters.templates import Templates
from dea_export.model.diagnostic import Level
from dea_export.model.study import Study

SHAPING = ("genanki", "jinja2", "markdown-it-py", "pygments", "weasyprint", "fonttools")  # what outputs depend on
OWN_KEYS = {"exporter", "bytes", "sha256"}  # of a file's entry; an exporter adds figures beside them


def versions() -> dict[str, str]:
    """This program and the libraries that shape its outputs."""
    found = {"dea-export": __version__}
    for name in SHAPING:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def fingerprint(content: Path, templates: Templates, exporters: Sequence[Found], options: Mapping[str, object]) -> str:
    """A digest of everything that decides the outputs: content, ledger, media, themes, code, versions, options.

    It needs the file only, not the study: what did not change need not be read.
    """
    digest = hashlib.sha256()

    def add(name: str, data: bytes) -> None:
        digest.update(f"{name}\0{len(data)}\0".encode() + data)

    add("content", content.read_bytes())
    lock, media = content.with_suffix(".lock"), content.parent / "media"
    add("lock", lock.read_bytes() if lock.is_file() else b"")
    if media.is_dir():
        _add_folder(add, media, "media")
    for name, data in templates.files():
        add(f"templates/{name}", data)
    _add_folder(add, files("dea_export"), "code")
    add("versions", repr(sorted(versions().items())).encode())
    add("exporters", repr([(found.name, found.package) for found in exporters]).encode())
    for found in exporters:
        if not found.ours:
            _add_module(add, found.entry.module.split(".")[0])
    add("options", repr(sorted(options.items())).encode())
    return digest.hexdigest()


def _add_folder(add: Callable[[str, bytes], None], folder: Traversable, name: str) -> None:
    """All files below, by name."""
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        if child.is_file():
            add(f"{name}/{child.name}", child.read_bytes())
        elif child.is_dir() and child.name != "__pycache__":
            _add_folder(add, child, f"{name}/{child.name}")


def _add_module(add: Callable[[str, bytes], None], name: str) -> None:
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
    if before.get("fingerprint") != mark or before.get("failed") or (strict and before.get("warnings")):
        return False
    as_left = all(is_as_left(folder / name, entry) for name, entry in before["files"].items())
    return bool(before["files"]) and as_left and (folder / SUMS).is_file()


def make_manifest(
    content: Content, study: Study, made: Sequence[Made], failed: Sequence[Failed], before: Mapping[str, Any], mark: str
) -> Artifact:
    """The manifest of this run. After a failure it names the failed exporters' older files as stale."""
    artifacts = {artifact.name: (one.exporter, artifact) for one in made for artifact in one.artifacts}
    manifest: dict[str, Any] = {
        "format": 1,
        "study": {
            "id": study.study.id,
            "title": study.study.title,
            "exam": study.study.exam,
            "edition": study.study.edition,
        },
        "content_sha256": sha256(content.loaded.text.encode()),
        "fingerprint": mark,
        "versions": versions(),
        "facts": len(study.living),
        "cards": sum(len(card_numbers(fact)) for fact in study.living),
        "domains": {str(d.number): _counts(study, d.number) for d in study.domains},
        "kinds": dict(sorted(Counter(fact.kind_name for fact in study.living).items())),
        "files": {
            name: {
                "exporter": exporter,
                "bytes": len(artifact.data),
                "sha256": sha256(artifact.data),
                **{key: value for key, value in artifact.figures.items() if key not in OWN_KEYS},
            }
            for name, (exporter, artifact) in sorted(artifacts.items())
        },
    }
    problems = [*content.loaded.problems, *(found for _, one in artifacts.values() for found in one.problems)]
    if warnings := sum(problem.level is not Level.INFO for problem in problems):
        manifest["warnings"] = warnings
    if failed:
        manifest["failed"] = sorted({one.exporter for one in failed})
        manifest["stale"] = stale_files(before, failed, set(artifacts))
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    return Artifact(MANIFEST, text.encode())


def stale_files(before: Mapping[str, Any], failed: Sequence[Failed], now: set[str]) -> dict[str, Any]:
    """Older files that failed exporters made in an earlier run, as that run described them."""
    names = {one.exporter for one in failed}
    return {
        name: entry
        for name, entry in sorted(known_files(before).items())
        if entry["exporter"] in names and name not in now
    }


def _counts(study: Study, number: int) -> dict[str, int]:
    facts = [fact for fact in study.living if study.domain_of[fact.skill].number == number]
    return {"facts": len(facts), "cards": sum(len(card_numbers(fact)) for fact in facts)}
