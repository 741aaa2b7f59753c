"""The study for commands that can do nothing without one."""

from __future__ import annotations

from pathlib import Path

import click

from dea_export.cli.console import show_problems
from dea_export.cli.content import Content, read_content
from dea_export.model.study import Study


def read_study(given: Path | None, *, compared: bool = True) -> tuple[Content, Study]:
    """The content with its study; when that has errors, shows them and ends the command with exit code 1."""
    content = read_content(given, compared=compared)
    if content.loaded.study is None:
        show_problems(content.loaded.problems, content.loaded.text, "human", err=True)
        click.get_current_context().exit(1)
    return content, content.loaded.study
