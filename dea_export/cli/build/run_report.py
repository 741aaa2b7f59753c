"""What a run says of its files, and of the exporters that failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import NOWHERE

if TYPE_CHECKING:
    from dea_export.cli.build.orders import Failed
    from dea_export.exporters.api import Artifact


def describe_files(
    folder: Path, artifacts: Sequence[Artifact], changed: Sequence[str], gone: Sequence[str]
) -> Iterator[str]:
    """A line for each file that was made or removed."""
    for artifact in sorted(artifacts, key=lambda artifact: artifact.name):
        state = "" if artifact.name in changed else "  (as before)"
        yield f"  {folder / artifact.name}  {say_size(len(artifact.data))}{state}"
    for name in gone:
        yield f"  {folder / name}  removed"


def describe_failure(one: Failed) -> Diagnostic:
    """A failed exporter as a problem without a place."""
    name = f"{one.exporter} {one.variant}".strip()
    return Diagnostic(NOWHERE, "E701", f"the exporter '{name}' of {one.package} failed: {one.message}", one.hint)


def say_size(count: int) -> str:
    """Bytes as people read them."""
    return f"{count / 1024:.0f} KB" if count >= 10 * 1024 else f"{count} B"
