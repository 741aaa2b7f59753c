"""The tables of docs/studying.md, and how far the simulator behind them is from the real Anki.

    python benchmarks/plans.py              # what a plan says for some weeks and minutes
    python benchmarks/plans.py --play       # the same reviews, played day by day: two learners for each of three courses

A played learner answers new cards as Anki's simulator assumes that people do, and recalls a due one by FSRS.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean

from dea_export.cli.commands.plan import make_plan
from dea_export.exporters.anki import exporter
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.progress.memory import read_memory
from dea_export.reading.loader import load
from dea_export.simulation.learner import CardAnswer, Learner

CONTENT = Path(__file__).parents[1] / "content" / "dea-c01.yaml"
TODAY = datetime(2026, 12, 1, tzinfo=UTC)
COURSES = ((2, 30), (2, 60), (4, 30), (4, 60), (6, 30), (6, 45), (8, 30), (8, 45), (12, 30), (12, 45))  # weeks, minutes
PLAYED = ((10, 56), (20, 35), (40, 28))  # new cards a day, days; none in the last week of the first two
FIRST, LATER = (
    (0.24, 0.094, 0.495, 0.171),
    (0.224, 0.631, 0.145),
)  # again … easy at first; hard, good, easy when recalled
STEP = (0.1, 0.0, 0.9, 0.0)  # of a card that is being learnt
AGAIN, *RECALLED = RATINGS = (CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY)
DAY = 86400
WEEK = 7


def table(study) -> Iterator[str]:
    """Rows of Markdown."""
    yield "| weeks to the exam | minutes a day | new cards a day | met | rank 1 | rank 2 | rank 3 | reviews a day, busiest week |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for weeks, minutes in COURSES:
        plan = make_plan(study, TODAY + timedelta(days=WEEK * weeks), minutes, None, TODAY)
        ranks = " | ".join("all" if reached == every else str(reached or "–") for _, reached, every in plan.ranks)
        reviews = max(week.reviews for week in plan.weeks)
        yield f"| {weeks} | {minutes} | {plan.forecast.new_a_day} | {plan.planned} | {ranks} | {reviews:.0f} |"


def play(package: Path, new: int, days: int, until: int, seed: int) -> list[int]:
    """Reviews on each day of a course with new cards on the first `until` days."""
    chance, reviews = random.Random(seed), []
    with Learner() as learner:
        learner.take(package)
        col = learner.collection
        col.set_config("fsrs", val=True)
        deck = next(one for one in col.decks.all_names_and_ids() if one.name != "Default")
        col.decks.select(deck.id)
        for day in range(days):
            options = col.decks.config_dict_for_deck_id(deck.id)
            options["new"]["perDay"], options["rev"]["perDay"] = (new if day < until else 0), 9999
            col.decks.update_config(options)
            reviews.append(answer_all(col, chance, now=time.time()))
            sleep(col)
    return reviews


def answer_all(col, chance: random.Random, now: float) -> int:
    """Answers what the queue holds; how many of them were reviews."""
    reviews = 0
    while queue := col.sched.get_queued_cards(fetch_limit=1).cards:
        card = col.get_card(queue[0].card.id)
        data = col.db.scalar("select data from cards where id = ?", card.id)
        if card.type == 2:
            reviews += 1
            forgotten = chance.random() > read_memory(data, card.ivl, 0).recall(now)
            rating = AGAIN if forgotten else chance.choices(RECALLED, LATER)[0]
        else:
            rating = chance.choices(RATINGS, STEP if card.type else FIRST)[0]
        card.start_timer()
        col.sched.answer_card(col.sched.build_answer(card=card, states=queue[0].states, rating=rating))
    return reviews


def sleep(col) -> None:
    """A day later: everything in the collection is a day older."""
    col.db.execute("update col set crt = crt - ?", DAY)
    col.db.execute("update revlog set id = id - ?", DAY * 1000)
    col.db.execute("update cards set due = due - ? where queue = 1", DAY)
    col.db.execute(
        "update cards set data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - ?) "
        "where json_extract(data, '$.lrt') is not null",
        DAY,
    )
    col.close()
    col.reopen()


def by_week(counts) -> list[float]:
    return [fmean(counts[start : start + WEEK]) for start in range(0, len(counts), WEEK)]


def compare(study) -> Iterator[str]:
    """Reviews a day, week by week: simulated, played, and what the played ones are of the simulated."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "deck.apkg"
        package.write_bytes(exporter.export(study, Job("deck", template_root()))[0].data)
        ratios = []
        for new, days in PLAYED:
            until = days if days == 28 else days - WEEK
            with Learner() as nobody:
                said = by_week([day[1] for day in nobody.foresee("nid:1", new * until, new, days)])
            played = [by_week(play(package, new, days, until, seed)) for seed in (1, 2)]
            mean = [fmean(week) for week in zip(*played, strict=True)]
            ratios += [real / told for real, told in zip(mean, said, strict=True)]
            yield f"{new} a day: simulated {said}, played {mean}"
        yield f"played of simulated: mean {fmean(ratios):.2f}, by the week {min(ratios):.2f} to {max(ratios):.2f}"


def main():
    study = load(CONTENT.read_bytes(), str(CONTENT)).study
    for line in (compare if "--play" in sys.argv else table)(study):
        print(line, flush=True)


if __name__ == "__main__":
    main()
