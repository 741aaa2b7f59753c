"""Diagnostics on the terminal, as JSON, and as annotations for GitHub."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import click

from dea_export.model.diagnostic import Diagnostic, Level

Format = Literal["human", "json", "github"]
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # a bad file must not steer the terminal
COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "blue"}


def show_problems(problems: Sequence[Diagnostic], text: str, form: Format, *, err: bool = False) -> None:
    """Prints diagnostics; `text` is the content file, for excerpts. JSON is one list, also when it is empty."""
    match form:
        case "json":
            click.echo(as_json(problems), err=err)
        case "github":
            for problem in problems:
                click.echo(as_github(problem), err=err)
        case "human":
            lines = text.split("\n")
            for problem in problems:
                _echo(as_human(problem, lines), problem, err=err)


def summarise(problems: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or `no problems`."""
    counts = Counter(problem.level for problem in problems)
    parts = (f"{counts[level]} {level}{'' if counts[level] == 1 else 's'}" for level in Level if counts[level])
    return ", ".join(parts) or "no problems"


def as_human(problem: Diagnostic, lines: Sequence[str]) -> str:
    """The line that editors parse, the excerpt with carets, the hint."""
    shown = [str(problem)]
    number, column = problem.place.line, problem.place.column
    if problem.width and 0 < number <= len(lines) and lines[number - 1].strip():
        line = lines[number - 1]
        start = max(0, column - 70) if len(line) > 110 else 0
        excerpt = line[start : start + 110]
        carets = "^" * max(1, min(problem.width, len(excerpt) - (column - 1 - start)))
        shown += [f"{number:6} | {excerpt}", f"       | {' ' * (column - 1 - start)}{carets}"]
    if problem.hint:
        shown.append(f"  hint: {problem.hint}")
    return UNSEEN.sub("\ufffd", "\n".join(shown))


def as_json(problems: Sequence[Diagnostic]) -> str:
    """A list of objects: file, line, column, level, code, message, hint."""
    return json.dumps(
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


def as_github(problem: Diagnostic) -> str:
    """A workflow command; `%`, line ends, and in properties `:` and `,` are escaped as the runner reads them."""
    level = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}[problem.level]
    message = problem.message + (f" ({problem.hint})" if problem.hint else "")
    data = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    file = problem.place.file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::{level} file={file},line={problem.place.line},col={problem.place.column},title={problem.code}::{data}"


def wants_colour() -> bool | None:
    """False under NO_COLOR (https://no-color.org), else what click finds out about the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def _echo(shown: str, problem: Diagnostic, *, err: bool) -> None:
    level = problem.level
    plain = f"{level} {problem.code}: "
    styled = f"{click.style(str(level), fg=COLOURS[level], bold=True)} {problem.code}: "
    click.echo(shown.replace(plain, styled, 1), err=err, color=wants_colour())
