"""How well a card is remembered: the forgetting curve of FSRS, by what Anki keeps of a card."""

from __future__ import annotations

import json
from dataclasses import dataclass

DAY = 86400  # seconds
WANTED = 0.9  # recall when an interval is over: what stability means in FSRS, and what SM-2 is said to reach
OLD_DECAY = 0.5  # of FSRS 4.5 and 5, which do not write it into the card


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one card's memory."""

    stability: float  # days after which it is recalled with nine in ten
    decay: float
    seen: float  # seconds since 1970, when it was last answered
    estimated: bool = False  # from its interval, because the card has no memory state: FSRS is off

    def recall(self, at: float) -> float:
        """The probability of recalling it at a time, in seconds since 1970, from 0 to 1.

        The power curve of FSRS, within 3e-7 of what the backend of Anki says.
        """
        days = max(0.0, at - self.seen) / DAY
        factor = WANTED ** (-1 / self.decay) - 1
        return float((1 + factor * days / self.stability) ** -self.decay)


def read_memory(data: str, interval: int, answered: float) -> Memory:
    """The memory of a card that was met; `answered` is when, for cards that do not say so themselves.

    Without a memory state the interval, in days, counts as the stability: SM-2 waits until one in ten is forgotten, as
    Anki itself assumes when it turns such a history into a memory state.
    """
    state = _state(data)
    stability, decay = state.get("s", 0.0), state.get("decay", OLD_DECAY)
    seen = state.get("lrt", answered)
    if stability > 0 and 0.01 <= decay <= 1:
        return Memory(stability, decay, seen)
    return Memory(float(max(1, interval)), OLD_DECAY, seen, estimated=True)


def says_when(data: str) -> bool:
    """Whether a card itself holds the time of its last answer, as Anki writes it since 2025."""
    return "lrt" in _state(data)


def _state(data: str) -> dict[str, float]:
    """The finite numbers of a card's JSON, by name."""
    try:
        read = json.loads(data or "{}")
    except (ValueError, RecursionError):
        return {}
    held = read.items() if isinstance(read, dict) else ()
    return {name: float(value) for name, value in held if isinstance(value, int | float) and abs(value) < 1e12}
