"""Boxes in reading order -> columns that end level. Pure arithmetic in em; knows no fonts and no HTML.

A heading keeps with the two facts after it, a domain bar with its first heading; nothing is ever split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

BoxKind = Literal["domain", "again", "heading", "fact"]
CLOSE = 0.01  # em; a sum of many heights is compared with a little air
BEFORE_HEADING = 1.1  # em at most of the slack goes there
BETWEEN_FACTS = 0.25


@dataclass(frozen=True, slots=True)
class Box:
    """Something of a known height that is printed whole."""

    kind: BoxKind
    height: float  # em
    domain: int
    name: str  # id of the fact, or the words of the heading, also of one that goes on
    before: float = 0.0  # em of space above it; none at the top of a column


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in one column, from the top."""

    boxes: tuple[Box, ...]

    @property
    def height(self) -> float:
        """What is filled, em."""
        return sum(box.height + box.before for box in self.boxes)


def pack(boxes: Sequence[Box], height: float, again: float) -> tuple[Column, ...] | None:
    """The boxes in columns of at most `height`, as many as it takes; None when something is higher than a column.

    `again` is the height of the line on top of a column that goes on with a domain.
    """
    columns: list[Column] = []
    current: list[Box] = []
    used = 0.0
    for start, end in _chunks(boxes):
        chunk = boxes[start:end]
        need = sum(box.height + box.before for box in chunk)
        if current and used + need > height - CLOSE:
            columns.append(Column(tuple(current)))
            current, used = _top(boxes, start, again)
        if not any(box.kind != "again" for box in current):
            chunk = [replace(chunk[0], before=0.0), *chunk[1:]]
            need -= boxes[start].before
        if used + need > height - CLOSE:
            return None
        current += chunk
        used += need
    if current:
        columns.append(Column(tuple(current)))
    return tuple(columns)


def _top(boxes: Sequence[Box], start: int, again: float) -> tuple[list[Box], float]:
    """What stands above the box `start` in a new column: the domain that goes on, and the heading if that does, too."""
    first = boxes[start]
    if first.kind == "domain":
        return [], 0.0
    before = (box.name for box in reversed(boxes[:start]) if box.kind in {"heading", "domain"})  # the latter has none
    return [Box("again", again, first.domain, next(before, "") if first.kind == "fact" else "")], again


def _chunks(boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """What must stay together: headings and, where a service has more than one, two facts after them."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(boxes):
        end = start
        while end < len(boxes) and boxes[end].kind != "fact":
            end += 1
        headed = end > start
        end += 1
        if headed and end < len(boxes) and boxes[end].kind == "fact":
            end += 1
        found.append((start, min(end, len(boxes))))
        start = end
    return found


def fits(boxes: Sequence[Box], height: float, again: float, columns: int) -> bool:
    """Whether everything fits into so many columns."""
    packed = pack(boxes, height, again)
    return packed is not None and len(packed) <= columns


def level(boxes: Sequence[Box], height: float, again: float, columns: int) -> tuple[Column, ...]:
    """The columns with the lowest common height, then stretched so that all end level, as far as gaps may grow.

    Only for boxes that fit.
    """
    low, high = 0.0, height
    while high - low > 0.02:
        middle = (low + high) / 2
        low, high = (low, middle) if fits(boxes, middle, again, columns) else (middle, high)
    packed = pack(boxes, high, again)
    assert packed is not None
    goal = min([height - CLOSE, *(column.height + stretch(column) for column in packed[:-1])])
    goal = max([goal, *(column.height for column in packed)])
    return tuple(_stretched(column, goal) for column in packed)


def fill(packed: Sequence[Column], height: float, full: int) -> tuple[Column, ...]:
    """The first `full` columns stretched to the same bottom, as far as gaps may grow; the others as they are."""
    goal = min(height - CLOSE, *(column.height + stretch(column) for column in packed[:full]))
    goal = max(goal, *(column.height for column in packed[:full]))
    return (*(_stretched(column, goal) for column in packed[:full]), *packed[full:])


def stretch(column: Column) -> float:
    """How much space a column can take in before its gaps look like holes."""
    headings, facts = _gaps(column)
    return len(headings) * BEFORE_HEADING + len(facts) * BETWEEN_FACTS


def _gaps(column: Column) -> tuple[list[int], list[int]]:
    """Where space may be added: before headings, and between facts."""
    headings, facts = [], []
    for index in range(1, len(column.boxes)):
        before, box = column.boxes[index - 1], column.boxes[index]
        if box.kind in {"heading", "domain"} and before.kind == "fact":
            headings.append(index)
        elif box.kind == "fact" and before.kind == "fact":
            facts.append(index)
    return headings, facts


def _stretched(column: Column, goal: float) -> Column:
    headings, facts = _gaps(column)
    slack = max(0.0, goal - column.height)
    each = min(BEFORE_HEADING, slack / len(headings)) if headings else 0.0
    rest = slack - each * len(headings)
    between = min(BETWEEN_FACTS, rest / len(facts)) if facts else 0.0
    added = {**dict.fromkeys(headings, each), **dict.fromkeys(facts, between)}
    return Column(
        tuple(replace(box, before=box.before + added.get(index, 0.0)) for index, box in enumerate(column.boxes))
    )
