"""The learner's own collection, as a command is told of it: where it lies, which day it is, what it says of a study."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from dea_export.cli.options import AHEAD, DATE
from dea_export.cli.request import OwnNeed, name_collection
from dea_export.importers.anki_collection import CollectionError
from dea_export.importers.harvest import ImportRefusedError, refuse
from dea_export.ledger import EMPTY, Ledger
from dea_export.model.diagnostic import count_of
from dea_export.model.filters import select_ids
from dea_export.model.study import Study
from dea_export.progress.copies import REPAIR_COLLECTION, copy_collection
from dea_export.progress.learnt import Learnt, read_learnt
from dea_export.progress.profiles import find_collection
from dea_export.progress.standing import Standing
from dea_export.progress.weakest import rank_weakest, search_notes

exam_option = click.option(
    "--exam", type=DATE, metavar="DATE", help=f"Day of the exam, e.g. 2027-02-01; else {AHEAD} days ahead."
)
today_option = click.option("--today", type=DATE, metavar="DATE", help="Count from this day instead of today.")


def find_met(
    study: Study, collection: str | None, today: datetime | None, copy: Path | None, ledger: Ledger = EMPTY
) -> tuple[date, frozenset[tuple[str, int]]]:
    """The day it is, and the cards that were met, by fact and number; a copy of the collection is written to `copy`.

    Without a collection none was met. The ledger knows the notes of a deck that was adopted.
    """
    if collection is None or copy is None:
        return (today or datetime.now().astimezone()).date(), frozenset()
    standing = read_standing(study, name_collection(collection), None, today, ledger, copy)
    living = {fact.id for fact in study.living}
    cards = standing.learnt.cards.items()
    return standing.today, frozenset(key for key, card in cards if card.memory is not None and key[0] in living)


def read_standing(
    study: Study,
    given: Path | None,
    exam: datetime | None,
    today: datetime | None,
    ledger: Ledger = EMPTY,
    copy: Path | None = None,
) -> Standing:
    """Where the learner stands, from a copy of the collection, which is written to `copy` if that is named.

    Raises ImportRefusedError for what is no collection, and for one without this study. The ledger knows the notes of
    a deck that was adopted.
    """
    path = find_collection(given)
    data = copy_collection(path)
    if copy is not None:
        copy.write_bytes(data)
    try:
        learnt = read_learnt(data, str(path), study, ledger.adopted_guids)
    except CollectionError as error:
        raise refuse(str(path), str(error), REPAIR_COLLECTION) from error
    if not learnt.cards:
        raise refuse(str(path), f"it holds no card of the study '{study.study.id}'", _what_instead(study, learnt))
    now = time.time() if today is None else learnt.days.noon(today.date())
    day = learnt.days.day_at(now)
    return Standing(study, learnt, day, _exam_day(exam, day), now)


def choose_needed(study: Study, need: OwnNeed, ledger: Ledger) -> tuple[Study, tuple[str, ...], str]:
    """The study with the learner's weakest facts alone, their ids in order, and a line with the search for them."""
    weakest = rank_weakest(read_standing(study, need.collection, need.exam, None, ledger))[: need.most]
    if not weakest:
        raise ImportRefusedError(
            "nothing of it has been answered yet, so nothing is forgotten", "study first, or go without --from"
        )
    ids = tuple(str(one.fact.id) for one in weakest)
    return select_ids(study, ids), ids, f"in Anki, {count_of(len(ids), 'fact')} chosen: {search_notes(weakest)}"


def _exam_day(exam: datetime | None, today: date) -> date:
    if exam is None:
        return today + timedelta(days=AHEAD)
    if exam.date() < today:
        raise click.BadParameter(f"{exam.date()} is over: today is {today}", param_hint="'--exam'")
    return exam.date()


def _what_instead(study: Study, learnt: Learnt) -> str:
    if learnt.others:
        return f"it has cards of {', '.join(learnt.others)}: name the content file of that study with --content"
    return f"import {study.study.id}.apkg into Anki first, or name another profile"
