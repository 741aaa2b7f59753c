"""The time of what is not released yet: what Anki has in a learner's collection it replaces by what is newer only.

Nothing here looks at the clock, so that the same tree gives the same bytes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from dea_export.cli.content_file import ledger_of, media_of
from dea_export.cli.revisions import ask_git
from dea_export.model.diagnostic import DeaExportError


def given_stamp() -> int | None:
    """SOURCE_DATE_EPOCH; None when it is not set. Raises UsageError for what is no time that Anki can hold."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not re.fullmatch("[0-9]{1,10}", given):
        raise click.UsageError(f"SOURCE_DATE_EPOCH: '{given[:40]}' is not a number of seconds since 1970")
    return int(given)


def find_stamp(path: Path) -> int | None:
    """Seconds since 1970: SOURCE_DATE_EPOCH, else of the newest commit of the content; None when there is neither.

    What is not committed yet counts as a second later, so that it reaches who has the commit.
    """
    if (given := given_stamp()) is not None:
        return given
    files = [path.name, ledger_of(path).name, media_of(path).name]
    try:
        committed = ask_git(path, "log", "-1", "--format=%ct", "--", *files)
        edited = ask_git(path, "status", "--porcelain", "--", *files)
    except DeaExportError:  # no git is installed
        return None
    return int(committed) + bool(edited and edited.strip()) if committed and committed.strip() else None
