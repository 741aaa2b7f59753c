"""Runs exporters, in parallel processes where there are several, and keeps their failures apart."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.registry import BrokenExporterError, Found
from dea_export.model.diagnostic import DeaExportError
from dea_export.model.study import Study


@dataclass(frozen=True, slots=True)
class Made:
    """What one exporter's variant gave."""

    exporter: str
    variant: str
    artifacts: tuple[Artifact, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """An exporter's variant that gave nothing."""

    exporter: str
    variant: str
    package: str
    message: str
    hint: str
    trace: str


@dataclass(frozen=True, slots=True)
class Order:
    """One variant of one exporter to be made."""

    found: Found
    job: Job


def orders(found: Sequence[Found], job: Job) -> tuple[list[Order], list[Failed]]:
    """The variants of the exporters; those that cannot be loaded are failures already."""
    wanted: list[Order] = []
    failed: list[Failed] = []
    for one in found:
        try:
            exporter = one.load()
        except BrokenExporterError as error:
            failed.append(Failed(one.name, "", one.package, error.message, error.hint, traceback.format_exc()))
            continue
        defaults = {option.name: option.default for option in exporter.options}
        known = {name: value for name, value in job.options.items() if name in defaults}
        wanted += (Order(one, replace(job, variant=v, options=defaults | known)) for v in exporter.variants)
    return wanted, failed


def run(
    study: Study, wanted: Sequence[Order], jobs: int | None, progress: Callable[[str], None]
) -> Iterator[Made | Failed]:
    """The results in the order of `wanted`, however they finish. `progress` hears a name when one is done."""
    workers = min(jobs or os.cpu_count() or 1, len(wanted))
    pool = _pool(study, workers) if workers > 1 else None
    if pool is None:
        for order in wanted:
            yield _make(study, order)
            progress(_name(order))
        return
    results: dict[int, Made | Failed] = {}
    with pool:
        futures = {pool.submit(_make_received, order): i for i, order in enumerate(wanted)}
        for future in as_completed(futures):
            i = futures[future]
            try:
                results[i] = future.result()
            except BrokenProcessPool:
                results[i] = _alone(study, wanted[i])
            progress(_name(wanted[i]))
    yield from (results[i] for i in range(len(wanted)))


def _pool(study: Study, workers: int) -> ProcessPoolExecutor | None:
    """Processes that have the study; None where the machine has no semaphores to share (no /dev/shm)."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    try:
        return ProcessPoolExecutor(workers, context, initializer=_receive, initargs=(study,))
    except (OSError, ImportError):
        return None


def _name(order: Order) -> str:
    return f"{order.found.name} {order.job.variant}".strip()


def _make(study: Study, order: Order) -> Made | Failed:
    """One variant; whatever the exporter raises is its own failure."""
    found = order.found
    try:
        artifacts = tuple(found.load().export(study, order.job))
        for artifact in artifacts:
            _check_name(artifact.name)
        return Made(found.name, order.job.variant, artifacts)
    except DeaExportError as error:
        return Failed(found.name, order.job.variant, found.package, error.message, error.hint, traceback.format_exc())
    except Exception as error:  # noqa: BLE001  a stranger's exporter may raise anything
        message = f"{type(error).__name__}: {error}"
        return Failed(found.name, order.job.variant, found.package, message, "run with --debug", traceback.format_exc())


def _check_name(name: str) -> None:
    """An artifact stays in the output folder."""
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or any(part in {"", ".", ".."} or part.startswith(".") for part in parts):
        raise DeaExportError(
            f"the file name '{name}' leads out of the output folder", "an exporter names files below it"
        )


_study: Study | None = None


def _receive(study: Study) -> None:
    """Called once in each process, so that the study travels once."""
    global _study  # noqa: PLW0603  the pool offers no other place for it
    _study = study


def _make_received(order: Order) -> Made | Failed:
    assert _study is not None
    return _make(_study, order)


def _alone(study: Study, order: Order) -> Made | Failed:
    """A process died and took its neighbours' work along: each of them is made once more, alone."""
    pool = _pool(study, 1)
    assert pool is not None  # there was one a moment ago
    try:
        with pool:
            return pool.submit(_make_received, order).result()
    except BrokenProcessPool:
        found = order.found
        return Failed(found.name, order.job.variant, found.package, "its process died", "a native library crashed", "")
