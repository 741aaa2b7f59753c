"""What is printed: lines for people, how far a run is, and diagnostics, on the terminal, as JSON or for GitHub."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from dea_export.cli.tables import display_width
from dea_export.model.diagnostic import Diagnostic, Level, count_of

Format = Literal["human", "json", "github"]
# What steers a terminal, or shows a line in another order than its characters have, stays out of it.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "blue"}
MOST_SHOWN = 100  # problems
PATIENCE = 1.0  # seconds; what is quicker needs no progress
WIPE = "\r\x1b[K"


@dataclass(frozen=True, slots=True)
class Console:
    """How a command speaks: to people or in a format for machines, and whether only of problems."""

    form: Format = "human"
    quiet: bool = False

    def say(self, line: str) -> None:
        """A line for people; machines read standard output for the problems alone."""
        if not self.quiet and self.form != "json":
            click.echo(in_one_line(line))

    def note(self, line: str) -> None:
        """What people should know beside the result."""
        if not self.quiet:
            click.echo(in_one_line(line), err=True)

    def show(self, problems: Iterable[Diagnostic], text: str) -> None:
        """The problems: for people beside the report, for machines where they read."""
        show_problems(list(dict.fromkeys(problems)), text, self.form, err=self.form == "human")

    @contextmanager
    def progress(self, total: int) -> Iterator[Callable[[int, str], None]]:
        """One line that says how far a run is: on a terminal, after a second, gone when the run ends.

        Call what it gives with the number of things done and the name of the last.
        """
        begun, drawn = time.monotonic(), False
        seen = not self.quiet and sys.stderr.isatty()

        def advance(done: int, name: str) -> None:
            nonlocal drawn
            if seen and time.monotonic() - begun >= PATIENCE and done < total:
                drawn = True
                click.echo(f"{WIPE}  {done} of {total} made, last {name}", err=True, nl=False)

        try:
            yield advance
        finally:
            if drawn:
                click.echo(WIPE, err=True, nl=False)


def complain(message: str, hint: str) -> None:
    """What is wrong, other than in the content."""
    click.echo(in_one_line(f"error: {message}"), err=True)
    if hint:
        click.echo(in_one_line(f"  hint: {hint}"), err=True)


def in_one_line(text: str) -> str:
    """The text where it is printed: no line of its own making, which a workflow could take for a command."""
    line = _STEERING.sub("\ufffd", text.replace("\r", " ").replace("\n", " "))
    return re.sub(r"^(\s*)::", r"\1: :", line)


def show_problems(problems: Sequence[Diagnostic], text: str, form: Format, *, err: bool = False) -> None:
    """Prints diagnostics, of many the worst; `text` is the content file, for excerpts. JSON is one list of all."""
    match form:
        case "json":
            click.echo(as_json(problems), err=err)
        case "github":
            for problem in worst(problems):
                click.echo(as_github(problem), err=err)
        case "human":
            lines = text.split("\n")
            for problem in worst(problems):
                _echo(as_human(problem, lines), problem, err=err)
    if form != "json" and len(problems) > MOST_SHOWN:
        click.echo(f"… and {len(problems) - MOST_SHOWN:,} more; --format json lists all", err=err)


def worst(problems: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """As many as a person reads: errors rather than warnings rather than infos, in the order in which they came."""
    if len(problems) <= MOST_SHOWN:
        return problems
    levels = list(Level)
    ranked = sorted(range(len(problems)), key=lambda number: levels.index(problems[number].level))
    return [problems[number] for number in sorted(ranked[:MOST_SHOWN])]


def summarise(problems: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or `no problems`."""
    counts = Counter(problem.level for problem in problems)
    parts = (count_of(counts[level], level) for level in Level if counts[level])
    return ", ".join(parts) or "no problems"


def as_human(problem: Diagnostic, lines: Sequence[str]) -> str:
    """The line that editors parse, the excerpt with carets, the hint."""
    shown = [in_one_line(str(problem))]
    number, column = problem.place.line, problem.place.column
    if problem.width and 0 < number <= len(lines) and lines[number - 1].strip():
        line = lines[number - 1]
        start = max(0, column - 70) if len(line) > 110 else 0
        excerpt = line[start : start + 110]
        before, meant = excerpt[: column - 1 - start], excerpt[column - 1 - start :][: problem.width]
        carets = "^" * max(1, display_width(meant))
        shown += [f"{number:6} | {excerpt}", f"       | {' ' * display_width(before)}{carets}"]
    if problem.hint:
        shown.append(in_one_line(f"  hint: {problem.hint}"))
    return _STEERING.sub("\ufffd", "\n".join(shown))


def as_json(problems: Sequence[Diagnostic]) -> str:
    """A list of objects: file, line, column, level, code, message, hint."""
    written = json.dumps(
        [
            {
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "level": problem.level.value,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
        indent=2,
        ensure_ascii=False,
    )
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def as_github(problem: Diagnostic) -> str:
    """A workflow command; `%`, line ends, and in properties `:` and `,` are escaped as the runner reads them."""
    level = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}[problem.level]
    message = problem.message + (f" ({problem.hint})" if problem.hint else "")
    data = _escaped(message)
    file = _escaped(_from_workspace(problem.place.file)).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} file={file},line={problem.place.line},col={problem.place.column},title={problem.code}::{data}"


def _from_workspace(file: str) -> str:
    """A file as GitHub finds it: from the root of the checkout, wherever in it this program runs."""
    path, root = Path(file).absolute(), os.environ.get("GITHUB_WORKSPACE")
    return path.relative_to(root).as_posix() if root and path.is_relative_to(root) else file


def _escaped(text: str) -> str:
    return _STEERING.sub("\ufffd", text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def wants_colour() -> bool | None:
    """False under NO_COLOR (https://no-color.org), else what click finds out about the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def _echo(shown: str, problem: Diagnostic, *, err: bool) -> None:
    level = problem.level
    plain = f"{level} {problem.code}: "
    styled = f"{click.style(str(level), fg=COLOURS[level], bold=True)} {problem.code}: "
    click.echo(shown.replace(plain, styled, 1), err=err, color=wants_colour())
