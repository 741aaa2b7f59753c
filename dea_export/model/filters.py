"""A part of a study: the facts that a filter keeps, under the same domains and topics."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dea_export.model.facts import Fact
from dea_export.model.study import Domain, Study


@dataclass(frozen=True, slots=True)
class Filter:
    """What to keep; an empty part keeps everything, several values of a part are alternatives."""

    domains: tuple[str, ...] = ()  # numbers or ids
    tasks: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    ranks: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.domains or self.tasks or self.services or self.tags or self.ranks)

    @property
    def slug(self) -> str:
        """What a filtered build carries in its names, e.g. `domain-1-rank-1`."""
        parts = (
            ("domain", self.domains),
            ("task", self.tasks),
            ("service", self.services),
            ("tag", self.tags),
            ("rank", self.ranks),
        )
        return "-".join(f"{name}-{'-'.join(map(str, values))}" for name, values in parts if values)

    def keeps(self, domain: Domain, fact: Fact) -> bool:
        """Whether a fact of a domain stays."""
        return (
            (not self.domains or domain.id in self.domains or str(domain.number) in self.domains)
            and (not self.tasks or fact.task in self.tasks)
            and (not self.services or not set(self.services).isdisjoint(fact.services))
            and (not self.tags or not set(self.tags).isdisjoint(fact.tags))
            and (not self.ranks or fact.rank in self.ranks)
        )


def unknown(study: Study, chosen: Filter) -> list[tuple[str, str, list[str]]]:
    """What a filter names and the study does not have: `("service", "gleu", every service)`."""
    known = (
        ("domain", chosen.domains, [name for d in study.domains for name in (str(d.number), str(d.id))]),
        ("task", chosen.tasks, list(map(str, study.task))),
        ("service", chosen.services, [str(service.id) for service in study.services]),
        ("tag", chosen.tags, sorted({str(tag) for fact in study.facts for tag in fact.tags})),
        ("rank", tuple(map(str, chosen.ranks)), sorted({str(fact.rank) for fact in study.facts})),
    )
    return [(part, value, names) for part, values, names in known for value in values if value not in names]


def select(study: Study, chosen: Filter) -> Study:
    """The study with only the facts that the filter keeps."""
    domains = tuple(
        replace(
            domain,
            topics=tuple(
                replace(topic, facts=tuple(fact for fact in topic.facts if chosen.keeps(domain, fact)))
                for topic in domain.topics
            ),
        )
        for domain in study.domains
    )
    return replace(study, domains=domains)
