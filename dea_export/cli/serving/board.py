"""What the browser is shown: pages by path, and the events that tell a page what has become different."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Condition

from dea_export.exporters.api import Json

MOST_KEPT = 200  # events; a page that has missed more is read again


@dataclass(frozen=True, slots=True)
class Event:
    """One message to every page that listens."""

    number: int
    name: str
    value: Json

    @property
    def frame(self) -> bytes:
        """As a server sends it (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
        return f"id: {self.number}\nevent: {self.name}\ndata: {json.dumps(self.value)}\n\n".encode()


@dataclass(frozen=True, slots=True)
class Page:
    """What stands under a path."""

    kind: str  # its media type
    data: bytes


class Board:
    """Written by the one that makes, read by every connection of a browser."""

    def __init__(self) -> None:
        self._news = Condition()
        self._events: deque[Event] = deque(maxlen=MOST_KEPT)
        self._last: dict[str, Event] = {}  # by name
        self._pages: dict[str, Page] = {}
        self.number = 0  # of the last event

    def pin(self, path: str, kind: str, data: bytes) -> None:
        """Puts a page under a path."""
        with self._news:
            self._pages[path] = Page(kind, data)

    def page(self, path: str) -> Page | None:
        """What stands under a path."""
        with self._news:
            return self._pages.get(path)

    def tell(self, name: str, value: Json = None) -> None:
        """Sends an event to all who listen."""
        with self._news:
            self.number += 1
            self._last[name] = event = Event(self.number, name, value)
            self._events.append(event)
            self._news.notify_all()

    def news(self, after: int, patience: float) -> Sequence[Event]:
        """The events after a number, at once or within seconds; none when nothing happened.

        Who has missed too many, or asks with a number of an earlier run, is told how things stand, and to read anew.
        """
        with self._news:
            self._news.wait_for(lambda: self.number != after, patience)
            if not 0 <= self.number - after <= len(self._events):
                standing = [event for name, event in self._last.items() if name not in {"notes", "renew"}]
                return [*sorted(standing, key=lambda event: event.number), Event(self.number, "renew", None)]
            return [event for event in self._events if event.number > after]
