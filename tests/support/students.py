"""A student in the real Anki: learns a deck day by day, and forgets what the test wants to find again."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer

DAY = 86400


class Student:
    """One collection; a day passes by moving everything in it a day into the past."""

    def __init__(self, folder: Path, package: Path, *, fsrs: bool = True, new: int = 40) -> None:
        self.path = folder / "collection.anki2"
        self.col = Collection(str(self.path))
        options = ImportAnkiPackageOptions()
        self.col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))
        self.col.set_config("fsrs", fsrs)
        deck = next(one for one in self.col.decks.all_names_and_ids() if one.name != "Default")
        self.col.decks.select(deck.id)
        config = self.col.decks.config_dict_for_deck_id(deck.id)
        config["new"]["perDay"], config["rev"]["perDay"] = new, 9999
        self.col.decks.update_config(config)

    def learn(self, days: int, forgets: Callable[[Sequence[str]], float]) -> int:
        """Answers all that is due on each day; `forgets` says by a note's tags how likely it is forgotten at a review."""
        answers = 0
        for day in range(days):
            failed: set[int] = set()
            while queue := self.col.sched.get_queued_cards(fetch_limit=1).cards:
                card = self.col.get_card(queue[0].card.id)
                rating = CardAnswer.GOOD
                if queue[0].card.ctype == 0:
                    rating = CardAnswer.EASY
                elif card.id not in failed and _dice(card.id, day) < forgets(card.note().tags):
                    rating = CardAnswer.AGAIN
                    failed.add(card.id)
                card.start_timer()
                answer = self.col.sched.build_answer(card=card, states=queue[0].states, rating=rating)
                self.col.sched.answer_card(answer)
                answers += 1
            self.sleep()
        return answers

    def sleep(self) -> None:
        """A day later."""
        db = self.col.db
        db.execute("update col set crt = crt - ?", DAY)
        db.execute("update revlog set id = id - ?", DAY * 1000)
        db.execute(
            "update cards set data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - ?) "
            "where json_extract(data, '$.lrt') is not null",
            DAY,
        )
        db.execute("update cards set due = due - ? where queue = 1", DAY)
        self.col.close()
        self.col = Collection(str(self.path))

    def close(self) -> None:
        """Leaves one file."""
        self.col.close()


def _dice(card: int, day: int) -> float:
    return zlib.crc32(f"{card % 100003} {day}".encode()) / 2**32
