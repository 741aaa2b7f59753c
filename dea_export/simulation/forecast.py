"""What weeks of study ask for, by Anki's own simulator: `python -m dea_export.simulation.forecast` reads and prints JSON.

A program of its own, started by `dea-export plan`, for the same reason as `dea_export.simulation`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dea_export.simulation.learner import ForeseenDay, Learner

WEEK = 7  # days whose mean counts: single days differ by chance


def busiest(days: Sequence[ForeseenDay]) -> float:
    """Minutes a day in the busiest seven days on end."""
    spans = [days[start : start + WEEK] for start in range(max(1, len(days) - WEEK + 1))]
    return max((sum(day[2] for day in span) / len(span) / 60 for span in spans if span), default=0.0)


def most_new(minutes: float, top: int, foresee: Callable[[int], Sequence[ForeseenDay]]) -> int:
    """The most new cards a day, up to `top`, with which no week asks for more minutes a day; 0 when every number does."""
    low, high = 0, top
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if busiest(foresee(middle)) <= minutes else (low, middle - 1)
    return low


def make_forecast(asked: dict[str, Any]) -> dict[str, Any]:
    """`collection` (a path, or None), `study`, `cards` not met, `days`, of these `new_days` with new cards, `minutes`."""
    met = f"tag:{asked['study']}::* -is:new -is:suspended"
    search = f"{met} prop:s>=0"  # those with a memory state, which alone the simulator counts
    with Learner(asked["collection"] and Path(asked["collection"])) as learner:

        def foresee(new: int) -> list[ForeseenDay]:
            return learner.foresee(search, min(asked["cards"], new * asked["new_days"]), new, asked["days"])

        top = -(-asked["cards"] // asked["new_days"]) if asked["new_days"] else 0
        new = most_new(asked["minutes"], top, foresee)
        reviews = learner.collection.db.scalar("select count() from revlog where ease > 0")
        lacking = len(learner.collection.find_cards(met)) - len(learner.collection.find_cards(search))
        return {"new": new, "days": foresee(new), "own": bool(reviews), "lacking": lacking}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(make_forecast(json.load(sys.stdin))) + "\n")
