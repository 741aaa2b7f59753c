"""From options to files: read, check, run the exporters, write, report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from dea_export.cli import manifest, output
from dea_export.cli.inputs import Content, read_content
from dea_export.cli.release import refuse_unreleased
from dea_export.cli.run import Failed, Made, orders, run
from dea_export.cli.show import Format, colour, show
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.registry import Found
from dea_export.exporters.resources import resource_root
from dea_export.model.diagnostic import Diagnostic, Level
from dea_export.model.filters import Filter, select
from dea_export.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user asked for, as the command line understood it."""

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


def build(exporters: Sequence[Found], wanted: Wanted, *, complete: bool) -> int:
    """Runs the exporters and writes their files; returns the exit code.

    `complete` is `all`: it writes manifest and checksums, and removes what the last manifest named and this run did
    not make. A filtered run does neither.
    """
    content = read_content(wanted.file)
    problems = list(content.loaded.problems)
    study = content.loaded.study
    if study is None or (wanted.strict and _worst(problems) != Level.INFO):
        show(problems, content.loaded.text, wanted.form, err=True)
        return 1
    if content.bundled and not wanted.quiet:
        click.echo("no content/*.yaml here: using the study that came with dea-export", err=True)
    if wanted.locked:
        refuse_unreleased(content, wanted.templates or resource_root("templates"))
    part = select(study, wanted.chosen) if wanted.chosen else study
    if not part.living:
        raise click.UsageError("no fact is left by these filters")
    with output.locked(wanted.folder):
        return _build(exporters, wanted, content, part, problems, complete=complete and not wanted.chosen)


def _build(
    exporters: Sequence[Found],
    wanted: Wanted,
    content: Content,
    study: Study,
    problems: list[Diagnostic],
    *,
    complete: bool,
) -> int:
    templates = wanted.templates or resource_root("templates")
    before = output.previous(wanted.folder) if complete else {}
    mark = (
        manifest.fingerprint(content, templates, exporters, {**wanted.options, "stamp": wanted.stamp})
        if complete
        else ""
    )
    if complete and not wanted.force and manifest.is_current(wanted.folder, before, mark) and not wanted.strict:
        show(problems, content.loaded.text, wanted.form, err=True)
        _say(wanted, f"nothing changed: {len(before['files'])} files in {wanted.folder}/ are up to date")
        return 0
    stem = study.study.id + (f"--{wanted.chosen.slug}" if wanted.chosen else "")
    job = Job(stem, templates, options=wanted.options, media=content.media, ledger=content.ledger, stamp=wanted.stamp)
    planned, failed = orders(exporters, job)
    results = list(run(study, planned, wanted.jobs, lambda name: _progress(wanted, name)))
    made = [result for result in results if isinstance(result, Made)]
    failed += (result for result in results if isinstance(result, Failed))
    failed += _clashes(made)
    artifacts = [artifact for one in made for artifact in one.artifacts]
    problems += (problem for artifact in artifacts for problem in artifact.problems)
    if complete:
        kept = set(manifest.stale(before, failed, set()))
        names = {artifact.name for artifact in artifacts}
        record = manifest.make(content, study, made, failed, before, mark)
        extra = [record, Artifact(output.SUMS, output.sums([*artifacts, record]))]
        changed = output.write(wanted.folder, [*artifacts, *extra])
        gone = output.remove_gone(wanted.folder, before, names | kept)
    else:
        changed, gone = output.write(wanted.folder, artifacts), []
    _report(wanted, content, artifacts, changed, gone, problems, failed)
    if failed:
        return 3
    return 1 if wanted.strict and _worst(problems) != Level.INFO else 0


def _worst(problems: Sequence[Diagnostic]) -> Level:
    levels = {problem.level for problem in problems}
    return next((level for level in (Level.ERROR, Level.WARNING) if level in levels), Level.INFO)


def _clashes(made: Sequence[Made]) -> list[Failed]:
    """Two exporters that make the same file: the first keeps it, the second has failed."""
    owner: dict[str, str] = {}
    clashes = []
    for one in made:
        for artifact in one.artifacts:
            first = owner.setdefault(artifact.name, one.exporter)
            if first != one.exporter:
                message = f"it makes '{artifact.name}' as '{first}' does"
                clashes.append(Failed(one.exporter, one.variant, "", message, "rename one of them", ""))
    return clashes


def _report(
    wanted: Wanted, content: Content, artifacts: Sequence[Artifact], changed: Sequence[str], gone: Sequence[str],
    problems: Sequence[Diagnostic], failed: Sequence[Failed],
) -> None:  # fmt: skip
    shown = list(dict.fromkeys(problems))
    show(shown, content.loaded.text, wanted.form, err=True)
    for artifact in sorted(artifacts, key=lambda artifact: artifact.name):
        state = "" if artifact.name in changed else "  (as before)"
        _say(wanted, f"  {wanted.folder / artifact.name}  {_size(len(artifact.data))}{state}")
    for name in gone:
        _say(wanted, f"  {wanted.folder / name}  removed")
    for one in failed:
        if wanted.debug and one.trace:
            click.echo(one.trace, err=True)
        name = f"{one.exporter} {one.variant}".strip()
        head = click.style("error", fg="red", bold=True)
        origin = f" of {one.package}" if one.package else ""
        click.echo(f"{head}: the exporter '{name}'{origin} failed: {one.message}", err=True, color=colour())
        if one.hint:
            click.echo(f"  hint: {one.hint}", err=True)


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count >= 10 * 1024 else f"{count} B"


def _say(wanted: Wanted, line: str) -> None:
    if not wanted.quiet:
        click.echo(line)


def _progress(wanted: Wanted, name: str) -> None:
    """A line that is overwritten, on a terminal only."""
    import sys

    if not wanted.quiet and sys.stderr.isatty():
        click.echo(f"\r\x1b[K  made {name}", err=True, nl=False)
