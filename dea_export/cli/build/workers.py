"""Processes that make orders: started before there is a study, so that they load what is heavy while it is read.

Each has a thread here that hands it one order after the other. One that dies costs the order that it was making; the
next order of its thread gets another process. None outlives this one: their pipes end with it.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from dea_export.cli.build.descriptions import LONGEST_LOAD, child_environment, describe_exporter
from dea_export.cli.build.orders import Failed, Made, Order, fulfil
from dea_export.cli.build.worker import READY, receive_frame, send_frame
from dea_export.exporters.api import Job
from dea_export.exporters.registry import Found
from dea_export.model.study import Study

PROGRAM = "dea_export.cli.build.worker"
PATIENCE = 5.0  # seconds that a process has to end by itself
LOOK_UP = 0.2  # seconds
Progress = Callable[[int, str], None]  # how many orders are done, and the name of the last


class WorkerProcess:
    """One process. It has a group of its own, so that Ctrl-C is for this one, which ends it."""

    def __init__(self, loading: Sequence[Found]) -> None:
        """Starts it; raises OSError when there can be no more processes."""
        self._process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-P", "-m", PROGRAM],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=child_environment(), process_group=0,
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders, self._results = self._process.stdin, self._process.stdout
        self._loading = loading
        self._packed = False
        self._watch = threading.Thread(target=self._end_all, daemon=True)
        self._watch.start()

    def prepare(self) -> bool:
        """Waits until it has loaded what it should; False when it died over that."""
        with suppress(OSError):
            send_frame(self._orders, pickle.dumps(self._loading))
            return any(line.endswith(READY) for line in self._results)
        return False

    @property
    def alive(self) -> bool:
        """Whether it can be given another order."""
        return self._process.returncode is None

    def make(self, luggage: bytes, order: Order) -> Made | Failed | None:
        """What comes of an order; None when the process died over it."""
        with suppress(OSError):
            if not self._packed:
                send_frame(self._orders, luggage)
                self._packed = True
            send_frame(self._orders, pickle.dumps(order))
            if answer := receive_frame(self._results):
                result: Made | Failed = pickle.loads(answer)  # noqa: S301  from our own program
                return result
        self.bury()
        return None

    def dismiss(self) -> None:
        """Lets it end by itself, if it does so soon."""
        with suppress(OSError, subprocess.TimeoutExpired):
            send_frame(self._orders, b"")
            self._process.wait(PATIENCE)
        self.bury()

    def kill(self) -> None:
        """Ends it at once, and what it has started; who waits for it then hears that it died."""
        if self._process.returncode is None:  # afterwards, its number may be another's
            with suppress(OSError):
                if hasattr(os, "killpg"):
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:  # Windows
                    self._process.kill()

    def _end_all(self) -> None:
        """When the process has ended, ends what it has started, which would hold its pipes open."""
        with suppress(OSError, AttributeError):  # of macOS and Windows, where the time limit must do
            os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)  # not reaped: its number stays its own
            os.killpg(self._process.pid, signal.SIGKILL)

    def bury(self) -> None:
        """Ends it, if it has not yet, and its pipes."""
        self.kill()
        self._watch.join()
        for stream in (self._orders, self._results):
            with suppress(OSError):
                stream.close()
        self._process.wait()


class Workers:
    """Several processes; `with` starts them, and ends them at once when it is left by an exception."""

    def __init__(self, count: int, loading: Sequence[Found] = (), limit: float | None = None) -> None:
        """`loading` are the exporters to load ahead; no order may take longer than `limit` seconds."""
        self._loading = tuple(loading)
        self._limit = limit
        self._luggage = b""
        self._tasks: SimpleQueue[tuple[int, Order] | None] = SimpleQueue()
        self._results: SimpleQueue[tuple[int, Made | Failed]] = SimpleQueue()
        self._hired: list[WorkerProcess] = []
        self._closed = threading.Event()
        self._hiring = threading.Lock()
        self._threads = [threading.Thread(target=self._hand_out, daemon=True) for _ in range(count)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            with self._hiring:
                self._closed.set()
            for worker in self._hired:
                worker.kill()
        self._close()
        for thread in self._threads:
            thread.join()

    def make_all(self, study: Study, job: Job, orders: Sequence[Order], progress: Progress) -> list[Made | Failed]:
        """What comes of the orders, in their order."""
        self._luggage = pickle.dumps((study, job), pickle.HIGHEST_PROTOCOL)
        waiting = [task for task in enumerate(orders) if task[1].follows]
        awaited = {order.follows for _, order in waiting}
        ready = (task for task in enumerate(orders) if not task[1].follows)
        for task in sorted(ready, key=lambda task: task[1].name not in awaited):  # then nobody waits in the end
            self._tasks.put(task)
        results: dict[int, Made | Failed] = {}
        while len(results) < len(orders):
            number, result = self._next_result()
            results[number] = result
            for follower, order in waiting:
                if order.follows == orders[number].name:
                    self._tasks.put((follower, order.after(result)))
            progress(len(results), orders[number].name)
        return [result for _, result in sorted(results.items())]

    def _next_result(self) -> tuple[int, Made | Failed]:
        """Looks up now and then: a wait without end does not hear a Ctrl-C that comes just before it begins."""
        while True:
            with suppress(Empty):
                return self._results.get(timeout=LOOK_UP)

    def _close(self) -> None:
        """Says to every thread that no more tasks come."""
        for _ in self._threads:
            self._tasks.put(None)

    def _hand_out(self) -> None:
        """What each thread does: it has one process at a time, and gives it task after task."""
        worker = self._hire(self._loading) or self._hire(())
        while task := self._tasks.get():
            number, order = task
            if worker is None or not worker.alive:
                worker = self._hire(())
            self._results.put((number, self._result(worker, order)))
            if worker is not None and worker.alive and not order.found.ours:
                worker.bury()  # who knows what its working folder and modules are now
        if worker is not None and worker.alive:
            worker.dismiss()

    def _hire(self, loading: Sequence[Found]) -> WorkerProcess | None:
        """A process that is ready; None when it died over what it should load, or cannot be started."""
        with self._hiring:
            if self._closed.is_set():
                return None
            try:
                worker = WorkerProcess(loading)
            except OSError:
                return None
            self._hired.append(worker)
        with _limited(worker, min(self._limit or LONGEST_LOAD, LONGEST_LOAD)):
            ready = worker.prepare()
        if ready:
            return worker
        worker.bury()
        return None

    def _result(self, worker: WorkerProcess | None, order: Order) -> Made | Failed:
        if worker is None:
            return order.failed("no process can be started for it", "--jobs 1 does without")
        begun = time.monotonic()
        try:
            with _limited(worker, self._limit):
                result = worker.make(self._luggage, order)
        except BaseException as error:  # noqa: BLE001  a stranger's artifacts may do anything when they are unpacked
            return order.failed(f"{type(error).__name__}: {error}", "its artifacts cannot be pickled")
        if result is None and self._limit is not None and time.monotonic() - begun >= self._limit:
            return order.failed(f"it took longer than {self._limit:g} s", "give it more time with --timeout")
        return result or order.failed("its process died", "a native library crashed, or memory ran out")


@contextmanager
def _limited(worker: WorkerProcess, seconds: float | None) -> Iterator[None]:
    """Ends a process that takes too long."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, worker.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def hire_workers(
    orders: Sequence[Order], jobs: int | None, limit: float | None = None
) -> AbstractContextManager[Workers | None]:
    """Processes for several orders, for one that must load much, or a stranger's; None when this one does as well."""
    if jobs == 1:
        return nullcontext()
    loading = tuple(dict.fromkeys(order.found for order in orders if describe_exporter(order.found).preloads))
    if not (len(orders) > 1 or loading or any(not order.found.ours for order in orders)):
        return nullcontext()
    return Workers(min(jobs or _cores(), len(orders)), loading, limit)


def make_here(study: Study, job: Job, orders: Sequence[Order], progress: Progress) -> list[Made | Failed]:
    """What comes of the orders when this process makes them; an exporter that crashes then takes it along."""
    results: list[Made | Failed] = []
    made: dict[str, Made | Failed] = {}
    for order in orders:
        made[order.name] = fulfil(study, job, order.after(made[order.follows]) if order.follows else order)
        results.append(made[order.name])
        progress(len(results), order.name)
    return results


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
