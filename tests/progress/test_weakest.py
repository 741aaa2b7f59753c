"""Which facts are named first: what is forgotten of them, weighed by the exam."""

from datetime import date, timedelta

from dea_export.progress.calendar_days import DayCount
from dea_export.progress.learnt import CardState, Learnt
from dea_export.progress.memory import Memory
from dea_export.progress.standing import Standing
from dea_export.progress.weakest import rank_weakest
from tests.support import studies

TODAY = date(2026, 2, 10)


def ranked(states):
    """Facts of domain 1 (34 per cent) and 4 (18), twenty each; `states` by domain and place in it."""
    facts = enumerate(studies.facts(1, 40, tables=0))
    made = studies.study([fact | {"domain": (d := (1, 4)[n % 2]), "skill": f"{d}.1.1"} for n, fact in facts])
    ids = {domain: [fact.id for fact in made.living if made.section_of[fact.id].number == domain] for domain in (1, 4)}
    days = DayCount(date(2026, 1, 1))
    now = days.noon(TODAY)
    cards = {
        (ids[domain][place], 1): CardState(place, Memory(stability, 0.5, now), forgotten=lapses, suspended=away)
        for (domain, place), (stability, lapses, away) in states.items()
    }
    standing = Standing(made, Learnt(cards, days), TODAY, TODAY + timedelta(days=30), now)
    found = [one.fact.id for one in rank_weakest(standing)]
    return [(domain, ids[domain].index(id_)) for id_ in found for domain in ids if id_ in ids[domain]]


def test_of_facts_forgotten_alike_that_of_the_heavier_domain_goes_first():
    assert ranked({(4, 0): (10, 0, False), (1, 0): (10, 0, False)}) == [(1, 0), (4, 0)]
    assert ranked({(4, 0): (2, 0, False), (1, 0): (100, 0, False)}) == [(4, 0), (1, 0)]


def test_equal_ones_go_by_how_often_they_were_forgotten():
    assert ranked({(1, 0): (10, 1, False), (1, 1): (10, 3, False)}) == [(1, 1), (1, 0)]


def test_what_the_learner_has_put_away_is_not_named():
    assert ranked({(1, 0): (1, 9, True), (1, 1): (10, 0, False)}) == [(1, 1)]
