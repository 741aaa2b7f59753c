"""A part of a study: the facts that a filter keeps, under the same domains and topics."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace

from dea_export.model.facts import Fact
from dea_export.model.study import Domain, Study, Topic


@dataclass(frozen=True, slots=True)
class Filter:
    """What to keep; an empty part keeps everything, several values of a part are alternatives."""

    domains: tuple[str, ...] = ()  # numbers or ids
    tasks: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    ranks: tuple[int, ...] = ()

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """What is asked for, by the names of the flags; only what is filtered."""
        asked = {field.name.removesuffix("s"): getattr(self, field.name) for field in fields(self)}
        return {part: tuple(map(str, values)) for part, values in asked.items() if values}

    def __bool__(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.parts)

    @property
    def slug(self) -> str:
        """What a filtered build carries in its names, e.g. `domain-1-rank-1`."""
        return "-".join(f"{part}-{'-'.join(values)}" for part, values in self.parts.items())

    def keeps(self, study: Study, domain: Domain | None, fact: Fact) -> bool:
        """Whether a fact stays, of a domain if there are any."""
        has = _has(study, domain, fact)
        return all(not has[part].isdisjoint(values) for part, values in self.parts.items())


def _has(study: Study, domain: Domain | None, fact: Fact) -> dict[str, set[str]]:
    """What a fact is found by, part by part."""
    task = study.task_of.get(fact.skill)
    return {
        "domain": {str(domain.number), domain.id} if domain else set(),
        "task": {task.id} if task else set(),
        "service": set(fact.services),
        "kind": {fact.kind_name},
        "tag": set(fact.tags),
        "rank": {str(fact.rank)},
    }


def unknown(study: Study, chosen: Filter) -> list[tuple[str, str, list[str]]]:
    """What a filter names and the study does not have: `("service", "gleu", every service)`."""
    known = {
        "domain": [name for d in study.domains for name in (str(d.number), str(d.id))],
        "task": list(map(str, study.task)),
        "service": [str(service.id) for service in study.services],
        "kind": sorted({fact.kind_name for fact in study.facts}),
        "tag": sorted({str(tag) for fact in study.facts for tag in fact.tags}),
        "rank": sorted({str(fact.rank) for fact in study.facts}),
    }
    return [
        (part, value, known[part])
        for part, values in chosen.parts.items()
        for value in values
        if value not in known[part]
    ]


def select(study: Study, chosen: Filter) -> Study:
    """The study with only the facts that the filter keeps, and without exams: a form is whole or not at all."""
    return _keep(study, lambda domain, fact: chosen.keeps(study, domain, fact))


def select_ids(study: Study, ids: Collection[str]) -> Study:
    """The study with only these facts, likewise."""
    return _keep(study, lambda _, fact: fact.id in ids)


def _keep(study: Study, keeps: Callable[[Domain | None, Fact], bool]) -> Study:
    def kept(topics: tuple[Topic, ...], domain: Domain | None) -> tuple[Topic, ...]:
        return tuple(
            replace(topic, facts=tuple(fact for fact in topic.facts if keeps(domain, fact))) for topic in topics
        )

    domains = tuple(replace(domain, topics=kept(domain.topics, domain)) for domain in study.domains)
    return replace(study, domains=domains, topics=kept(study.topics, None), exams=())
