"""A mock exam as a whole against the shape of the real one: how many items of what, how long, with which cues.

The bounds stand in the content file under `targets: {exam: …}`; those of the domains follow their weights. A study without
them has its forms counted, and so has a form of another size than theirs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean

from dea_export.checking.item_words import (
    COUNTING_NUMBER,
    FENCE,
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

LETTERS = "ABCD"  # of items with one pick


@dataclass(frozen=True, slots=True)
class FormCount:
    """One measure of a form."""

    measure: str
    count: float
    bound: Bound | None  # None where the study sets none

    @property
    def missed(self) -> bool:
        """Whether the count is out of its bound."""
        return self.bound is not None and not self.bound.allows(self.count)


def count_form(study: Study, exam: Exam) -> tuple[FormCount, ...]:
    """Every measure of a form that has items."""
    counts = {"items": float(len(exam.items)), **dict(_counts(study, exam.items))} if exam.items else {}
    bounds = _bounds(study, len(exam.items))
    return tuple(FormCount(measure, round(count, 2), bounds.get(measure)) for measure, count in counts.items())


def _bounds(study: Study, items: int) -> dict[str, Bound]:
    goals = {str(measure): bound for measure, bound in study.exam_targets.items()}
    if not goals or not goals.get("items", Bound()).allows(items):
        return {}
    shares = {f"domain {one.number}": items * one.weight / 100 for one in study.domains if one.weight}
    return goals | {measure: Bound(min=math.floor(share), max=math.ceil(share)) for measure, share in shares.items()}


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
    yield "stems with a number", sum(bool(COUNTING_NUMBER.search(without_code(item.stem))) for item in items)
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
