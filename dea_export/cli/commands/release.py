"""`dea-export release`."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from dea_export.cli.build.folder import replace_file
from dea_export.cli.console import show_problems
from dea_export.cli.content import read_study
from dea_export.cli.content_file import find_content, ledger_of
from dea_export.cli.ledger_access import locked_ledger, merge_branches
from dea_export.cli.options import debug_option, file_argument, quiet_option, templates_option
from dea_export.cli.pending import describe_pending, list_pending
from dea_export.cli.revisions import is_committed
from dea_export.cli.stamps import given_stamp
from dea_export.cli.unreleased import template_digests
from dea_export.exporters.resources import template_root
from dea_export.exporters.templates import Templates
from dea_export.ledger import Ledger, Release
from dea_export.ledger.forbidden import forbidden_changes
from dea_export.ledger.ledger import FIRST_STAMP
from dea_export.ledger.ledger_file import format_ledger
from dea_export.ledger.releases import Pending, find_pending, record_release
from dea_export.model.diagnostic import DeaExportError, has_errors

RELEASE_NAME = re.compile(r"[0-9]{4}\.(0[1-9]|1[0-2])(\.[1-9][0-9]{0,3})?")  # 2026.11, then 2026.11.1
MANY = 20  # notes that a new template or library may alter without a person saying so


@click.command("release")
@click.argument("release", metavar="NAME", required=False)
@file_argument
@click.option("--at", help="When: 2026-11-21T12:00:00Z; otherwise SOURCE_DATE_EPOCH, otherwise now.")
@click.option("--amend", is_flag=True, help="Record the last release once more, while nobody has it yet.")
@click.option("--merge", is_flag=True, help="Two branches have released, and git stopped: make one ledger of both.")
@click.option("--accept-rendering", is_flag=True, help="Notes may change although nobody touched their content.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what the release brings, write nothing.")
@templates_option
@quiet_option
@debug_option
def release_command(  # noqa: PLR0913  the command line is the interface
    release: str | None, file: Path | None, at: str | None, templates: Path | None, *, amend: bool, merge: bool,
    accept_rendering: bool, dry_run: bool, quiet: bool,
) -> None:  # fmt: skip
    """Record the study as the next release, in the ledger beside the content file.

    From then on, learners' cards hang on its ids and cloze numbers: 'dea-export check' refuses to break them. Commit
    the ledger together with the content, then build with 'dea-export all --locked'.

    \b
    Examples:
      dea-export release 2026.11
      dea-export release 2026.11.1 --dry-run
      dea-export release 2026.11 --amend
      dea-export release --merge
      dea-export release 2026.12 --templates themes
    """
    if merge:
        file = Path(release) if release and file is None else file  # the only word is the file's
        said = merge_branches(ledger_of(find_content(file)[0]), dry_run=dry_run)
    elif release is None:
        raise click.UsageError("name the release: dea-export release 2026.11")
    else:
        looks = template_root(templates)
        said = _record(release, file, at, looks, amend=amend, accept=accept_rendering, dry_run=dry_run)
    if not quiet:
        for line in said:
            click.echo(line)


def _record(
    release: str, file: Path | None, at: str | None, looks: Templates, *, amend: bool, accept: bool, dry_run: bool
) -> list[str]:
    """Writes the ledger with the study as its next release; returns what to say of it."""
    path, bundled = find_content(file)
    if bundled:
        raise click.UsageError("the study that came with dea-export cannot be released")
    if not RELEASE_NAME.fullmatch(release):
        raise click.UsageError(f"'{release[:40]}' is not a release name: 2026.11, then 2026.11.1")
    with locked_ledger(ledger_of(path), dry_run=dry_run) as lock:
        content, study = read_study(path, compared=not amend)
        before = _before(content.ledger, release, amend=amend)
        if not content.ledger and is_committed(lock):
            what = f"'{lock}' has no release, but the committed one has"
            raise DeaExportError(what, f"bring it back: git checkout HEAD -- {lock}")
        if amend and has_errors(problems := [*forbidden_changes(study, before)]):
            show_problems(problems, content.loaded.text, "human", err=True)
            raise click.exceptions.Exit(1)
        faces = template_digests(study, looks)
        found = find_pending(study, before, content.media, faces)
        _agree(found, accept=accept)
        stamp = _stamp(at, before)
        if not dry_run:
            text = format_ledger(record_release(study, before, content.media, faces, Release(release, stamp)))
            replace_file(lock, text.encode())
    when = f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%d %H:%M:%S} UTC"
    return [*list_pending(found), f"{release} at {when}: {describe_pending(found)}"]


def _before(ledger: Ledger, release: str, *, amend: bool) -> Ledger:
    """The ledger to which the release is added."""
    names = [known.name for known in ledger.releases]
    if amend:
        if names[-1:] != [release]:
            last = f"the last release is {names[-1]}" if names else "nothing has been released yet"
            raise click.UsageError(f"--amend: {last}")
        if ledger.adopted and len(names) == 1:
            raise click.UsageError(f"--amend: {release} is the deck that was adopted, which learners have")
        return ledger.unpublished()
    last = max(names, key=_numbers, default="")
    if last and _numbers(release) <= _numbers(last):
        raise click.UsageError(f"'{release}' does not come after '{last}'")
    return ledger


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.split(".")))


def _agree(found: Pending, *, accept: bool) -> None:
    """Stops before a new library or template rewrites many cards, unless the author wants it."""
    if len(found.rendered) > MANY and not accept:
        shown = ", ".join(found.rendered[:3])
        raise click.UsageError(
            f"{len(found.rendered)} notes would change although nobody touched their content ({shown}, …): a library or "
            "the exporter renders them differently. Every learner's own edits of them would be lost. Pin the library, "
            "or say --accept-rendering."
        )


def _stamp(at: str | None, ledger: Ledger) -> int:
    """Seconds since 1970: after the last release, and not in the future, where Anki would never update a note again."""
    now = int(time.time())
    if at is not None:
        try:
            stamp = int(datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
        except ValueError:
            raise click.UsageError(f"--at: '{at}' is not a time like 2026-11-21T12:00:00Z") from None
    else:
        given = given_stamp()
        stamp = now if given is None else given
    if ledger.last is not None and ledger.last.stamp > now:
        raise click.UsageError(
            f"release {ledger.last.name} is recorded for the future: record it once more with --amend"
        )
    if stamp > now:
        raise click.UsageError("the time of a release is not in the future: Anki would never update its notes again")
    if stamp <= ledger.pending:
        raise click.UsageError("the time of a release is later than that of the last: Anki takes only what is newer")
    return max(stamp, FIRST_STAMP + 1)
