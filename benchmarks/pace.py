"""How far a learner comes: N new cards a day with Anki's default options, in the real backend.

    python benchmarks/pace.py DECK.apkg [CARDS_A_DAY] [DAYS]

A new card is answered Easy, a due one Good. The clock is moved by moving the day on which the collection was made.
Prints, for some days, how many cards of each domain and rank have been met.
"""

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer

DAY = 86400


def pace(deck, new_a_day, days, shown=()):
    """(day, cards met by domain, by rank, cards of the deck by domain, by rank, answers that day) for days in `shown`."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "collection.anki2")
        col = Collection(path)
        options = ImportAnkiPackageOptions()
        col.import_anki_package(ImportAnkiPackageRequest(package_path=str(deck), options=options))
        name = next(d.name for d in col.decks.all_names_and_ids() if d.name != "Default")
        col.decks.select(col.decks.id(name))
        config = col.decks.config_dict_for_deck_id(col.decks.id(name))
        config["new"]["perDay"] = new_a_day
        col.decks.update_config(config)
        for day in range(1, days + 1):
            answers = study(col)
            if day in shown or day == days:
                yield (
                    day,
                    met(col, "domain", "c.type > 0"),
                    met(col, "rank", "c.type > 0"),
                    met(col, "domain"),
                    met(col, "rank"),
                    answers,
                )
            col = tomorrow(col, path)
        col.close()


def study(col):
    """Answers everything that today's queue holds; how many answers that took."""
    answers = 0
    while queue := col.sched.get_queued_cards(fetch_limit=1).cards:
        rating = CardAnswer.EASY if queue[0].card.ctype == 0 else CardAnswer.GOOD
        card = col.get_card(queue[0].card.id)
        card.start_timer()
        col.sched.answer_card(col.sched.build_answer(card=card, states=queue[0].states, rating=rating))
        answers += 1
    return answers


def tomorrow(col, path):
    """The same collection a day later."""
    col.db.execute("update col set crt = crt - ?", DAY)
    col.close()
    return Collection(path)


def met(col, what, where="1"):
    """Cards by the tag `…::what::value`."""
    rows = col.db.all(f"select n.tags from cards c join notes n on n.id = c.nid where {where}")
    values = (re.search(rf"::{what}::(\S+)", tags) for (tags,) in rows)
    return Counter(int(found[1]) for found in values if found)


def main():
    deck, new_a_day, days = Path(sys.argv[1]), int((sys.argv[2:] or ["20"])[0]), int((sys.argv[3:] or ["42"])[0])
    rows = list(pace(deck.resolve(), new_a_day, days, {1, 7, 14, 28, 42}))
    domains, ranks = sorted(rows[-1][3]), sorted(rows[-1][4])
    print(
        "day  new  answers  "
        + "  ".join(f"domain {d}" for d in domains)
        + "  "
        + "  ".join(f"  rank {r}" for r in ranks)
    )
    for day, by_domain, by_rank, _, _, answers in rows:
        cells = [f"{by_domain[d]:8}" for d in domains] + [f"{by_rank[r]:8}" for r in ranks]
        print(f"{day:3}  {by_domain.total():4}  {answers:6}  " + "  ".join(cells))
    print(
        "of the deck        "
        + "  ".join(f"{rows[-1][3][d]:8}" for d in domains)
        + "  "
        + "  ".join(f"{rows[-1][4][r]:8}" for r in ranks)
    )


if __name__ == "__main__":
    main()
