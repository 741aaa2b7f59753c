"""In which order new cards are met."""

from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dea_export.cards.cards import card_numbers
from dea_export.cards.study_order import LONGEST_RUN, in_study_order
from dea_export.reading import load
from tests.support.studies import facts, study

ROOT = Path(__file__).parents[2]
WEEK = 140  # cards: twenty a day
POINTS_OFF = 6  # by which a domain may miss its share in one week


def order(made):
    return [str(fact.id) for fact in in_study_order(made, {fact.id: 1 for fact in made.living})]


@pytest.fixture(scope="module")
def real():
    found = load((ROOT / "content" / "dea-c01.yaml").read_bytes(), "dea-c01.yaml").study
    assert found is not None
    return found


@given(seed=st.integers(0, 99), links=st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=30))
def test_a_fact_comes_after_what_it_presupposes(seed, links):
    made = facts(seed, 40)
    for later, earlier in links:
        if later > earlier:  # so that there is no circle
            made[later].setdefault("after", []).append(made[earlier]["id"])
    found = study(made)
    place = {name: number for number, name in enumerate(order(found))}
    assert sorted(place) == sorted(fact.id for fact in found.living)
    for fact in found.living:
        for word in fact.after:
            if found.by_id[word].rank <= fact.rank:
                assert place[word] < place[fact.id]


def test_ranks_come_one_after_the_other(real):
    ranks = [fact.rank for fact in in_study_order(real, {fact.id: 1 for fact in real.living})]
    assert ranks == sorted(ranks)


def test_one_subject_is_met_in_small_runs(real):
    cards = {fact.id: len(card_numbers(fact)) for fact in real.living}
    found = [fact for fact in in_study_order(real, cards) if fact.rank == 1]
    domains = [(number, len(list(run))) for number, run in groupby(real.domain_of[fact.skill].number for fact in found)]
    assert sum(length for _, length in domains) / len(domains) >= 2.5
    assert (
        max(sum(cards[f.id] for f in run) for _, run in groupby(found, lambda f: real.domain_of[f.skill].number))
        <= 4 * LONGEST_RUN
    )


def test_every_week_of_a_learner_has_the_shares_of_the_exam(real):
    """Until the six weeks of ranks 1 and 2 are over; what is pulled forward by `after` included."""
    cards = {fact.id: len(card_numbers(fact)) for fact in real.living}
    numbers = [
        real.domain_of[f.skill].number for f in in_study_order(real, cards) if f.rank < 3 for _ in range(cards[f.id])
    ]
    for start in range(0, len(numbers) - WEEK, WEEK):
        week = numbers[start : start + WEEK]
        for domain in real.domains:
            assert abs(100 * week.count(domain.number) / WEEK - domain.weight) <= POINTS_OFF, (start, domain.number)


def test_the_order_is_the_same_whatever_the_order_of_the_mapping(real):
    cards = {fact.id: 1 for fact in real.living}
    assert in_study_order(real, cards) == in_study_order(real, dict(reversed(cards.items())))


def test_neighbours_of_one_topic_stay_in_reading_order(real):
    place = {fact.id: number for number, fact in enumerate(real.facts)}
    found = [f for f in in_study_order(real, {f.id: 1 for f in real.living}) if not f.after]
    wrong = [
        (one.id, other.id)
        for one, other in pairwise(found)
        if real.topic_of[one.id] is real.topic_of[other.id]
        and one.rank == other.rank
        and place[one.id] > place[other.id]
    ]
    assert len(wrong) <= len(real.living) / 20  # what another fact pulled forward
