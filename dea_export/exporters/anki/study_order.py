"""In which order new cards are met: by rank, domains woven by their weight, topics in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dea_export.model.facts import Fact
from dea_export.model.study import Domain, Study


def in_study_order(study: Study, cards: Mapping[str, int]) -> tuple[Fact, ...]:
    """The facts among `cards` (id -> number of cards), as a learner should meet them."""
    return tuple(fact for rank in (1, 2, 3) for fact in _woven(study.domains, rank, cards))


def _woven(domains: Sequence[Domain], rank: int, cards: Mapping[str, int]) -> list[Fact]:
    """The facts of one rank: at every step the domain is next that lags most behind its share of the cards."""
    waiting = {d.number: [f for f in d.facts if f.rank == rank and f.id in cards][::-1] for d in domains}
    weight = {d.number: d.weight for d in domains}
    met = dict.fromkeys(waiting, 0)
    woven: list[Fact] = []
    while left := [number for number, facts in waiting.items() if facts]:
        number = min(left, key=lambda n: ((met[n] + cards[waiting[n][-1].id]) / weight[n], n))
        fact = waiting[number].pop()
        met[number] += cards[fact.id]
        woven.append(fact)
    return woven
