"""Where a learner stands: as tables on the terminal, and as one object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dea_export.cards.wording import mention
from dea_export.cli.tables import BETWEEN, display_width, fit_width, format_table
from dea_export.model.diagnostic import count_of
from dea_export.model.study import Study
from dea_export.progress.standing import FactStanding, Portion, Standing
from dea_export.progress.weakest import rank_weakest, search_notes

SHOWN = 20  # of the weakest facts
HEADS = ("facts", "met", "known", "due", "forgotten", "today", "exam")


def tables_of(standing: Standing, levels: Sequence[str], width: int) -> Iterator[str]:
    """What is printed: the whole, its parts, the weakest facts."""
    yield from _summary(standing)
    for level, some in groupby(standing.portions, key=lambda portion: portion.level):
        if level in levels:
            yield from ("", *_table(level, list(some), width))
    if weakest := rank_weakest(standing)[:SHOWN]:
        yield from ("", *_weakest(standing.study, weakest, width))
        yield from ("", "the same in Anki, for the search of Browse or of a filtered deck:", search_notes(weakest))


def _summary(standing: Standing) -> Iterator[str]:
    whole, days = standing.whole, (standing.exam - standing.today).days
    known, later = standing.weigh(lambda one: one.today), standing.weigh(lambda one: one.later)
    yield (
        f"{len(whole.met)} of {len(whole.facts)} facts met, {count_of(whole.due, 'card')} due, {whole.forgotten} times forgotten"
        if whole.met
        else f"nothing has been answered yet: {len(whole.facts)} facts are before you"
    )
    yield (
        f"known today {known:.0%} of the exam; on {standing.exam}, in {count_of(days, 'day')}, {later:.0%} "
        "if you see nothing again and learn nothing new"
    )
    if estimated := sum(card.memory is not None and card.memory.estimated for card in standing.cards):
        yield f"{count_of(estimated, 'card')} without a memory state of FSRS: recall is estimated from the interval"
    if absent := sum(one.numbers - len(one.cards) for one in whole.facts):
        yield f"{count_of(absent, 'card')} of the study not in this collection, counted as not met: import the newest deck"


def _table(level: str, portions: Sequence[Portion], width: int) -> Iterator[str]:
    """A table whose titles give way on a narrow terminal."""
    rows = [[one.name, *_cells(one)] for one in portions]
    if titled := any(one.title != one.name for one in portions):
        widths = [max(map(display_width, column)) for column in zip((level, *HEADS), *rows, strict=True)]
        room = max(8, width - sum(widths) - len(BETWEEN) * len(widths))
        for row, one in zip(rows, portions, strict=True):
            row.insert(1, fit_width(one.title, room))
    yield from format_table(level, [level, *(["title"] if titled else []), *HEADS], rows, left=1 + titled)


def _cells(one: Portion) -> list[str]:
    known = sum(fact.today for fact in one.facts)
    counts = (len(one.facts), len(one.met), round(known), one.due, one.forgotten)
    return [*map(str, counts), f"{one.today:.0%}", f"{one.later:.0%}"]


def _weakest(study: Study, facts: Sequence[FactStanding], width: int) -> Iterator[str]:
    rows = [[one.fact.id, "", str(one.forgotten), f"{one.recalled:.0%}", f"{one.kept:.0%}"] for one in facts]
    room = max(20, width - max(display_width(row[0]) for row in rows) - 28)
    for row, one in zip(rows, facts, strict=True):
        row[1] = fit_width(mention(study, one.fact), room)
    yield from format_table("weakest", ["fact", "says", "forgotten", "today", "exam"], rows, left=2)


def object_of(standing: Standing) -> dict[str, object]:
    """The same, complete, for programs; shares from 0 to 1."""
    weakest, whole = rank_weakest(standing), standing.whole
    return {
        "study": str(standing.study.study.id),
        "today": str(standing.today),
        "exam": str(standing.exam),
        "known": {
            "today": _share(standing.weigh(lambda one: one.today)),
            "exam": _share(standing.weigh(lambda one: one.later)),
        },
        "cards": {
            "study": sum(one.numbers for one in whole.facts),
            "collection": len(standing.cards),
            "met": sum(one.met for one in whole.facts),
            "due": whole.due,
            "suspended": sum(card.suspended for card in standing.cards),
            "estimated": sum(card.memory is not None and card.memory.estimated for card in standing.cards),
        },
        "parts": [_part_object(one) for one in (whole, *standing.portions)],
        "weakest": [_fact_object(one) for one in weakest],
        "search": search_notes(weakest[:SHOWN]),
    }


def _part_object(one: Portion) -> dict[str, object]:
    return {
        "level": one.level, "name": one.name, "title": one.title, "weight": one.weight, "facts": len(one.facts),
        "met": len(one.met), "due": one.due, "forgotten": one.forgotten,
        "known": {"today": _share(one.today), "exam": _share(one.later)},
    }  # fmt: skip


def _fact_object(one: FactStanding) -> dict[str, object]:
    """The shares are of the cards that were met."""
    recalled = {"today": _share(one.recalled), "exam": _share(one.kept)}
    return {"fact": str(one.fact.id), "met": one.met, "due": one.due, "forgotten": one.forgotten, "recalled": recalled}


def _share(value: float) -> float:
    return round(value, 4)
