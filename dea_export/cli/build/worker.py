"""The program of one process that makes orders: `python -m dea_export.cli.build.worker`, started by `workers`.

It reads frames, each behind its length: the exporters to load ahead, then study and job, then orders, all pickled; an
empty frame is the end. For each order it writes one frame, what came of it. Its standard streams are those pipes only
until it has begun: then they are out of the way of exporters that print.
"""

from __future__ import annotations

import _thread
import os
import pickle
import signal
import struct
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING

from dea_export.cli.startup import open_streams, tune_collector

if TYPE_CHECKING:  # needed only when the first order is there; until then, what is heavy is loaded
    from dea_export.cli.build.orders import Order
    from dea_export.exporters.api import Job
    from dea_export.model.study import Study

LENGTH = struct.Struct("!Q")
GRACE = 2.0  # seconds to put away what lies about
READY = b"a worker of dea-export is ready\n"  # in front of it may stand what other code printed as Python began


def send_frame(stream: IO[bytes], data: bytes) -> None:
    """Writes the length, then the bytes; raises OSError when nobody reads any more."""
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive_frame(stream: IO[bytes]) -> bytes | None:
    """The next bytes; None when the other side has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def take_orders() -> None:
    """Makes orders until there is no more."""
    tune_collector()
    open_streams()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which shells switch off for what runs behind them
    home = Path.cwd()
    orders, results = _take_pipes()
    inbox: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders, inbox), daemon=True).start()
    _preload(inbox.get())
    results.write(READY)
    results.flush()
    if luggage := inbox.get():
        study, job = pickle.loads(luggage)  # noqa: S301  what the program packed itself
        while order := inbox.get():
            os.chdir(home)  # whatever was loaded ahead has gone elsewhere
            send_frame(results, _answer(study, job, pickle.loads(order)))  # noqa: S301


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Both pipes under other numbers; in their place, nothing to read, and standard error for what is printed."""
    orders, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return orders, results


def _listen(orders: IO[bytes], inbox: SimpleQueue[bytes]) -> None:
    """Hands frames on. A pipe that ends without an empty frame means that the program is gone: so is this one, now.

    What it makes ends as by Ctrl-C, so that no folder of fonts stays behind.
    """
    while frame := receive_frame(orders):
        inbox.put(frame)
    if frame is None:
        _thread.interrupt_main()
        time.sleep(GRACE)
        os._exit(1)
    inbox.put(b"")


def _preload(exporters: bytes) -> None:
    for found in pickle.loads(exporters):  # noqa: S301
        with suppress(BaseException):  # `export` will say it better
            found.load().preload()


def _answer(study: Study, job: Job, order: Order) -> bytes:
    from dea_export.cli.build.orders import fulfil

    try:
        return pickle.dumps(fulfil(study, job, order), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001  also KeyboardInterrupt, which nobody else raises here
        return pickle.dumps(order.failed(type(error).__name__, "run with --debug"))


if __name__ == "__main__":
    with suppress(
        BrokenPipeError, KeyboardInterrupt
    ):  # the program has ended; whatever it was told is of no use to anybody
        take_orders()
