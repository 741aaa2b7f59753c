"""What every target says alike: a service's fate, where a source leads, what a fact is about, what a score says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from posixpath import basename, splitext
from textwrap import shorten
from urllib.parse import urlsplit

from dea_export.markup import parse, to_plain, tree
from dea_export.model.facts import Fact
from dea_export.model.study import Service, Study
from dea_export.words import Words, find_precision, say_day

LONGEST_MENTION = 70  # characters of a fact that another one names
CLOSE = 0.7  # the share of right answers at which a candidate just passes, roughly; the margin hangs little on it


def say_status(study: Study, service: Service, words: Words) -> Iterator[str]:
    """What became of a service, one sentence each; to be read after its name."""
    if service.formerly:
        names = words.join(_whole_names(service.formerly), "and")
        yield _say_dated(words, "formerly_until", service.renamed, names) or words.say("about.formerly", names=names)
    instead = [study.service[word].name for word in service.instead]
    use = words.say("about.instead", names=words.join(instead, "or")) if instead else ""
    if service.ended:
        yield f"{_say_dated(words, 'ended', service.ended)}{use}"
    elif service.closed:
        yield f"{_say_dated(words, 'closed', service.closed)}{use}"


def say_evidence(fact: Fact, words: Words) -> Iterator[str]:
    """When a fact was compared with its source, and whether it will hold."""
    if fact.checked:
        yield words.say("about.compared", day=say_day(words, fact.checked.isoformat()[:7]))
    if fact.volatile:
        yield words.say("about.volatile")


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


def say_margin(questions: int, words: Words) -> str:
    """What a score of a mock exam does not say."""
    return words.say("key.margin", n=questions, margin=reckon_margin(questions))


def _say_dated(words: Words, key: str, day: str | None, names: str = "") -> str:
    """A sentence with a day; empty without any."""
    said = {"day": say_day(words, day), "names": names} if day else {}
    return words.say(f"about.{key}", find_precision(day), **said) if day else ""


def _whole_names(names: tuple[str, ...]) -> list[str]:
    """Names without those that another one ends with."""
    return [name for name in names if not any(other.endswith(f" {name}") for other in names)]
