"""Words that every target uses alike: days, a service's fate, where a source leads, what a fact is about, what a score says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from posixpath import basename, splitext
from textwrap import shorten
from urllib.parse import urlsplit

from dea_export.markup import parse, to_plain, tree
from dea_export.model.facts import Fact
from dea_export.model.study import Service, Study

LONGEST_MENTION = 70  # characters of a fact that another one names
CLOSE = 0.7  # the share of right answers at which a candidate just passes, roughly; the margin hangs little on it
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def say_day(written: str) -> str:
    """`2024-07-25`, `2024-07` or `2024` in words: a phone breaks lines at hyphens."""
    year, *rest = written.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


def say_status(study: Study, service: Service) -> Iterator[str]:
    """What became of a service, one sentence each; to be read after its name."""
    if service.formerly:
        until = f" (until {say_day(service.renamed)})" if service.renamed else ""
        yield f", formerly {_listed(service.formerly)}{until}"
    instead = " or ".join(study.service[word].name for word in service.instead)
    use = f"; instead: {instead}" if instead else ""
    if service.ended:
        when = "on" if service.ended.count("-") == 2 else "in"
        yield f" ended {when} {say_day(service.ended)}{use}"
    elif service.closed:
        yield f" is closed to new customers since {say_day(service.closed)}{use}"


def say_evidence(fact: Fact) -> Iterator[str]:
    """When a fact was compared with its source, and whether it will hold."""
    if fact.checked:
        yield f"checked {say_day(fact.checked.isoformat()[:7])}"
    if fact.volatile:
        yield "likely to change"


def say_address(address: str) -> str:
    """Where a link leads: host and last part of the path."""
    parts = urlsplit(address)
    last, _ = splitext(basename(parts.path.rstrip("/")))
    return parts.netloc + (f" › {last}" if last else "")


def say_page(address: str) -> str:
    """Which page of which documentation a link leads to, for narrow paper: `streams: service-sizes-and-limits`."""
    host, *path = [part for part in address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0].split("/")[2:] if part]
    page = path[-1].removesuffix(".html") if path else host
    return f"{path[0]}: {page}" if len(path) > 1 else page


def mention(study: Study, fact: Fact) -> str:
    """A fact in a few words, answers shown, and where it stands."""
    root = parse(fact.sheet.text).root if fact.sheet and fact.sheet.text else tree(fact.block())
    words = shorten(to_plain(root), LONGEST_MENTION, placeholder=" …")
    task = study.task_of.get(fact.skill)
    return f"{words} ({', '.join([*([task.id] if task else []), study.topic_of[fact.id].title])})"


def say_place(study: Study, fact: Fact) -> str:
    """Where a fact stands: task and topic, domain and topic, or the topic alone."""
    section, task = study.section_of[fact.id], study.task_of.get(fact.skill)
    above = f"{task.id} {task.title}" if task else section.title if section.is_domain else ""
    return " › ".join(filter(None, (above, study.topic_of[fact.id].title)))


def reckon_margin(questions: int) -> int:
    """How far, in points of per cent, the score of so many questions lies from a candidate's ability in 19 of 20 cases."""
    return round(196 * math.sqrt(CLOSE * (1 - CLOSE) / questions))


def say_margin(questions: int) -> str:
    """What a score of a mock exam does not say."""
    return (
        f"The score of {questions} questions has a margin of about ± {reckon_margin(questions)} points of per cent: "
        "another form might have given so much more or less. A scaled score, as some exams report it, cannot be "
        "computed from this one."
    )


def _listed(names: tuple[str, ...]) -> str:
    """Names as a sentence lists them, without those that another one ends with."""
    *some, last = (name for name in names if not any(other.endswith(f" {name}") for other in names))
    return " and ".join([", ".join(some), last] if some else [last])
