"""Which facts go on the sheet when not all fit: by priority, and by area as the exam weighs the domains.

Pure: works on heights and asks `fits` whether a choice can be packed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dea_export.exporters.pdf.sheet.items import SheetItem

LEEWAY = 0.01  # of the whole area that a domain may be above its share when the last gaps are filled
PATIENCE = 40  # facts of a priority tried in vain before the last gaps stay empty
ROUNDING = 1e-6
SHARING = 2.3  # services with one fact that share a heading, on average


@dataclass(frozen=True, slots=True)
class Budget:
    """What there is to share out: em of column, and what headings cost."""

    total: float  # em of all columns together
    heading: float
    domain: float


def share_area(total: float, weights: Sequence[float], least: Sequence[float], most: Sequence[float]) -> list[float]:
    """The area by weight, but nobody gets less than `least` (its musts) or more than `most` (all it has)."""
    low, high = 0.0, total / max(min(weights, default=1.0), 1e-9) + 1.0
    for _ in range(60):
        middle = (low + high) / 2
        given = _given(middle, weights, least, most)
        low, high = (middle, high) if sum(given) < total else (low, middle)
    return _given(low, weights, least, most)


def _given(rate: float, weights: Sequence[float], least: Sequence[float], most: Sequence[float]) -> list[float]:
    return [max(small, min(rate * weight, large)) for weight, small, large in zip(weights, least, most, strict=True)]


class Selection:
    """A growing set of items, and how much of the page each domain takes."""

    def __init__(
        self, items: Sequence[SheetItem], heights: dict[str, float], weights: Sequence[float], budget: Budget
    ) -> None:
        self.items = sorted(items, key=_by_priority)
        self.heights, self.weights, self.budget = heights, weights, budget
        self.chosen: dict[str, SheetItem] = {}
        self.used = [0.0] * len(weights)
        self.headings: dict[tuple[int, str], int] = {}
        self.facts = [0] * len(weights)
        self.quota = self._quota()

    def _quota(self) -> list[float]:
        least, most = ([0.0] * len(self.weights) for _ in range(2))
        for item in self.items:
            self.add(item)
            most[item.domain] = self.used[item.domain]
            if item.priority == 0:
                least[item.domain] = self.used[item.domain]
        for item in self.items:
            self.remove(item)
        return share_area(self.budget.total, self.weights, least, most)

    def cost(self, item: SheetItem) -> float:
        """What adding the item takes: itself, and its part of a heading (services with one fact share theirs)."""
        count = self.headings.get((item.domain, item.heading), 0)
        part = (1 / SHARING, 1 - 1 / SHARING, 0.0)[min(count, 2)]
        bar = 0.0 if self.facts[item.domain] else self.budget.domain
        heading = part * self.budget.heading if item.heading else 0.0
        return self.heights[item.id] + heading + bar

    def add(self, item: SheetItem) -> None:
        """Chooses an item."""
        self.used[item.domain] += self.cost(item)
        self.chosen[item.id] = item
        key = (item.domain, item.heading)
        self.headings[key] = self.headings.get(key, 0) + 1
        self.facts[item.domain] += 1

    def remove(self, item: SheetItem) -> None:
        """Takes an item back."""
        del self.chosen[item.id]
        self.headings[item.domain, item.heading] -= 1
        self.facts[item.domain] -= 1
        self.used[item.domain] -= self.cost(item)

    def rate(self, domain: int) -> float:
        """What a domain takes for each per cent of its weight."""
        return self.used[domain] / self.weights[domain]

    def listed(self) -> list[SheetItem]:
        """What is chosen, in reading order."""
        return sorted(self.chosen.values(), key=lambda item: (item.domain, item.order))


def _by_priority(item: SheetItem) -> tuple[int, int, int]:
    return item.priority, item.rank, item.order


def select_items(choice: Selection, fits: Callable[[Sequence[SheetItem]], bool]) -> list[SheetItem]:
    """The items to print, in reading order: what the shares allow, less what cannot be packed, then the last gaps."""
    for item in choice.items:
        share = choice.quota[item.domain]
        if item.priority == 0 or choice.used[item.domain] + choice.cost(item) <= share + ROUNDING:
            choice.add(item)
    _shed(choice, fits)
    _fill(choice, fits)
    return choice.listed()


def _shed(choice: Selection, fits: Callable[[Sequence[SheetItem]], bool]) -> None:
    """Drops the least important items, of the domain that takes most for its weight, until the rest can be packed."""
    while choice.chosen and not fits(choice.listed()):
        surplus = sum(choice.used) - choice.budget.total
        dropped = 0.0
        while choice.chosen and dropped <= max(surplus, 0.0):
            worst = max(choice.chosen.values(), key=lambda e: (e.priority, choice.rate(e.domain), e.rank, e.order))
            dropped += choice.heights[worst.id]
            choice.remove(worst)


def _fill(choice: Selection, fits: Callable[[Sequence[SheetItem]], bool]) -> None:
    """Adds what still fits: by priority, and each time of the domain that takes least for its weight."""
    waiting: dict[tuple[int, int], list[SheetItem]] = {}
    for item in reversed(choice.items):
        if item.id not in choice.chosen:
            waiting.setdefault((item.priority, item.domain), []).append(item)
    vain: dict[int, int] = {}
    while waiting:
        least = min(priority for priority, _ in waiting)
        key = min((key for key in waiting if key[0] == least), key=lambda key: choice.rate(key[1]))
        item = waiting[key].pop()
        if not _added(choice, item, fits):
            vain[least] = vain.get(least, 0) + 1
        if not waiting[key] or vain.get(least, 0) >= PATIENCE:
            del waiting[key]


def _added(choice: Selection, item: SheetItem, fits: Callable[[Sequence[SheetItem]], bool]) -> bool:
    """Adds an item unless its domain then had too much, or it does not fit."""
    domain = item.domain
    allowed = max(choice.quota[domain], choice.budget.total * choice.weights[domain] / sum(choice.weights))
    if item.priority > 0 and choice.used[domain] + choice.cost(item) > allowed + LEEWAY * choice.budget.total:
        return False
    choice.add(item)
    if fits(choice.listed()):
        return True
    choice.remove(item)
    return False
