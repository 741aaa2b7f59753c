"""A mock exam as a whole against the shape of the real one: how many items of what, how long, with which cues.

Domains follow the weights of the study; the other bounds were measured on items that AWS published, or are the design of
a form of 65. A form of another size is counted and has no bounds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean

from dea_export.checking.item_words import (
    FENCE,
    NUMBER,
    all_words,
    count_words,
    key_ratio,
    named_services,
    stem_words,
    without_code,
)
from dea_export.model.exams import DIFFICULTIES, FLAWS, Exam, ExamItem
from dea_export.model.study import Study
from dea_export.model.targets import Bound

FULL = 65  # items of the real exam
LETTERS = "ABCD"  # of items with one pick
SHAPE: dict[str, tuple[int | None, int | None]] = {  # measure -> least and most
    "fewest items of a task": (2, None),
    "main skills": (52, None),
    "most items of a skill": (None, 2),
    "skills in all": (78, None),
    "multiple": (11, 14),
    "easy": (17, 23),
    "medium": (26, 32),
    "hard": (13, 19),
    "superlatives": (26, 32),
    "stem words": (80, 100),
    "option words": (20, 30),
    "item words": (170, 215),
    "words": (None, 14_000),
    "stems with a service %": (85, 95),
    "stems with 2 services %": (35, 50),
    "stems with 3 services %": (10, 25),
    "stems with a number": (15, 20),
    "snippets": (3, 5),
    **{f"key {letter}": (11, 15) for letter in LETTERS},
    "same letter in a row": (None, 3),
    "key longest %": (15, 28),
    "key shortest %": (15, 28),
    "key by loser words %": (95, 105),
    "fails qualifier %": (35, 48),
    "fails setting %": (15, 25),
    "fails impossible %": (10, 22),
    "fails job %": (12, 22),
    "fails partial %": (4, 12),
    "keys on facts %": (95, None),
    "reasons on facts %": (80, None),
}


@dataclass(frozen=True, slots=True)
class FormCount:
    """One measure of a form."""

    measure: str
    count: float
    bound: Bound | None  # None where the form has another size than the real exam

    @property
    def missed(self) -> bool:
        """Whether the count is out of its bound."""
        return self.bound is not None and not self.bound.allows(self.count)


def count_form(study: Study, exam: Exam) -> tuple[FormCount, ...]:
    """Every measure of a form that has items."""
    counts = {"items": float(len(exam.items)), **dict(_counts(study, exam.items))} if exam.items else {}
    bounds = _bounds(study) if len(exam.items) == FULL else {}
    return tuple(FormCount(measure, round(count, 2), bounds.get(measure)) for measure, count in counts.items())


def _bounds(study: Study) -> dict[str, Bound]:
    shares = {f"domain {one.number}": FULL * one.weight / 100 for one in study.domains if one.weight}
    by_weight = {measure: Bound(min=math.floor(share), max=math.ceil(share)) for measure, share in shares.items()}
    return by_weight | {measure: Bound(min=least, max=most) for measure, (least, most) in SHAPE.items()}


def _counts(study: Study, items: tuple[ExamItem, ...]) -> Iterator[tuple[str, float]]:
    yield from _subjects(study, items)
    yield from _sorts(items)
    yield from _lengths(items)
    yield from _stems(study, items)
    yield from _keys([item for item in items if len(item.picks) == 1])
    yield "key by loser words %", 100 * mean(map(key_ratio, items))
    yield from _evidence(items)


def _subjects(study: Study, items: tuple[ExamItem, ...]) -> Iterator[tuple[str, float]]:
    domains = Counter(study.domain_of[item.skill].number for item in items)
    tasks: Counter[str] = Counter(study.task_of[item.skill].id for item in items)
    skills = Counter(item.skill for item in items)
    yield from ((f"domain {domain.number}", domains[domain.number]) for domain in study.domains)
    yield "fewest items of a task", min(tasks[task] for task in study.task)
    yield "main skills", len(skills)
    yield "most items of a skill", max(skills.values())
    yield "skills in all", len({skill for item in items for skill in (item.skill, *item.also)})


def _sorts(items: tuple[ExamItem, ...]) -> Iterator[tuple[str, float]]:
    yield "multiple", sum(len(item.picks) > 1 for item in items)
    yield from ((level, sum(item.level == level for item in items)) for level in DIFFICULTIES)
    yield "superlatives", sum(bool(item.qualifier) for item in items)


def _lengths(items: tuple[ExamItem, ...]) -> Iterator[tuple[str, float]]:
    yield "stem words", mean(map(stem_words, items))
    yield "option words", mean(count_words(option.text) for item in items for option in item.options)
    yield "item words", mean(map(all_words, items))
    yield "words", sum(map(all_words, items))


def _stems(study: Study, items: tuple[ExamItem, ...]) -> Iterator[tuple[str, float]]:
    named = [len(named_services(study, without_code(item.stem))) for item in items]
    for least, what in ((1, "a service"), (2, "2 services"), (3, "3 services")):
        yield f"stems with {what} %", _share(sum(count >= least for count in named), len(items))
    yield "stems with a number", sum(bool(NUMBER.search(without_code(item.stem))) for item in items)
    yield "snippets", sum(bool(FENCE.search(item.stem)) for item in items)


def _keys(singles: list[ExamItem]) -> Iterator[tuple[str, float]]:
    """Where the one pick stands, and whether its length alone tells it."""
    letters = Counter(item.key for item in singles)
    yield from ((f"key {letter}", letters[letter]) for letter in LETTERS)
    yield "same letter in a row", _longest_run([item.key for item in singles])
    yield "key longest %", _share(sum(_is_extreme(item, 1) for item in singles), len(singles))
    yield "key shortest %", _share(sum(_is_extreme(item, -1) for item in singles), len(singles))


def _is_extreme(item: ExamItem, sign: int) -> bool:
    """Whether the pick alone has the most (1) or fewest (-1) words."""
    pick = sign * count_words(item.picks[0].text)
    return all(sign * count_words(option.text) < pick for option in item.losers)


def _longest_run(letters: list[str]) -> int:
    longest = run = 0
    for number, letter in enumerate(letters):
        run = run + 1 if number and letter == letters[number - 1] else 1
        longest = max(longest, run)
    return longest


def _evidence(items: tuple[ExamItem, ...]) -> Iterator[tuple[str, float]]:
    losers = [option for item in items for option in item.losers]
    for flaw in FLAWS:
        yield f"fails {flaw} %", _share(sum(option.fails == flaw for option in losers), len(losers))
    yield "keys on facts %", _share(sum(bool(item.facts) for item in items), len(items))
    yield "reasons on facts %", _share(sum(bool(option.facts) for option in losers), len(losers))


def _share(part: int, whole: int) -> float:
    """In per cent; 0 of nothing."""
    return 100 * part / whole if whole else 0
