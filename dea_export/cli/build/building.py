"""From options to files: is there anything to do, then read, make, write, report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dea_export.cli.build.fingerprint import is_current, take_fingerprint
from dea_export.cli.build.folder import FolderLock, OutputError, write_artifacts
from dea_export.cli.build.journal import INDEX, SUMS
from dea_export.cli.build.last_run import find_gone, format_sums, is_as_left, last_manifest, study_of
from dea_export.cli.build.run_report import describe_failure, describe_files
from dea_export.cli.console import Console, complain, in_one_line
from dea_export.cli.content_file import find_content
from dea_export.cli.stamps import find_stamp
from dea_export.cli.themed_fonts import use_fonts_of
from dea_export.exporters.resources import template_root
from dea_export.model.diagnostic import DeaExportError, has_errors, has_warnings
from dea_export.model.suggestions import nearest

if TYPE_CHECKING:  # the study and what works on it are imported once there is something to do
    from dea_export.cli.build.results import Results
    from dea_export.cli.content import Content
    from dea_export.cli.request import Request
    from dea_export.exporters.api import Artifact, Job
    from dea_export.exporters.registry import Found
    from dea_export.model.diagnostic import Diagnostic
    from dea_export.model.filters import Filter
    from dea_export.model.study import Study


def build_files(exporters: Sequence[Found], request: Request, *, complete: bool) -> int:
    """Runs the exporters and writes their files; returns the exit code.

    `complete` is `all`: it writes manifest and checksums, and removes what the last manifest named and this run did
    not make. A filtered run does neither.
    """
    console = Console(request.form, quiet=request.quiet)
    path, bundled = find_content(request.file)
    if not (request.trial or request.locked or bundled):  # what is released has its time from the ledger
        request = replace(request, stamp=find_stamp(path))
    whole = complete and not request.part
    with FolderLock(request.folder, console.note) as lock:
        mark = take_fingerprint(path, request, exporters) if whole else None
        before = last_manifest(request.folder) if whole else {}
        if mark and not request.force and is_current(request.folder, before, mark, strict=request.strict):
            return _confirm(request, console, path, before)
        return _make(exporters, request, console, path, lock, mark)


def _confirm(request: Request, console: Console, path: Path, before: Mapping[str, Any]) -> int:
    """Says that there is nothing to do. The content is read only when there is something to say of it."""
    if before.get("warnings") or request.form != "human" or request.locked:
        content, _ = _read(request, console, path)
        console.show(content.loaded.problems, content.loaded.text)
    console.say(f"nothing changed: {len(before['files'])} files in {request.folder}/ are up to date")
    return 0


def _make(
    exporters: Sequence[Found], request: Request, console: Console, path: Path, lock: FolderLock, mark: str | None
) -> int:
    """Reads the study while the processes load, runs the exporters, writes, reports."""
    from dea_export.cli.build.orders import plan_orders
    from dea_export.cli.build.results import Results
    from dea_export.cli.build.workers import hire_workers, make_here

    orders, broken = plan_orders(exporters, request.options, here=request.jobs == 1)
    with hire_workers(orders, request.jobs, request.timeout or None) as workers:
        content, study = _read(request, console, path, deck=any(order.found.name == "anki" for order in orders))
        if mark is not None:
            _refuse_another(request, study)
        study, needed, said = _needed(study, request, content)
        lock.claim()
        make_all = workers.make_all if workers else make_here
        with console.progress(len(orders)) as progress:
            made = make_all(study, _job(request, content, study, needed), orders, progress)
        results = Results([], broken)
        results.add(made)
        changed, gone = _write(request, content, study, results, mark)
    for line in describe_files(request.folder, results.artifacts, changed, gone):
        console.say(line)
    if said and results.artifacts:
        console.say(said)
    return _conclude(request, console, content, results)


def _conclude(request: Request, console: Console, content: Content, results: Results) -> int:
    """Says what the files warn of and which exporters failed; returns the exit code."""
    problems = [*content.loaded.problems, *results.problems]
    failed = [one for one in results.failed if not one.misused]
    misused = [one for one in results.failed if one.misused]
    console.show([*problems, *map(describe_failure, failed)], content.loaded.text)
    for message, hint in dict.fromkeys((one.message, one.hint) for one in misused):
        complain(message, hint)
    for one in results.failed:
        if request.debug and one.trace:
            click.echo("\n".join(f"| {in_one_line(line)}" for line in one.trace.splitlines()), err=True)
    if results.failed:
        return 3 if failed else 2
    return 1 if has_errors(problems) or (request.strict and has_warnings(problems)) else 0


def _read(request: Request, console: Console, path: Path, *, deck: bool = False) -> tuple[Content, Study]:
    """The content, and the facts that the filters keep; what forbids to go on is shown, and ends the command.

    `deck`: one will be made, so what learners have of it counts, too.
    """
    from dea_export.cli.unreleased import find_stuck, refuse_unreleased

    content, problems = _checked_content(request, path)
    study = content.loaded.study
    if study is not None and request.strict and deck and not (request.trial or request.locked):
        problems += find_stuck(content, study, template_root(request.templates), request.stamp)
    if study is None or (request.strict and has_warnings(problems)):
        console.show(problems, content.loaded.text)
        if not has_errors(problems):
            complain("nothing was made: --strict takes a warning for an error", "without --strict the files are made")
        raise click.exceptions.Exit(1)
    if request.locked:
        refuse_unreleased(content, study, template_root(request.templates))
    return content, _kept(study, request.chosen)


def _checked_content(request: Request, path: Path) -> tuple[Content, list[Diagnostic]]:
    """The content, and what is wrong with it in the fonts of the theme; with --strict, what the rules find, too."""
    from dea_export.cli.content import read_content

    with ExitStack() as fonts:
        with suppress(DeaExportError):  # of a theme: the exporters say it, and it costs their files only
            fonts.enter_context(use_fonts_of(request.templates, str(request.options.get("theme") or "")))
        content = read_content(path)
        problems = list(content.loaded.problems)
        if request.strict and content.loaded.study is not None:
            from dea_export.checking import check_study

            problems += check_study(content.loaded.study)
        return content, problems


def _kept(study: Study, chosen: Filter | None) -> Study:
    """The facts that the filters keep; what they name must exist."""
    from dea_export.model.filters import select, unknown

    for part, value, names in unknown(study, chosen) if chosen else ():
        near = nearest(value, names)
        hint = f"did you mean '{near}'?" if near else "there is " + (", ".join(names[:20]) or "none")
        raise click.UsageError(f"--{part}: the study has no {part} '{value}'; {hint}")
    kept = select(study, chosen) if chosen else study
    if not kept.living:
        raise click.UsageError("no fact is left by these filters" if chosen else "the study has no living fact")
    return kept


def _needed(study: Study, request: Request, content: Content) -> tuple[Study, tuple[str, ...], str]:
    """The facts that the learner needs most, their order, and how to find them in Anki; of any learner all facts."""
    if request.need is None:
        return study, (), ""
    from dea_export.cli.own_collection import choose_needed

    return choose_needed(study, request.need, content.ledger)


def _job(request: Request, content: Content, study: Study, needed: tuple[str, ...]) -> Job:
    from dea_export.exporters.api import Job

    stem = study.study.id + (f"--{request.part}" if request.part else "")
    themes = template_root(request.templates)
    return Job(
        stem, themes, filtered=bool(request.part), needed=needed, media=content.media, ledger=content.ledger,
        stamp=request.stamp, trial=request.trial,
    )  # fmt: skip


def _write(
    request: Request, content: Content, study: Study, results: Results, mark: str | None
) -> tuple[list[str], list[str]]:
    """Writes the artifacts, of a whole run also index, manifest and checksums; the names that changed, and those removed."""
    from dea_export.cli.build.index_page import add_index
    from dea_export.cli.build.manifest import make_manifest, stale_files, sum_up
    from dea_export.exporters.api import Artifact

    folder = request.folder
    if mark is None:
        return _write_some(folder, results.artifacts), []
    before = last_manifest(folder)  # once more: only now nobody else can write
    add_index(study, results, template_root(request.templates), content.ledger)
    artifacts = [*results.artifacts, make_manifest(content, study, results, before, mark)]
    names = {artifact.name for artifact in artifacts} | stale_files(before, results.failed, set()).keys()
    gone = find_gone(folder, before, names)
    return write_artifacts(folder, [*artifacts, Artifact(SUMS, format_sums(sum_up(artifacts, {})))], gone), gone


def _write_some(folder: Path, artifacts: Sequence[Artifact]) -> list[str]:
    """Writes files beside those of the last whole run, whose manifest and checksums stay true; names that changed."""
    from dea_export.cli.build.manifest import renew_manifest, sum_up
    from dea_export.exporters.api import Artifact

    try:
        before = last_manifest(folder)
    except OutputError:  # somebody else's, which names none of these files
        before = {}
    artifacts = [*artifacts, *_renewed_index(folder, before, artifacts)]
    if (manifest := renew_manifest(before, artifacts)) is None:
        return write_artifacts(folder, artifacts)
    named = [artifact for artifact in artifacts if artifact.name in before["files"]]
    sums = Artifact(SUMS, format_sums(sum_up([*named, manifest], before)))
    return write_artifacts(folder, [*artifacts, manifest, sums])


def _renewed_index(folder: Path, before: Mapping[str, Any], artifacts: Sequence[Artifact]) -> list[Artifact]:
    """The index, where the last whole run made one and nobody has edited it."""
    from dea_export.cli.build.index_page import renew_sizes

    if not (known := before.get("files", {}).get(INDEX)) or not is_as_left(folder / INDEX, known):
        return []
    return [renew_sizes((folder / INDEX).read_bytes(), artifacts)]


def _refuse_another(request: Request, study: Study) -> None:
    """Raises OutputError where a whole run would replace, and then remove, the build of another study."""
    known = study_of(last_manifest(request.folder))
    if known not in (None, str(study.study.id)) and not request.replace:
        what = f"'{request.folder}' holds the build of the study '{known}', this one is '{study.study.id}'"
        raise OutputError(what, "name another folder with -o, or say --replace")
