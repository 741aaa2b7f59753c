"""Which exporters are installed: names from package metadata, code only when one is used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from dea_export.model.diagnostic import DeaExportError

if TYPE_CHECKING:  # the names of exporters are on every --help, the model is not
    from dea_export.exporters.api import Exporter

GROUP = "dea_export.exporters"
PROMISED = ("help", "options", "variants", "export")


class BrokenExporterError(DeaExportError):
    """An exporter that cannot be loaded or that failed; it costs its own output only."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Found:
    """An installed exporter, not loaded yet."""

    name: str
    package: str  # "dea-export 0.1.0"
    entry: EntryPoint

    def load(self) -> Exporter:
        """The exporter itself; raises BrokenExporterError with what went wrong."""
        try:
            exporter = self.entry.load()
        except Exception as error:
            what = f"it cannot be loaded: {type(error).__name__}: {error}"
            raise BrokenExporterError(what, f"update or uninstall {self.package.split(' ')[0]}") from error
        missing = [word for word in PROMISED if not hasattr(exporter, word)]
        if missing:
            what = f"it lacks {', '.join(missing)}"
            raise BrokenExporterError(what, "see docs/extending.md for what an exporter must have")
        return exporter  # type: ignore[no-any-return]


def installed() -> dict[str, Found]:
    """Exporters by name, sorted; ours win a clash of names, so that no package can replace one silently."""
    found: dict[str, Found] = {}
    for entry in sorted(
        entry_points(group=GROUP), key=lambda e: (e.name, e.dist is None or e.dist.name != "dea-export")
    ):
        package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown package"
        found.setdefault(entry.name, Found(entry.name, package, entry))
    return found
