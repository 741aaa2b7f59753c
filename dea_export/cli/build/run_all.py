"""From options to files: read, check, run the exporters, write, report."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import click

from dea_export.cli.build import folder, manifest
from dea_export.cli.build.orders import Failed, Made, Order, run
from dea_export.cli.content import Content, read_content
from dea_export.cli.progress import show_progress
from dea_export.cli.request import Request
from dea_export.cli.unreleased import refuse_unreleased
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.registry import Found
from dea_export.exporters.resources import template_root
from dea_export.exporters.templates import Templates
from dea_export.model.diagnostic import Diagnostic, Level
from dea_export.model.filters import Filter, select, unknown
from dea_export.model.place import NOWHERE
from dea_export.model.study import Study


@dataclass(frozen=True, slots=True)
class Results:
    """What a run gave: the artifacts that will be written, and the exporters that failed."""

    made: tuple[Made, ...]
    failed: tuple[Failed, ...]

    @property
    def artifacts(self) -> list[Artifact]:
        """All of them."""
        return [artifact for one in self.made for artifact in one.artifacts]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made, and who makes it."""

    exporters: Sequence[Found]
    planned: Sequence[Order]
    failed: Sequence[Failed]
    pool: ProcessPoolExecutor | None


def run_all(plan: Plan, wanted: Request, *, complete: bool) -> int:
    """Reads the content, runs the exporters and writes their files; returns the exit code."""
    content = read_content(wanted.file)
    study = content.loaded.study
    problems = [*content.loaded.problems, *(_checked(study) if study is not None and wanted.strict else ())]
    if study is None or (wanted.strict and _warned(problems)):
        wanted.show(problems, content.loaded.text)
        raise click.exceptions.Exit(1)  # which ends the processes, too: they need not load to the end
    if content.bundled and not complete:  # else it was said already
        wanted.say_bundled()
    templates = template_root(wanted.templates)
    if wanted.locked:
        refuse_unreleased(content, templates)
    part = _filtered(study, wanted.chosen)
    with folder.lock_folder(wanted.folder):
        if complete and not wanted.chosen:
            return _build_all(plan, wanted, content, part, templates)
        results = _run(plan, wanted, content, part, templates)
        changed = folder.write_artifacts(wanted.folder, results.artifacts)
    return _report(wanted, content, results, changed, [])


def _filtered(study: Study, chosen: Filter) -> Study:
    """The facts that the filters keep; what they name must exist."""
    for part, value, names in unknown(study, chosen):
        near = difflib.get_close_matches(value, names, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "there is " + (", ".join(names[:20]) or "none")
        raise click.UsageError(f"--{part}: the study has no {part} '{value}'; {hint}")
    kept = select(study, chosen) if chosen else study
    if not kept.living:
        raise click.UsageError("no fact is left by these filters" if chosen else "the study has no living fact")
    return kept


def _build_all(
    plan: Plan,
    wanted: Request,
    content: Content,
    study: Study,
    templates: Templates,
) -> int:
    """Every exporter's files, the manifest and the checksums, unless all of them would be the same."""
    before = folder.last_manifest(wanted.folder)
    mark = manifest.fingerprint(content.path, templates, plan.exporters, wanted.shaping)
    if not wanted.force and manifest.is_current(wanted.folder, before, mark, strict=wanted.strict):
        wanted.show(content.loaded.problems, content.loaded.text)
        wanted.say_current(len(before["files"]))
        return 0
    results = _run(plan, wanted, content, study, templates)
    record = manifest.make_manifest(content, study, results.made, results.failed, before, mark)
    artifacts = [*results.artifacts, record]
    changed = folder.write_artifacts(wanted.folder, [*artifacts, Artifact(folder.SUMS, folder.format_sums(artifacts))])
    names = {artifact.name for artifact in artifacts} | manifest.stale_files(before, results.failed, set()).keys()
    gone = folder.remove_gone(wanted.folder, before, names)
    return _report(wanted, content, results, changed, gone)


def _run(plan: Plan, wanted: Request, content: Content, study: Study, templates: Templates) -> Results:
    stem = study.study.id + (f"--{wanted.chosen.slug}" if wanted.chosen else "")
    job = Job(stem, templates, media=content.media, ledger=content.ledger, stamp=wanted.stamp)
    with show_progress(len(plan.planned), quiet=wanted.quiet) as bar:
        results = list(run(study, job, plan.planned, plan.pool, bar))
    made, clashing = _without_clashes([result for result in results if isinstance(result, Made)])
    failed = (result for result in results if isinstance(result, Failed))
    return Results(tuple(made), (*plan.failed, *failed, *clashing))


def _without_clashes(made: Sequence[Made]) -> tuple[list[Made], list[Failed]]:
    """Two exporters that make the same file: the first keeps it, the second has failed."""
    owner: dict[str, str] = {}
    kept: list[Made] = []
    failed: list[Failed] = []
    for one in made:
        mine: dict[str, str] = {}
        for artifact in one.artifacts:
            if other := _taken(artifact.name, owner | mine):
                message = f"it makes '{artifact.name}' as '{other}' does"
                failed.append(Failed(one.exporter, one.variant, one.package, message, "rename one of them", ""))
                break
            mine[artifact.name.casefold()] = one.exporter
        else:
            owner |= mine
            kept.append(one)
    return kept, failed


def _taken(name: str, owner: Mapping[str, str]) -> str | None:
    """Who makes a file in the same place, also where the file system ignores case, or one that would be its folder."""
    low = name.casefold()
    for place, exporter in owner.items():
        if low == place or low.startswith(f"{place}/") or place.startswith(f"{low}/"):
            return exporter
    return None


def _checked(study: Study) -> Iterable[Diagnostic]:
    from dea_export.checking import check_study

    return check_study(study)


def _warned(problems: Iterable[Diagnostic]) -> bool:
    return any(problem.level is not Level.INFO for problem in problems)


def _report(wanted: Request, content: Content, results: Results, changed: Sequence[str], gone: Sequence[str]) -> int:
    """Says what was made, what it warns of and what failed; returns the exit code."""
    problems = [
        *content.loaded.problems,
        *(problem for artifact in results.artifacts for problem in artifact.problems),
    ]
    for artifact in sorted(results.artifacts, key=lambda artifact: artifact.name):
        state = "" if artifact.name in changed else "  (as before)"
        wanted.say(f"  {wanted.folder / artifact.name}  {_size(len(artifact.data))}{state}")
    for name in gone:
        wanted.say(f"  {wanted.folder / name}  removed")
    wanted.show([*problems, *map(_explained, results.failed)], content.loaded.text)
    for one in results.failed:
        if wanted.debug and one.trace:
            click.echo(one.trace, err=True)
    if results.failed:
        return 3
    return 1 if wanted.strict and _warned(problems) else 0


def _explained(one: Failed) -> Diagnostic:
    name = f"{one.exporter} {one.variant}".strip()
    return Diagnostic(NOWHERE, "E701", f"the exporter '{name}' of {one.package} failed: {one.message}", one.hint)


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count >= 10 * 1024 else f"{count} B"
