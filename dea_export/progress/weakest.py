"""The facts that a learner forgets: which they are, and how to find them in Anki."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean

from dea_export.progress.standing import FactStanding, Portion, Standing

TELLING = 3  # facts that were met, from which on a portion says more than luck


def rank_weakest(standing: Standing) -> list[FactStanding]:
    """The facts that have been met, first those that cost most of the exam, then those that were forgotten more often.

    A fact costs what is forgotten of it on the day of the exam, times its part of the exam: each domain's weight, shared
    by its facts. That day says more than today: right after an answer everything is known, even what is gone by tomorrow.
    Only the cards that were met count, and no fact of which all of these are suspended: the learner has put it away.
    """
    parts = {one.fact.id: part for portion, part in standing.sections for one in portion.facts}
    met = [one for one in standing.facts if any(card.memory and not card.suspended for card in one.cards)]
    return sorted(met, key=lambda one: ((one.kept - 1) * parts[one.fact.id], -one.forgotten))


def rank_leaks(portions: Iterable[Portion]) -> list[Portion]:
    """The portions of which enough was met to say so, first that of whose met cards most will be forgotten."""
    told = [one for one in portions if len(one.met) >= TELLING]
    return sorted(told, key=lambda one: fmean(fact.kept for fact in one.met))


def search_notes(facts: Iterable[FactStanding]) -> str:
    """What finds their notes in the search of Anki's browser, or of a filtered deck; empty for no facts."""
    notes = sorted({card.note for one in facts for card in one.cards})
    return f"nid:{','.join(map(str, notes))}" if notes else ""
