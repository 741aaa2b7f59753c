"""An update as a learner meets it: `python -m dea_export.simulation OLD NEW` prints one JSON object.

A program of its own, started by `dea-export simulate`: behind this door is the real Anki backend, which is AGPL-3.0
and never part of the core.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dea_export.simulation.learner import Learner
from dea_export.simulation.losses import Card, State, find_losses, stuck_notes

STUDIED = 24  # cards that the simulated learner answers


@dataclass
class Report:
    """What the simulation found."""

    notes: tuple[int, int] = (0, 0)
    cards: tuple[int, int] = (0, 0)
    imported: dict[str, int] = field(default_factory=dict)
    table: list[dict[str, str]] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


def run_simulation(old: Path, new: Path) -> Report:
    """OLD, a learner's weeks, NEW: and what is left of the weeks."""
    with Learner() as alone:
        alone.take(new)
        package = alone.state()
    with Learner() as learner:
        learner.take(old)
        fresh = learner.state()
        between = max(fresh.times.values()) + 1
        corrected = [g for g in sorted(fresh.fields) if package.times.get(g, 0) > fresh.times[g]]
        untouched = [g for g in sorted(fresh.fields) if package.times.get(g, 0) == fresh.times[g]]
        learner.study(_spread(sorted(fresh.schedule), STUDIED))
        acts = _act(learner, untouched, corrected, between)
        before = learner.state()
        imported = learner.take(new)
        after = learner.state()
        complaint = learner.check()
    rows = [
        {"did": name, **{w: _fate(name, g, before, after, fresh) for w, g in where.items()}}
        for name, where in acts.items()
    ]
    found = find_losses(before, after, package)
    found += [
        f"the correction of {guid} has the time of the old note: Anki keeps the old"
        for guid in stuck_notes(fresh, package)
    ]
    found += [f"Check Database: {complaint}"] if complaint else []
    orphans = [f"{guid} card {number}" for guid, number in sorted(after.empty - before.empty)]
    counts = (before.notes, after.notes), (len(before.schedule), len(after.schedule))
    return Report(*counts, imported, rows, orphans, found)


ACTS = (
    "studied",
    "edited the text",
    "added a tag",
    "marked",
    "flagged",
    "suspended",
    "moved to a deck of one's own",
    "deleted",
)


def _act(learner: Learner, untouched: Sequence[str], corrected: Sequence[str], at: int) -> dict[str, dict[str, str]]:
    """Each deed on a note that the next release leaves alone and on one that it corrects, if there are two of them."""
    done: dict[str, dict[str, str]] = {name: {} for name in ACTS}
    for where, notes in (("untouched", untouched), ("corrected", corrected)):
        for i, name in enumerate(ACTS if len(notes) > 1 else ()):
            guid = notes[-1] if name == "deleted" else notes[i % (len(notes) - 1)]
            done[name][where] = guid
            _do(learner, name, guid, at)
    return done


def _do(learner: Learner, name: str, guid: str, at: int) -> None:
    first = min(card for card in learner.state().schedule if card[0] == guid)
    match name:
        case "studied":
            learner.study([first])
        case "edited the text":
            learner.edit(guid, at)
        case "added a tag":
            learner.tag(guid, "my::tag", at)
        case "marked":
            learner.tag(guid, "marked", at)
        case "flagged":
            learner.flag(first)
        case "suspended":
            learner.suspend(first)
        case "deleted":
            learner.delete(guid)
        case _:
            learner.move(first)


def _fate(name: str, guid: str, before: State, after: State, fresh: State) -> str:
    cards = [card for card in fresh.schedule if card[0] == guid]
    match name:
        case "deleted":
            return "comes back as new" if guid in after.fields else "stays deleted"
        case "edited the text":
            same = after.fields[guid] == before.fields[guid]
        case "added a tag" | "marked":
            same = before.tags[guid] - fresh.tags[guid] <= after.tags[guid]
        case "flagged":
            same = all(after.flags[card] == before.flags[card] for card in cards)
        case "studied" | "suspended":
            same = all(after.schedule[card] == before.schedule[card] for card in cards)
        case _:
            same = all(after.decks_of[card] == before.decks_of[card] for card in cards)
    return "kept" if same else "replaced"


def _spread(cards: Sequence[Card], count: int) -> Sequence[Card]:
    return cards[:: max(1, len(cards) // count)][:count]


if __name__ == "__main__":
    report = run_simulation(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
