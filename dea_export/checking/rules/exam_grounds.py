"""What mock exams rest on: as many items as the exam has, living facts, open services, each fact and story once."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.item_words import bare_words, whole_name, without_snippets
from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.checking.rules.twins import alike
from dea_export.model.diagnostic import count_of
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.text import Text

ALIKE = 0.5  # words that two stems share, of all that they have
ROW = 12  # words; names of services and stock phrases have up to eleven


def another_size(study: CheckedStudy) -> Iterator[Finding]:
    """Forms that have not as many items as the exam."""
    wanted = study.study.exam_targets.get(Text("items"))
    for exam in study.study.exams:
        if wanted is not None and not wanted.allows(len(exam.items)):
            message = f"the mock exam '{exam.id}' has {count_of(len(exam.items), 'item')}, and the exam {wanted}"
            hint = "write the others, or take one away; 'targets: exam: items:' says how many the exam has"
            yield Finding(None, exam.id, None, message, hint)


def retired_ground(study: CheckedStudy) -> Iterator[Finding]:
    """Items that cite a retired fact, and trees that rest on one."""
    cited: list[tuple[ExamItem | Fact, Text]] = [(item, word) for item in study.items for word in item.cited]
    cited += [(fact, word) for fact in study.study.living for word in fact.grounds()]
    for owner, word in cited:
        if study.study.by_id[word].retired is not None:
            hint = "cite what is learnt instead, and see whether the answer still holds"
            yield Finding(owner, word, None, f"the fact '{word}' is retired", hint)


def closed_key(study: CheckedStudy) -> Iterator[Finding]:
    """Keys that use a service which new customers cannot have."""
    gone = [service for service in study.study.services if service.closed or service.ended]
    for item in study.items:
        for option in item.picks:
            for service in gone:
                if whole_name(service.name).search(option.text):
                    message = f"the key uses {service.name}, {'ended' if service.ended else 'closed to new customers'}"
                    yield Finding(item, option.text, service.name, message, "ask for what a new customer would use")


def key_fact_twice(study: CheckedStudy) -> Iterator[Finding]:
    """Facts that are the key of two items of a form."""
    for exam in study.study.exams:
        first: dict[str, ExamItem] = {}
        for item in exam.items:
            for word in item.facts:
                if (other := first.setdefault(word, item)) is not item:
                    message = f"the fact '{word}' is the key of '{other.id}', too"
                    yield Finding(item, word, None, message, "one of the two gives the other away: ask something else")


def twin_items(study: CheckedStudy) -> Iterator[Finding]:
    """Items that share a story or a run of words, questions apart: the later one, with the first of its kind."""
    stems = [frozenset(bare_words([item.stem])) for item in study.items]
    stories: dict[int, int] = {}
    for earlier, later in alike(stems, ALIKE):
        stories.setdefault(later, earlier)
    seen: dict[tuple[str, ...], int] = {}
    for number, item in enumerate(study.items):
        shared = {other: row for row in _rows(item) if (other := seen.setdefault(row, number)) != number}
        if number in stories:
            yield _twins(item, study.items[stories[number]], "the stem is like that of")
        elif shared:
            first = min(shared)
            yield _twins(item, study.items[first], f"'{' '.join(shared[first])}' stands word for word in")


def _rows(item: ExamItem) -> Iterator[tuple[str, ...]]:
    for text in (item.stem, *(option.text for option in item.options)):
        words = bare_words([without_snippets(text)])
        yield from (tuple(words[start : start + ROW]) for start in range(len(words) - ROW + 1))


def _twins(item: ExamItem, other: ExamItem, what: str) -> Finding:
    return Finding(item, item.id, None, f"{what} '{other.id}'", "another story in other words")
