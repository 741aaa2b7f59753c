"""Items of mock exams as rules and counts ask for them: how many words, which ones, which services."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import mean

from dea_export.model.exams import ExamItem, ExamOption
from dea_export.model.study import Study

FENCE = re.compile(r"(?ms)^[ \t]*```.*?^[ \t]*```[ \t]*$")
CODE = re.compile(r"`[^`\n]*`")
COUNTING_NUMBER = re.compile(r"(?<![\w.-])\d")  # one that counts or measures: not that of S3, Gen2 or v1


def without_snippets(text: str) -> str:
    """A text without its blocks of code."""
    return FENCE.sub(" ", text)


def without_code(text: str) -> str:
    """A text without any code."""
    return CODE.sub(" ", without_snippets(text))


def count_words(text: str) -> int:
    """How many words a text has, its blocks of code apart."""
    return len(without_snippets(text).split())


def stem_words(item: ExamItem) -> int:
    """The words of stem and question."""
    return count_words(item.stem) + count_words(item.question)


def all_words(item: ExamItem) -> int:
    """The words that a candidate reads."""
    return stem_words(item) + sum(count_words(option.text) for option in item.options)


def mean_words(options: Sequence[ExamOption]) -> float:
    """The mean number of words of some options; 0 of none."""
    return mean(count_words(option.text) for option in options) if options else 0


def key_ratio(item: ExamItem) -> float:
    """The words of a pick for each word of a loser."""
    return mean_words(item.picks) / max(mean_words(item.losers), 1)


def bare_words(texts: Iterable[str]) -> list[str]:
    """The words of texts in small letters without punctuation, to be compared."""
    return re.findall(r"\w+", " ".join(texts).casefold())


def named_services(study: Study, text: str) -> set[str]:
    """The names of services that stand in a text; of two that begin alike only the longer one."""
    found: set[str] = set()
    services = [one for one in study.services if one.docs]  # the others are subjects, like SQL
    for name in sorted({name for one in services for name in (one.name, one.short) if name}, key=len, reverse=True):
        if name in text and (name_alone := whole_name(name)).search(text):
            found.add(name)
            text = name_alone.sub(" ", text)
    return found


def whole_name(name: str) -> re.Pattern[str]:
    """Finds a name where it is no part of a longer word."""
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
