"""Whether anything must be made at all, and the processes that make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dea_export.cli.build.orders import crew, orders
from dea_export.cli.request import Request
from dea_export.exporters.registry import Found


def build(exporters: Sequence[Found], wanted: Request, *, complete: bool) -> int:
    """Runs the exporters and writes their files; returns the exit code.

    `complete` is `all`: it writes manifest and checksums, and removes what the last manifest named and this run did
    not make. A filtered run does neither.
    """
    current = _made_the_same(exporters, wanted) if complete else None
    if current and not current.get("warnings") and wanted.form == "human" and not wanted.locked:
        wanted.say_current(len(current["files"]))
        return 0  # the content need not even be read
    planned, failed = orders(exporters, wanted.options)
    with crew([] if current else planned, wanted.jobs) as pool:
        from dea_export.cli.build.run_all import (  # only now: the processes load what they need at the same time
            Plan,
            run_all,
        )

        return run_all(Plan(exporters, planned, failed, pool), wanted, complete=complete)


def _made_the_same(exporters: Sequence[Found], wanted: Request) -> Mapping[str, Any] | None:
    """The manifest of the last run, if this one would make the same."""
    from dea_export.cli.build import folder, manifest
    from dea_export.cli.content import find_content
    from dea_export.exporters.resources import template_root

    path, bundled = find_content(wanted.file)
    if bundled:
        wanted.say_bundled()
    if wanted.chosen or wanted.force or not path.is_file():
        return None
    try:
        before = folder.last_manifest(wanted.folder)
        mark = manifest.fingerprint(path, template_root(wanted.templates), exporters, wanted.shaping)
        return before if manifest.is_current(wanted.folder, before, mark, strict=True) else None
    except (OSError, folder.OutputError):
        return None  # the long way says what is wrong
