"""Runs exporters, in parallel processes where there are several, and keeps their failures apart."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing.context import BaseContext

from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.registry import BrokenExporterError, Found
from dea_export.model.diagnostic import DeaExportError, Diagnostic
from dea_export.model.study import Study

RESERVED = ("manifest.json", "sha256sums")  # what `all` writes itself
SIGNALS = {signal.SIGINT, signal.SIGTERM}
LONGEST_NAME = 200  # bytes of one part of a path; file systems take 255


@dataclass(frozen=True, slots=True)
class Made:
    """What one exporter's variant gave."""

    exporter: str
    variant: str
    package: str
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
    variant: str
    options: Mapping[str, str | int | bool | None]

    @property
    def name(self) -> str:
        """`pdf sheet-a4`, for people."""
        return f"{self.found.name} {self.variant}".strip()

    def failed(self, message: str, hint: str, trace: str = "") -> Failed:
        """This order as a failure."""
        return Failed(self.found.name, self.variant, self.found.package, message, hint, trace)


def orders(found: Sequence[Found], given: Mapping[str, str | int | bool | None]) -> tuple[list[Order], list[Failed]]:
    """The variants of the exporters, ours first; those that cannot be loaded are failures already.

    An exporter's option `only` names the one variant to make.
    """
    wanted: list[Order] = []
    failed: list[Failed] = []
    given = {name.replace("_", "-"): value for name, value in given.items()}
    for one in sorted(found, key=lambda one: not one.ours):
        try:
            exporter = one.load()
        except BrokenExporterError as error:
            failed.append(Order(one, "", {}).failed(error.message, error.hint, traceback.format_exc()))
            continue
        defaults = {option.name: option.default for option in exporter.options}
        options = {name: given.get(name.replace("_", "-"), default) for name, default in defaults.items()}
        only = options.get("only")
        variants = [only] if isinstance(only, str) and only in exporter.variants else exporter.variants
        wanted += (Order(one, variant, options) for variant in variants)
    return wanted, failed


@contextmanager
def crew(wanted: Sequence[Order], jobs: int | None) -> Iterator[ProcessPoolExecutor | None]:
    """Processes for several orders, or for one that must load much; None when this process does as well.

    They load what the exporters need while this process reads the study.
    """
    loading = tuple(dict.fromkeys(order.found for order in wanted if hasattr(order.found.load(), "preload")))
    if jobs == 1 or not (len(wanted) > 1 or loading) or not _can_share():
        yield None
        return
    with _pool(min(jobs or _cores(), len(wanted)), loading) as pool:
        yield pool


def run(
    study: Study,
    job: Job,
    wanted: Sequence[Order],
    pool: ProcessPoolExecutor | None,
    progress: Callable[[int, str], None],
) -> Iterator[Made | Failed]:
    """The results in the order of `wanted`, however they finish. `progress` hears how many are done, and the last.

    Without a pool they are made in this process; otherwise an exporter that crashes costs a process of its own.
    """
    if pool is None:
        for done, order in enumerate(wanted, 1):
            yield _make(study, job, order)
            progress(done, order.name)
        return
    luggage = pickle.dumps((study, job), pickle.HIGHEST_PROTOCOL)
    results: dict[int, Made | Failed] = {}
    futures = {_submit(pool, luggage, order): i for i, order in enumerate(wanted)}
    for done, future in enumerate(as_completed(futures), 1):
        i = futures[future]
        results[i] = _result(future, wanted[i]) or _alone(luggage, wanted[i])
        progress(done, wanted[i].name)
    yield from (results[i] for i in range(len(wanted)))


def _can_share() -> bool:
    """Whether processes can share a semaphore: not in a container whose /dev/shm belongs to somebody else."""
    try:
        multiprocessing.Lock()
    except (OSError, ImportError):
        return False
    return True


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _make(study: Study, job: Job, order: Order) -> Made | Failed:
    """One variant; whatever the exporter raises is its own failure."""
    found = order.found
    try:
        artifacts = tuple(found.load().export(study, replace(job, variant=order.variant, options=order.options)))
        for artifact in artifacts:
            _check(artifact)
    except DeaExportError as error:
        return order.failed(error.message, error.hint, traceback.format_exc())
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  a stranger's exporter may raise anything
        return order.failed(f"{type(error).__name__}: {error}", "run with --debug", traceback.format_exc())
    return Made(found.name, order.variant, found.package, artifacts)


