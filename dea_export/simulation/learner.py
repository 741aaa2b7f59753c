"""A learner, in the real Anki backend: imports a release, studies, edits, and imports the next.

A program of its own, started by `dea-export simulate`: the backend is AGPL-3.0 and never part of the core. It prints
one JSON object; `Learner` and `losses` are also what the tests play with.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer

OUTCOMES = ("new", "updated", "duplicate", "conflicting", "first_field_match", "missing_notetype")
Card = tuple[str, int]  # guid and number of the cloze
STUDIED = 24  # cards that the simulated learner answers


@dataclass(frozen=True, slots=True)
class State:
    """A collection at one moment, by identities that outlive an import."""

    fields: dict[str, tuple[str, ...]]  # by guid
    tags: dict[str, frozenset[str]]
    times: dict[str, int]
    schedule: dict[Card, tuple[int, ...]]
    flags: dict[Card, int]
    decks_of: dict[Card, str]
    reviews: int
    types: frozenset[str]  # names of all note types
    type_of: dict[str, str]  # name of the note type by guid
    decks: frozenset[str]
    empty: frozenset[Card]  # what Empty Cards would remove
    notes: int  # rows, to see two notes with one guid


class Learner:
    """A collection of its own, and what a person does with it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.collection: Any = Collection(str(Path(self._folder.name) / "collection.anki2"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.collection.close()
        self._folder.cleanup()

    def take(self, package: Path, **options: Any) -> dict[str, int]:  # noqa: ANN401  as Anki names them
        """Imports with the options that a new profile has; how many notes met which fate."""
        request = ImportAnkiPackageRequest(
            package_path=str(package.resolve()), options=ImportAnkiPackageOptions(**options)
        )
        log = self.collection.import_anki_package(request).log
        return {outcome: len(getattr(log, outcome)) for outcome in OUTCOMES}

    def state(self) -> State:
        """Everything that an update could spoil."""
        kinds = {kind.id: kind.name for kind in self.collection.models.all_names_and_ids()}
        rows = self.collection.db.all("select guid, flds, tags, mod, mid from notes")
        cards = self.collection.db.all(
            "select n.guid, c.ord + 1, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c.flags, c.did "
            "from cards c join notes n on n.id = c.nid"
        )
        names = {deck.id: deck.name for deck in self.collection.decks.all_names_and_ids()}
        key = {row[0]: (row[1], row[2] + 1) for row in self.collection.db.all(
            "select c.id, n.guid, c.ord from cards c join notes n on n.id = c.nid")}  # fmt: skip
        empty = frozenset(key[id_] for note in self.collection.get_empty_cards().notes for id_ in note.card_ids)
        return State(
            fields={guid: tuple(text.split("\x1f")) for guid, text, *_ in rows},
            tags={guid: frozenset(tags.split()) for guid, _, tags, *_ in rows},
            times={guid: mod for guid, _, _, mod, _ in rows},
            schedule={(row[0], row[1]): tuple(row[2:9]) for row in cards},
            flags={(row[0], row[1]): row[9] for row in cards},
            decks_of={(row[0], row[1]): names[row[10]] for row in cards},
            reviews=self.collection.db.scalar("select count() from revlog"),
            types=frozenset(kinds.values()),
            type_of={guid: kinds[kind] for guid, *_, kind in rows},
            decks=frozenset(names.values()),
            empty=empty,
            notes=len(rows),
        )

    # --- what a person does; `at` is when, in seconds since 1970

    def study(self, cards: Iterable[Card]) -> None:
        """Answers cards, every other one easy, every third one put off for 12 days."""
        ids = [self._card(card) for card in cards]
        for i, id_ in enumerate(ids):
            card = self.collection.get_card(id_)
            card.start_timer()
            states = self.collection._backend.get_scheduling_states(id_)  # noqa: SLF001  the only way to answer
            rating = CardAnswer.EASY if i % 2 else CardAnswer.GOOD
            self.collection.sched.answer_card(
                self.collection.sched.build_answer(card=card, states=states, rating=rating)
            )
        if ids[::3]:
            self.collection.sched.set_due_date(ids[::3], "12!")

    def edit(self, guid: str, at: int) -> None:
        """Adds words of one's own to the reason."""
        note = self.collection.get_note(self._note(guid))
        note["Why"] += " my own words"
        self.collection.update_note(note)
        self._date(guid, at)

    def tag(self, guid: str, tag: str, at: int) -> None:
        """Adds a tag; `marked` is Anki's own star."""
        note = self.collection.get_note(self._note(guid))
        note.tags.append(tag)
        self.collection.update_note(note)
        self._date(guid, at)

    def flag(self, card: Card) -> None:
        """Flags a card red."""
        self.collection.set_user_flag_for_cards(1, [self._card(card)])

    def suspend(self, card: Card) -> None:
        """Suspends a card."""
        self.collection.sched.suspend_cards([self._card(card)])

    def move(self, card: Card, deck: str = "My own deck") -> None:
        """Moves a card to a deck of one's own."""
        target = self.collection.decks.id(deck)
        assert target is not None
        self.collection.set_deck([self._card(card)], target)

    def delete(self, guid: str) -> None:
        """Deletes a note."""
        self.collection.remove_notes([self._note(guid)])

    def _note(self, guid: str) -> Any:  # noqa: ANN401  Anki's own type
        return self.collection.db.scalar("select id from notes where guid = ?", guid)

    def _card(self, card: Card) -> Any:  # noqa: ANN401
        return self.collection.db.scalar(
            "select c.id from cards c join notes n on n.id = c.nid where n.guid = ? and c.ord = ?", card[0], card[1] - 1
        )

    def _date(self, guid: str, at: int) -> None:
        """The edit happened between two releases, not on the day of the simulation."""
        self.collection.db.execute("update notes set mod = ? where guid = ?", at, guid)


def find_losses(before: State, after: State, package: State) -> list[str]:
    """What an import spoiled; `package` is the new release alone in a collection."""
    found = [f"{before.reviews - after.reviews} reviews are lost"] if after.reviews < before.reviews else []
    found += [f"card {c} is gone" for c in before.schedule if c not in after.schedule]
    found += [f"the history of card {c} changed" for c, s in before.schedule.items() if after.schedule.get(c, s) != s]
    found += [f"card {c} moved to another deck" for c, d in before.decks_of.items() if after.decks_of.get(c, d) != d]
    found += [f"card {c} lost its flag" for c, f in before.flags.items() if after.flags.get(c, f) != f]
    found += [f"card {c} is missing" for c in package.schedule if c not in after.schedule]
    if after.notes != len(after.fields):
        found.append("two notes have one guid")
    first = Counter(values[0] for values in after.fields.values())
    found += [f"two notes ask the same: {text[:60]}" for text, count in first.items() if count > 1]
    found += [f"a second note type '{name}'" for name in sorted(after.types - before.types - package.types)]
    other = {(was, package.type_of[g]) for g, was in after.type_of.items() if package.type_of.get(g, was) != was}
    found += [f"notes of the note type '{was}' are of '{now}' in the release" for was, now in sorted(other)]
    found += [f"a second deck '{name}'" for name in sorted(after.decks - before.decks)]
    return found + [f"the correction of {guid} did not arrive" for guid in stale_notes(after, package)]


def stale_notes(after: State, package: State) -> list[str]:
    """Notes that are not as the package has them although the learner's are older."""
    return [
        guid
        for guid, fields in package.fields.items()
        if guid in after.fields and after.fields[guid] != fields and after.times[guid] < package.times[guid]
    ]


# --- the program -------------------------------------------------------------------------------------------------


@dataclass
class Report:
    """What the simulation found."""

    notes: tuple[int, int] = (0, 0)
    cards: tuple[int, int] = (0, 0)
    imported: dict[str, int] = field(default_factory=dict)
    table: list[dict[str, str]] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


def simulate(old: Path, new: Path) -> Report:
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
        ok, problems = _checked(learner)
    rows = [
        {"did": name, **{w: _fate(name, g, before, after, fresh) for w, g in where.items()}}
        for name, where in acts.items()
    ]
    found = find_losses(before, after, package) + ([] if ok else [f"Check Database: {problems}"])
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


def _checked(learner: Learner) -> tuple[bool, str]:
    """Anki's own Check Database."""
    message, ok = learner.collection.fix_integrity()
    return ok, message


if __name__ == "__main__":
    report = simulate(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
