"""A content file as it was in a git revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

from dea_export.cli.content_file import ledger_of
from dea_export.model.diagnostic import DeaExportError


def read_revision(path: Path, revision: str) -> bytes:
    """The bytes that a file had; raises DeaExportError when git does not have it there."""
    written = ask_git(path, "show", f"{revision}:./{path.name}")
    if written is None:
        what = f"git has no '{path.name}' in '{revision}'"
        raise DeaExportError(what, "name a content file, or a revision that has it")
    return written


def find_last_release(path: Path) -> str:
    """The commit that last changed the ledger of a content file; the last commit while nothing is released."""
    lock = ledger_of(path)
    commit = ask_git(path, "log", "-1", "--format=%H", "--", lock.name)
    if commit is None:
        what = f"there is no commit with which '{path}' could be compared"
        raise DeaExportError(what, "commit it, or name the older content file: dea-export changes OLD NEW")
    released = lock.is_file() and lock.stat().st_size
    return commit.decode().strip() if released and commit else "HEAD"


def ask_git(path: Path, *arguments: str) -> bytes | None:
    """What git prints in the folder of `path`; None when it cannot."""
    try:
        run = subprocess.run(["git", *arguments], cwd=path.parent, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise DeaExportError("git is not installed", "name two content files instead") from error
    return None if run.returncode else run.stdout


def read_stages(path: Path) -> tuple[bytes, bytes, bytes] | None:
    """A file that git could not merge: where the branches parted, as ours has it, as theirs; None when there is none."""
    base, ours, theirs = (ask_git(path, "show", f":{stage}:./{path.name}") for stage in (1, 2, 3))
    return None if ours is None or theirs is None else (base or b"", ours, theirs)


def is_committed(path: Path) -> bool:
    """Whether git has the file in the last commit, and not empty; not, where there is no git."""
    try:
        return bool(ask_git(path, "show", f"HEAD:./{path.name}"))
    except DeaExportError:
        return False
