"""A plan: as lines on the terminal, and as one object for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dea_export.cli.tables import format_table
from dea_export.model.diagnostic import count_of
from dea_export.progress.study_plan import StudyPlan

HONEST = (  # the error as `python benchmarks/plans.py --play` measures it
    "counted by Anki's own simulator, for {whom}",
    "Played day by day in the real Anki, a learner with the memory that it assumes had some 15 % fewer reviews, by the",
    "week from 26 % fewer to as many. People differ by more: plan again every two weeks{how}.",
)


def describe_plan(plan: StudyPlan) -> Iterator[str]:
    """What is printed."""
    yield f"{plan.study.study.title}: {count_of((plan.exam - plan.today).days, 'day')} to the exam on {plan.exam}"
    yield ""
    yield from _decision(plan)
    yield ""
    rows = [[str(one.first), f"{one.new:.0f}", f"{one.reviews:.0f}", f"{one.minutes:.0f}"] for one in plan.weeks]
    yield from format_table("weeks", ["week from", "new a day", "reviews a day", "minutes a day"], rows, left=1)
    if plan.mocks:
        yield ""
        yield from (f"mock exam: {day}  {title}" for title, day in plan.mocks)
    yield ""
    whom = "you: your memory, and your seconds for an answer" if plan.forecast.own_pace else "a usual memory and pace"
    yield from (line.format(whom=whom, how="" if plan.met else " with --from") for line in HONEST)
    if plan.forecast.lacking:
        yield f"not counted: {count_of(plan.forecast.lacking, 'card')} without a memory state; switch FSRS on in Anki"


def _decision(plan: StudyPlan) -> Iterator[str]:
    if not plan.left:
        yield "new cards       none: you have met all of them"
    elif plan.last_new is None:
        yield f"new cards       none: {_why_none(plan)}"
    else:
        stop = plan.last_new + timedelta(days=1)
        yield f"new cards       {plan.forecast.new_a_day} a day; from {stop} on none, so that what you met last can settle"
    yield f"minutes         {plan.busiest:.0f} a day in the busiest week, at most {plan.minutes:g} asked for"
    met, ranks = len(plan.met) + plan.planned, plan.ranks
    parts = ", ".join(f"{reached} of {every} facts of rank {rank}" for rank, reached, every in ranks)
    yield f"met by then     {met} of {len(plan.met) + plan.left} cards: {parts}"


def _why_none(plan: StudyPlan) -> str:
    days = (plan.exam - plan.today).days
    return (
        f"with {count_of(days, 'day')} left they would not settle" if days <= 7 else "the reviews alone take that long"
    )


def plan_object(plan: StudyPlan) -> dict[str, object]:
    """The same, complete, for programs."""
    return {
        "study": str(plan.study.study.id),
        "today": str(plan.today),
        "exam": str(plan.exam),
        "minutes": {"asked": plan.minutes, "busiest": round(plan.busiest, 1)},
        "new": {"a day": plan.forecast.new_a_day, "last day": str(plan.last_new) if plan.last_new else None},
        "cards": {"met": len(plan.met), "planned": plan.planned, "left": plan.left, "lacking": plan.forecast.lacking},
        "ranks": [{"rank": rank, "met": reached, "facts": every} for rank, reached, every in plan.ranks],
        "weeks": [
            {"first": str(one.first), "last": str(one.last), "new": round(one.new, 1), "reviews": round(one.reviews, 1),
             "minutes": round(one.minutes, 1)} for one in plan.weeks
        ],
        "mock exams": [{"title": title, "day": str(day)} for title, day in plan.mocks],
    }  # fmt: skip
