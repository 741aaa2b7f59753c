"""In which order new cards are met: by rank; within a rank small runs of one subject, domains woven by their weight.

Without weights they are met one after the other, in reading order; so are topics that stand in place of domains.

A fact comes after those that it presupposes (`after`): of the same rank they are met just before it, wherever they
stand. What stands under one topic is met in reading order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from dea_export.model.facts import RANKS, Fact
from dea_export.model.study import Section, Study

SHORTEST_RUN, LONGEST_RUN = 3, 6  # cards of one subject before the next


def in_study_order(study: Study, cards: Mapping[str, int]) -> tuple[Fact, ...]:
    """The facts among `cards` (id -> number of cards), as a learner should meet them."""
    return tuple(fact for rank in RANKS for fact in _Weaver(study, rank, cards).woven())


class _Weaver:
    """The facts of one rank: at every step the domain is next that lags most behind its share of the cards."""

    def __init__(self, study: Study, rank: int, cards: Mapping[str, int]) -> None:
        self.cards = cards
        self.waiting = {s.number: list(_runs(s, rank, cards))[::-1] for s in study.sections}
        self.weight = {s.number: s.weight or math.inf for s in study.sections}
        self.met = dict.fromkeys(self.waiting, 0)
        self.domain = {fact.id: s.number for s in study.sections for fact in s.facts}
        self.fact = {fact.id: fact for fact in study.facts if fact.rank == rank and fact.id in cards}
        self.placed: dict[str, Fact] = {}

    def woven(self) -> Iterator[Fact]:
        """All of them."""
        while left := [number for number, runs in self.waiting.items() if runs]:
            number = min(left, key=lambda n: (self._share_with(self.waiting[n][-1], n), n))
            for fact in self.waiting[number].pop():
                self._place(fact)
        return iter(self.placed.values())

    def _share_with(self, run: Sequence[Fact], number: int) -> float:
        """What a domain has of its share once its next run is met."""
        more = sum(self.cards[fact.id] for fact in run if fact.id not in self.placed)
        return (self.met[number] + more) / self.weight[number]

    def _place(self, fact: Fact) -> None:
        """Places a fact, and before it what it presupposes. No circle can hang it: one begun is not begun again."""
        waiting: list[tuple[Fact, bool]] = [(fact, False)]
        begun: set[str] = set()
        while waiting:
            one, ready = waiting.pop()
            if one.id in self.placed:
                continue
            if ready or one.id in begun:
                self.placed[one.id] = one
                self.met[self.domain[one.id]] += self.cards[one.id]
                continue
            begun.add(one.id)
            waiting.append((one, True))
            before = (self.fact.get(word) for word in reversed(one.after))
            waiting += ((other, False) for other in before if other is not None and other.id not in begun)


def _runs(section: Section, rank: int, cards: Mapping[str, int]) -> Iterator[list[Fact]]:
    """The facts of a rank in reading order, cut where a topic ends, neither too short nor too long."""
    run: list[Fact] = []
    length = 0
    for topic in section.topics:
        for fact in topic.facts:
            if fact.rank != rank or fact.id not in cards:
                continue
            if run and length + cards[fact.id] > LONGEST_RUN:
                yield run
                run, length = [], 0
            run.append(fact)
            length += cards[fact.id]
        if length >= SHORTEST_RUN:
            yield run
            run, length = [], 0
    if run:
        yield run
