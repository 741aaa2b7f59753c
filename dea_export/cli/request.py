"""What the user asked for, as the command line understood it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from dea_export.cli.console import Format, show_problems
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.filters import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The common options of `all` and the exporters' commands, and `options` of the exporters' own."""

    file: Path | None
    folder: Path
    chosen: Filter
    form: Format = "human"
    strict: bool = False
    quiet: bool = False
    debug: bool = False
    force: bool = False
    locked: bool = False
    stamp: int | None = None
    jobs: int | None = None
    templates: Path | None = None
    options: Mapping[str, str | int | bool | None] = field(default_factory=dict)

    @property
    def shaping(self) -> dict[str, object]:
        """What of it decides the outputs, beside the files it names."""
        return {**self.options, "stamp": self.stamp}

    def say(self, line: str) -> None:
        """A line for people; machines read standard output for the problems alone."""
        if not self.quiet and self.form != "json":
            click.echo(line)

    def show(self, problems: Iterable[Diagnostic], text: str) -> None:
        """The problems: for people beside the report, for machines where they read."""
        show_problems(list(dict.fromkeys(problems)), text, self.form, err=self.form == "human")

    def say_bundled(self) -> None:
        """That the study is the one inside the package."""
        if not self.quiet:
            click.echo("no content/*.yaml here: using the study that came with dea-export", err=True)

    def say_current(self, files: int) -> None:
        """That there is nothing to do."""
        self.say(f"nothing changed: {files} files in {self.folder}/ are up to date")
