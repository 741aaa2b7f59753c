"""The ledger as a file: for one `release` at a time, from reading to renaming, and out of a merge of git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dea_export.cli.build.folder import replace_file
from dea_export.cli.locks import hold
from dea_export.cli.revisions import read_stages
from dea_export.ledger import EMPTY, Ledger
from dea_export.ledger.ledger_file import format_ledger, parse_ledger
from dea_export.ledger.merging import merge_ledgers
from dea_export.model.diagnostic import DeaExportError


@contextmanager
def locked_ledger(lock: Path, *, dry_run: bool = False) -> Iterator[Path]:
    """The ledger for this run alone: another waits. Its folder is locked, so that no file is left behind.

    Some network folders have no locks: two releases at the same moment are then as likely as two people who agree.
    """
    if os.name == "nt":  # where no folder can be opened
        yield lock
        return
    try:
        handle = os.open(lock.parent, os.O_RDONLY)
    except OSError as error:
        raise DeaExportError(f"'{lock.parent}' cannot be read: {error.strerror}", "check its permissions") from error
    try:
        with suppress(OSError):
            hold(handle, shared=dry_run)
        yield lock
    finally:
        os.close(handle)


def merge_branches(lock: Path, *, dry_run: bool) -> list[str]:
    """Makes one ledger of the two that git could not merge, and writes it; returns what to say of it."""
    with locked_ledger(lock, dry_run=dry_run):
        if (stages := read_stages(lock)) is None:
            what = f"git is not merging '{lock}'"
            raise DeaExportError(
                what, "--merge is for a ledger that 'git status' lists as 'both modified' or 'both added'"
            )
        base, ours, theirs = (
            _parsed(data, f"{lock} ({side})")
            for data, side in zip(stages, ("where they parted", "ours", "theirs"), strict=True)
        )
        merger = merge_ledgers(base, ours, theirs)
        if merger.clashes:
            shown = "; ".join(merger.clashes[:3]) + ("; …" if len(merger.clashes) > 3 else "")
            what = f"the two ledgers cannot be one: {shown}"
            raise DeaExportError(what, "take one branch's ledger and content, and release the rest anew")
        text = format_ledger(merger.ledger)
        if not dry_run:
            replace_file(lock, text.encode())
    names = ", ".join(release.name for release in merger.ledger.releases[-4:])
    return [
        *(f"two releases are called {old}: the later is {new} now" for old, new in merger.renamed),
        f"{lock} holds both branches' releases, to {names}",
        f"next: git add {lock}; dea-export check; a release of what the two have changed together",
    ]


def _parsed(data: bytes, name: str) -> Ledger:
    if not data:
        return EMPTY
    ledger, problems = parse_ledger(data.decode("utf-8", "replace"), name)
    if problems:
        raise DeaExportError(str(problems[0]), problems[0].hint)
    return ledger
