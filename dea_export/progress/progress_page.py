"""Where a learner stands, on one page of HTML: pictures drawn by hand, no script, nothing from anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import fmean

from dea_export.cards.wording import mention
from dea_export.exporters.templates import Templates
from dea_export.exporters.web_pages import fill_plain_page
from dea_export.progress.memory import DAY
from dea_export.progress.standing import LEVELS, FactStanding, Portion, Standing
from dea_export.progress.weakest import rank_leaks, rank_weakest, search_notes
from dea_export.words import Words, say_day, words_in

WEAKEST, LEAKING = 15, 10  # facts and services that are shown
WIDE, HIGH = 320, 120  # units of the curve's picture
POINTS = 40


def render_progress(standing: Standing, templates: Templates) -> str:
    """The page."""
    meta = standing.study.study
    words = words_in(meta.language)
    values = {
        **_figures(standing, words),
        "bars": [_bar(one) for one in standing.portions if one.level in LEVELS[:2]],
        "curve": _curve(standing),
        "tables": list(_tables(standing)),
        **_forgotten(standing),
    }
    return fill_plain_page(templates, "standing", "standing", meta, values)


def _figures(standing: Standing, words: Words) -> dict[str, object]:
    whole = standing.whole
    return {
        "whole": whole,
        "days": (standing.exam - standing.today).days,
        "today": _day(words, standing.today),
        "exam": _day(words, standing.exam),
        "known": _per_cent(standing.weigh(lambda one: one.today)),
        "later": _per_cent(standing.weigh(lambda one: one.later)),
        "estimated": sum(card.memory is not None and card.memory.estimated for card in standing.cards),
    }


def _day(words: Words, day: date) -> str:
    return say_day(words, day.isoformat())


def _bar(one: Portion) -> dict[str, object]:
    """A domain as a bar of 100: what is known, what was met beyond that, and the rest."""
    met = _per_cent(fmean(fact.met / fact.numbers for fact in one.facts))
    known = min(_per_cent(one.today), met)
    number = f"{one.name} " if one.level == LEVELS[0] else ""
    return {"title": f"{number}{one.title}", "weight": one.weight, "known": known, "met": met, "rest": met - known}


def _curve(standing: Standing) -> dict[str, object]:
    """How what is known fades until the exam: points of a line, left to right, and its ends."""
    end = max(standing.now + DAY, standing.learnt.days.noon(standing.exam))
    times = [standing.now + (end - standing.now) * step / POINTS for step in range(POINTS + 1)]
    known = [standing.known_at(at) for at in times]
    places = [f"{WIDE * step / POINTS:.1f},{HIGH * (1 - share):.1f}" for step, share in enumerate(known)]
    return {"points": " ".join(places), "wide": WIDE, "high": HIGH, "lines": [HIGH * part // 4 for part in range(5)]}


def _tables(standing: Standing) -> Iterator[Mapping[str, object]]:
    """Every task; of skills and services those in which most is being forgotten."""
    for level, head, most in (
        ("task", "name.task", 0),
        ("skill", "standing.skill", LEAKING),
        ("service", "name.service", LEAKING),
    ):
        found = [one for one in standing.portions if one.level == level]
        if rows := rank_leaks(found)[:most] if most else found:
            yield {"head": head, "part": bool(most), "rows": [_row(one) for one in rows]}


def _row(one: Portion) -> dict[str, object]:
    return {
        "name": one.name if one.level != LEVELS[-1] else "",
        "title": one.title,
        "facts": len(one.facts),
        "met": len(one.met),
        "due": one.due,
        "forgotten": one.forgotten,
        "today": _per_cent(one.today),
        "later": _per_cent(one.later),
    }


def _forgotten(standing: Standing) -> dict[str, object]:
    weakest: Sequence[FactStanding] = rank_weakest(standing)[:WEAKEST]
    facts = [
        {
            "id": one.fact.id,
            "text": mention(standing.study, one.fact),
            "forgotten": one.forgotten,
            "today": _per_cent(one.recalled),
            "later": _per_cent(one.kept),
        }
        for one in weakest
    ]
    return {"weakest": facts, "search": search_notes(weakest)}


def _per_cent(share: float) -> int:
    return round(100 * share)
