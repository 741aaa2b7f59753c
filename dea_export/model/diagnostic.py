"""A problem in the content, as a value that travels beside the result instead of ending the run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dea_export.model.place import Place


class Level(StrEnum):
    """How bad a problem is: errors stop the export, warnings stop it under --strict, infos never do."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and how to repair it, in the author's words."""

    place: Place
    code: str  # E001 to E399, W401 …; the first letter is the level's
    message: str  # lower case, no full stop, the offending text in quotes
    hint: str = ""
    width: int = 1  # characters to underline in the excerpt; 0 for a place in another file: no excerpt

    @property
    def level(self) -> Level:
        """The level that the code's letter names."""
        return {"E": Level.ERROR, "W": Level.WARNING, "I": Level.INFO}[self.code[0]]

    def __str__(self) -> str:
        """One line without excerpt, as editors and CI parse it."""
        place = f"{self.place}: " if self.place.file else ""
        return f"{place}{self.level} {self.code}: {self.message}"


def sort_by_place(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems in the order of the file, each once."""
    return tuple(dict.fromkeys(sorted(problems, key=lambda problem: (problem.place, problem.code))))


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Whether one of the problems stops every export."""
    return any(problem.level is Level.ERROR for problem in problems)


def has_warnings(problems: Iterable[Diagnostic]) -> bool:
    """Whether one of the problems stops an export under `--strict`."""
    return any(problem.level is not Level.INFO for problem in problems)


def count_of(number: int, word: str) -> str:
    """`1 note`, `2 notes`: for messages, which are English; what is printed says `words.say`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


class DeaExportError(Exception):
    """Something that is not a problem in the content: a missing file, a broken exporter, a missing library."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        """`message` says what is wrong, `hint` how to repair it."""
        super().__init__(message)
        self.message = message
        self.hint = hint
