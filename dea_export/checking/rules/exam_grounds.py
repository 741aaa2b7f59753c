"""What the keys of mock exams rest on: living facts, open services, each fact once a form, each story once."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.item_words import bare_words, whole_name, without_snippets
from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.checking.rules.twins import alike
from dea_export.model.exams import ExamItem

ALIKE = 0.5  # words that two stems share, of all that they have
ROW = 12  # words; names of services and stock phrases have up to eleven


def retired_ground(study: CheckedStudy) -> Iterator[Finding]:
    """Items that cite a retired fact."""
    for item in study.items:
        for word in item.cited:
            if study.study.by_id[word].retired is not None:
                hint = "cite what is learnt instead, and see whether the item still holds"
                yield Finding(item, word, None, f"the fact '{word}' is retired", hint)


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
    """Items that share a story or a run of words, questions apart."""
    stems = [frozenset(bare_words([item.stem])) for item in study.items]
    for earlier, later in alike(stems, ALIKE):
        yield _twins(study.items[later], study.items[earlier], "the stem is like that of")
    seen: dict[tuple[str, ...], ExamItem] = {}
    for item in study.items:
        shared = {other.id: (row, other) for row in _rows(item) if (other := seen.setdefault(row, item)) is not item}
        for row, other in shared.values():
            yield _twins(item, other, f"'{' '.join(row)}' stands word for word in")


def _rows(item: ExamItem) -> Iterator[tuple[str, ...]]:
    for text in (item.stem, *(option.text for option in item.options)):
        words = bare_words([without_snippets(text)])
        yield from (tuple(words[start : start + ROW]) for start in range(len(words) - ROW + 1))


def _twins(item: ExamItem, other: ExamItem, what: str) -> Finding:
    return Finding(item, item.id, None, f"{what} '{other.id}'", "another story in other words")
