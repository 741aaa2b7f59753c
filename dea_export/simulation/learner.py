"""What a person does with a collection in the real Anki backend: imports, studies, edits.

The only module that imports the backend, which is AGPL-3.0.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer
from anki.scheduler_pb2 import SimulateFsrsReviewRequest

from dea_export.notes.digests import RIDES_ALONG
from dea_export.simulation.losses import Card, State

ForeseenDay = tuple[int, int, float]  # new cards, reviews, seconds
# Of Check Database about a sound collection. It compares a card's time of its last answer with that in the log, and an
# answer as a second turns has two (ankitects/anki#4648).
NO_COMPLAINT = ("Database rebuilt and optimized.", "Added last review time to")
OUTCOMES = ("new", "updated", "duplicate", "conflicting", "first_field_match", "missing_notetype")


class Learner:
    """A collection of its own, empty or a copy of another, and what a person does with it."""

    def __init__(self, collection: Path | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory()
        own = Path(self._folder.name) / "collection.anki2"
        if collection is not None:
            shutil.copyfile(collection, own)
        self.collection: Any = Collection(str(own))

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
        names_of = {kind: self.collection.models.field_names(self.collection.models.get(kind)) for kind in kinds}
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
            told={guid: _told(names_of[kind], text.split("\x1f")) for guid, text, _, _, kind in rows},
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

    # --- what lies before them

    def wants(self, search: str) -> tuple[Sequence[float], float]:
        """The parameters of FSRS, none when they are its own, and the retention that the deck of most such cards asks for."""
        found = ",".join(map(str, self.collection.find_cards(search)))
        decks = self.collection.db.list(f"select did from cards where id in ({found})")  # noqa: S608  numbers
        options = self.collection.decks.config_dict_for_deck_id(Counter(decks).most_common(1)[0][0] if decks else 1)
        return options.get("fsrsParams6") or (), options.get("desiredRetention", 0.9)

    def foresee(self, search: str, added: int, new_a_day: int, days: int) -> list[ForeseenDay]:
        """What Anki's own simulator says of each of the next days, for the cards found and `added` new ones."""
        if not added and not self.collection.find_cards(search):
            return [(0, 0, 0.0)] * days  # which it takes for an error
        params, wanted = self.wants(search)
        asked = SimulateFsrsReviewRequest(
            params=params, desired_retention=wanted, search=search, deck_size=added, new_limit=new_a_day,
            days_to_simulate=days, review_limit=9999, max_interval=36500, new_cards_ignore_review_limit=True,
            easy_days_percentages=[1.0] * 7, historical_retention=0.9, learning_step_count=2, relearning_step_count=1,
        )  # fmt: skip
        said = self.collection._backend.simulate_fsrs_review(asked)  # noqa: SLF001  Anki's own window asks so, too
        return [*zip(said.daily_new_count, said.daily_review_count, said.daily_time_cost, strict=True)]

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

    def check(self) -> str:
        """What Anki's own Check Database complains of; empty when all is well."""
        message, _ = self.collection.fix_integrity()
        return "\n".join(line for line in message.splitlines() if not line.startswith(NO_COMPLAINT))

    def _note(self, guid: str) -> Any:  # noqa: ANN401  Anki's own type
        return self.collection.db.scalar("select id from notes where guid = ?", guid)

    def _card(self, card: Card) -> Any:  # noqa: ANN401
        return self.collection.db.scalar(
            "select c.id from cards c join notes n on n.id = c.nid where n.guid = ? and c.ord = ?", card[0], card[1] - 1
        )

    def _date(self, guid: str, at: int) -> None:
        """The edit happened between two releases, not on the day of the simulation."""
        self.collection.db.execute("update notes set mod = ? where guid = ?", at, guid)


def _told(names: Iterable[str], values: Iterable[str]) -> tuple[str, ...]:
    """The values of the fields whose change is a correction."""
    return tuple(value for name, value in zip(names, values, strict=True) if name not in RIDES_ALONG)