def _check(artifact: object) -> None:
    """An artifact is what it should be, and stays in the output folder."""
    if not isinstance(artifact, Artifact) or not isinstance(artifact.name, str) or not isinstance(artifact.data, bytes):
        raise DeaExportError("it returned something that is not an Artifact with a name and bytes", "see extending.md")
    if not all(isinstance(problem, Diagnostic) for problem in artifact.problems):
        raise DeaExportError("the problems of an artifact are not Diagnostics", "see extending.md")
    json.dumps(dict(artifact.figures))
    parts = artifact.name.split("/")
    outside = "\\" in artifact.name or any(not part or part.startswith(".") for part in parts)
    if outside or not artifact.name.isprintable():
        raise DeaExportError(
            f"the file name {artifact.name!r} leads out of the output folder", "an exporter names files below it"
        )
    if artifact.name.casefold() in RESERVED:
        raise DeaExportError(f"the file name '{artifact.name}' is taken", "'all' writes that file itself")
    if max(len(part.encode()) for part in parts) > LONGEST_NAME:
        raise DeaExportError(f"the file name '{artifact.name[:40]}…' is too long", f"at most {LONGEST_NAME} bytes")


# --- processes ---------------------------------------------------------------------------------------------------


@contextmanager
def _pool(workers: int, loading: tuple[Found, ...] = ()) -> Iterator[ProcessPoolExecutor]:
    """Processes that begin to load at once; ended at once when this one is interrupted."""
    pool = ProcessPoolExecutor(workers, _context(), initializer=_begin, initargs=(loading,))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # a process answers them once it knows how
    try:
        pool.submit(_is_there)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):  # noqa: SLF001  public only from Python 3.14
            process.terminate()
        _hang_up(pool)
        pool.shutdown(cancel_futures=True)  # its thread must not close what Python still writes to at the end
        raise
    pool.shutdown()


def _context() -> BaseContext:
    """How processes come to be: forked, which is quickest, where this one has no threads that a fork could tear."""
    methods = multiprocessing.get_all_start_methods()
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _hang_up(pool: ProcessPoolExecutor) -> None:
    """Closes our end for sending results: the pool would wait for ever for the rest of one that was cut off."""
    pool._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001


def _begin(loading: Sequence[Found]) -> None:
    """Called once in each process. Ctrl-C is for the parent, whose end is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for found in loading:
        with suppress(Exception, SystemExit):  # `export` will say it better
            found.load().preload()  # type: ignore[attr-defined]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _is_there() -> None:
    """The first thing that a process is asked, so that it is there to begin."""


def _submit(pool: ProcessPoolExecutor, luggage: bytes, order: Order) -> Future[Made | Failed]:
    try:
        return pool.submit(_make_received, luggage, order)
    except BrokenProcessPool as error:  # a neighbour has died already
        future: Future[Made | Failed] = Future()
        future.set_exception(error)
        return future


def _make_received(luggage: bytes, order: Order) -> Made | Failed:
    return _make(*_unpacked(luggage), order)


@lru_cache(maxsize=1)
def _unpacked(luggage: bytes) -> tuple[Study, Job]:
    """The study and the job, once for all orders of a process."""
    study, job = pickle.loads(luggage)  # noqa: S301  what this program packed itself
    return study, job


def _result(future: Future[Made | Failed], order: Order) -> Made | Failed | None:
    """What a process sent; None when it died, or a neighbour did."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except Exception as error:  # noqa: BLE001  what it returned could not travel
        return order.failed(f"{type(error).__name__}: {error}", "its artifacts cannot be pickled", "")


def _alone(luggage: bytes, order: Order) -> Made | Failed:
    """A process died and took its neighbours' work along: each of them is made once more, alone."""
    with _pool(1) as pool:
        made = _result(_submit(pool, luggage, order), order)
    return made or order.failed("its process died", "a native library crashed, or memory ran out")
