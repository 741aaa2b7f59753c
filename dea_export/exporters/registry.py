"""Which exporters are installed: names from package metadata, code only when one is used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions, entry_points
from typing import TYPE_CHECKING, Any

from dea_export.model.diagnostic import DeaExportError

if TYPE_CHECKING:  # the names of exporters are on every --help, the model is not
    from dea_export.exporters.api import Exporter, Option

GROUP = "dea_export.exporters"
PROMISED = ("help", "options", "variants", "export")
LONGEST_WORD = 100  # characters of a name
SUMMARIES = {  # the `help` of our exporters, for those who must not import them
    "anki": "The Anki deck, and the same with retired notes for those who update.",
    "cards": "Cards to print on both sides and cut, eight to a page: those of rank 1, or what a filter selects.",
    "exam": "Mock exams to print, each a booklet and a key, A4 and Letter.",
    "html": "One page to find, learn and test, in any browser, offline.",
    "markdown": "One Markdown file to read on GitHub.",
    "pdf": "Cheat sheets of one or two pages and a full edition to print, A4 and Letter.",
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
            wrong = _wrong(exporter)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            what = f"it cannot be loaded: {type(error).__name__}: {error}"
            raise BrokenExporterError(what, f"update or uninstall {self.package.split(' ')[0]}") from error
        if wrong:
            raise BrokenExporterError(wrong, "see docs/extending.md for what an exporter must have")
        return exporter  # type: ignore[no-any-return]


def _wrong(exporter: Any) -> str:  # noqa: ANN401  a stranger's object
    """What is not as promised, in words; empty when all is."""
    if missing := [word for word in PROMISED if not hasattr(exporter, word)]:
        return f"it lacks {', '.join(missing)}"
    if not _is_line(exporter.help):
        return "its 'help' is not one line of text"
    from dea_export.exporters.api import Option

    if not isinstance(exporter.options, tuple) or not all(isinstance(option, Option) for option in exporter.options):
        return "its 'options' are not a tuple of Option"
    if odd := [option.name for option in exporter.options if not _is_flag(option)]:
        return f"its option {odd[0]!r} is not a flag with a text, number or switch as default"
    names = exporter.variants
    if not isinstance(names, tuple) or not names or not all(map(_is_line, names)):
        return "its 'variants' are not a tuple of names"
    if not callable(exporter.export):
        return "its 'export' cannot be called"
    follows = getattr(exporter, "follows", {})
    if not isinstance(follows, Mapping) or not all(map(_is_line, (*follows, *follows.values()))):
        return "its 'follows' does not map names to names"
    return ""


def _is_flag(option: Option) -> bool:
    return (
        isinstance(option.name, str)
        and re.fullmatch("[a-z][a-z0-9-]{0,40}", option.name) is not None
        and isinstance(option.default, str | int | bool | None)
        and isinstance(option.choices, tuple | list)
        and all(map(_is_line, (option.help, *option.choices, str(option.default))))
    )


def _is_line(text: object) -> bool:
    """Whether it is text that neither steers a terminal nor, when help is wrapped, begins a command of a workflow."""
    return isinstance(text, str) and text.isprintable() and not re.search(r"(^|\s)::", text)


def installed() -> dict[str, Found]:
    """Exporters by name, sorted; ours win a clash of names, so that no package can replace one silently."""
    found: dict[str, Found] = {}
    for entry in sorted(_entries(), key=lambda e: (e.name, e.dist is None or e.dist.name != "dea-export")):
        package = f"{_as_word(entry.dist.name)} {_as_word(entry.dist.version)}" if entry.dist else "an unknown package"
        name = _as_word(entry.name)
        found.setdefault(name, Found(name, package, entry))
    return found


def _entries() -> list[EntryPoint]:
    """All of them, but of packages whose metadata cannot be read none."""
    try:
        return [entry for entry in entry_points(group=GROUP) if entry.module]
    except Exception:  # noqa: BLE001  a line without '=' raises one thing, an entry without a module another
        return [entry for package in distributions() for entry in _entries_of(package)]


def _entries_of(package: Distribution) -> list[EntryPoint]:
    with suppress(Exception):
        return [entry for entry in package.entry_points.select(group=GROUP) if entry.module]
    return []


def _as_word(text: str) -> str:
    """A name as it is printed and typed: without what would be a sign to a terminal, a shell or a page."""
    return re.sub(r"[^\w.+-]", "_", str(text)).strip("-._+")[:LONGEST_WORD] or "unnamed"
