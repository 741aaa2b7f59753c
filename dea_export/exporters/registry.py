"""Which exporters are installed: names from package metadata, code only when one is used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

from dea_export.model.diagnostic import DeaExportError

if TYPE_CHECKING:  # the names of exporters are on every --help, the model is not
    from dea_export.exporters.api import Exporter

GROUP = "dea_export.exporters"
PROMISED = ("help", "options", "variants", "export")
SUMMARIES = {  # the `help` of our exporters, for those who must not import them
    "anki": "The Anki deck, and the same with retired notes for those who update.",
    "cards": "Cards to print on both sides and cut, eight to a page: those of rank 1, or what a filter selects.",
    "exam": "Mock exams to print, each a booklet and a key, A4 and Letter.",
    "html": "One page to find, learn and test, in any browser, offline.",
    "markdown": "One Markdown file to read on GitHub.",
    "pdf": "One-page cheat sheets and a full edition to print, A4 and Letter.",
    "quizlet": "Sets for Quizlet: paste files by task, and one CSV file.",
}


class BrokenExporterError(DeaExportError):
    """An exporter that cannot be loaded or that failed; it costs its own output only."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Found:
    """An installed exporter, not loaded yet."""

    name: str
    package: str  # "dea-export 0.1.0"
    entry: EntryPoint

    @property
    def ours(self) -> bool:
        """Whether it comes with this program."""
        return self.package.split(" ")[0] == "dea-export"

    @property
    def summary(self) -> str:
        """What it makes, where that is known without importing it, else where it comes from."""
        return SUMMARIES.get(self.name, "") if self.ours else f"from {self.package}"

    def load(self) -> Exporter:
        """The exporter itself; raises BrokenExporterError with what went wrong."""
        try:
            exporter = self.entry.load()
        except (Exception, SystemExit) as error:
            what = f"it cannot be loaded: {type(error).__name__}: {error}"
            raise BrokenExporterError(what, f"update or uninstall {self.package.split(' ')[0]}") from error
        missing = [word for word in PROMISED if not hasattr(exporter, word)]
        if missing:
            what = f"it lacks {', '.join(missing)}"
            raise BrokenExporterError(what, "see docs/extending.md for what an exporter must have")
        if wrong := _wrong(exporter):
            raise BrokenExporterError(wrong, "see docs/extending.md for what an exporter must have")
        return exporter  # type: ignore[no-any-return]


def _wrong(exporter: Any) -> str:  # noqa: ANN401  a stranger's object
    """What is not as promised, in words; empty when all is."""
    if not isinstance(exporter.help, str) or "\n" in exporter.help:
        return "its 'help' is not one line of text"
    from dea_export.exporters.api import Option

    if not isinstance(exporter.options, tuple) or not all(isinstance(option, Option) for option in exporter.options):
        return "its 'options' are not a tuple of Option"
    names = exporter.variants
    if not isinstance(names, tuple) or not names or not all(isinstance(name, str) for name in names):
        return "its 'variants' are not a tuple of names"
    if not callable(exporter.export):
        return "its 'export' cannot be called"
    return ""


def installed() -> dict[str, Found]:
    """Exporters by name, sorted; ours win a clash of names, so that no package can replace one silently."""
    found: dict[str, Found] = {}
    for entry in sorted(
        entry_points(group=GROUP), key=lambda e: (e.name, e.dist is None or e.dist.name != "dea-export")
    ):
        package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown package"
        found.setdefault(entry.name, Found(entry.name, package, entry))
    return found
