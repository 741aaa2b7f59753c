"""`dea-export release`."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from dea_export.cli.build.folder import replace_file
from dea_export.cli.console import show_problems
from dea_export.cli.content import read_content
from dea_export.cli.options import debug_option, file_argument, quiet_option
from dea_export.cli.pending import describe_pending, list_pending
from dea_export.cli.unreleased import template_digests
from dea_export.exporters.resources import template_root
from dea_export.ledger import Ledger, Release
from dea_export.ledger.forbidden import forbidden_changes
from dea_export.ledger.ledger import FIRST_STAMP
from dea_export.ledger.ledger_file import RELEASE_NAME, format_ledger
from dea_export.ledger.releases import Pending, find_pending, record_release
from dea_export.model.diagnostic import has_errors

MANY = 20  # notes that a new template or library may alter without a person saying so


@click.command("release")
@click.argument("release", metavar="NAME")
@file_argument
@click.option("--at", help="When: 2026-11-21T12:00:00Z; otherwise SOURCE_DATE_EPOCH, otherwise now.")
@click.option("--amend", is_flag=True, help="Record the last release once more, while nobody has it yet.")
@click.option("--accept-rendering", is_flag=True, help="Notes may change although nobody touched their content.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what the release brings, write nothing.")
@quiet_option
@debug_option
@click.pass_context
def release_command(  # noqa: PLR0913  the command line is the interface
    ctx: click.Context, /, release: str, file: Path | None, at: str | None, *, amend: bool, accept_rendering: bool,
    dry_run: bool, quiet: bool,
) -> None:  # fmt: skip
    """Record the study as the next release, in the ledger beside the content file.

    From then on, learners' cards hang on its ids and cloze numbers: 'dea-export check' refuses to break them. Commit
    the ledger together with the content, then build with 'dea-export all --locked'.

    \b
    Examples:
      dea-export release 2026.11
      dea-export release 2026.11.1 --dry-run
      dea-export release 2026.11 --amend
    """
    content = read_content(file, compared=not amend)
    if content.bundled:
        raise click.UsageError("the study that came with dea-export cannot be released")
    if not RELEASE_NAME.fullmatch(release):
        raise click.UsageError(f"'{release}' is not a release name: 2026.11, then 2026.11.1")
    before = _before(content.ledger, release, amend=amend)
    problems = list(content.loaded.problems)
    study = content.loaded.study
    if study is not None and amend:
        problems += forbidden_changes(study, before)
    if study is None or has_errors(problems):
        show_problems(problems, content.loaded.text, "human", err=True)
        ctx.exit(1)
    faces = template_digests(study, template_root())
    found = find_pending(study, before, content.media, faces)
    _agree(found, accept=accept_rendering)
    stamp = _stamp(at, before)
    if not quiet:
        for line in list_pending(found):
            click.echo(line)
        click.echo(
            f"{release} at {datetime.fromtimestamp(stamp, UTC):%Y-%m-%d %H:%M:%S} UTC: {describe_pending(found)}"
        )
    if not dry_run:
        text = format_ledger(record_release(study, before, content.media, faces, Release(release, stamp)))
        replace_file(content.lock, text.encode())


def _before(ledger: Ledger, release: str, *, amend: bool) -> Ledger:
    """The ledger to which the release is added."""
    names = [known.name for known in ledger.releases]
    if amend:
        if names[-1:] != [release]:
            last = f"the last release is {names[-1]}" if names else "nothing has been released yet"
            raise click.UsageError(f"--amend: {last}")
        return ledger.unpublished()
    if names and _numbers(release) <= _numbers(names[-1]):
        raise click.UsageError(f"'{release}' does not come after '{names[-1]}'")
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
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", at):
            raise click.UsageError(f"--at: '{at}' is not a time like 2026-11-21T12:00:00Z")
        stamp = int(datetime.fromisoformat(at).timestamp())
    else:
        stamp = int(os.environ.get("SOURCE_DATE_EPOCH") or now)
    if stamp > now:
        raise click.UsageError("the time of a release is not in the future: Anki would never update its notes again")
    if stamp <= ledger.pending:
        raise click.UsageError("the time of a release is later than that of the last: Anki takes only what is newer")
    return max(stamp, FIRST_STAMP + 1)
