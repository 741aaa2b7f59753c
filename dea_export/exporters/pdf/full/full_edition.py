"""The full edition: everything in the study, to print and to search: domain, task, topic, fact, then an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.full.fact_html import FactWriter
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.rendering import RenderingError, render
from dea_export.exporters.pdf.sheet.proof import count_facts
from dea_export.exporters.pdf.themes import domain_colour, read_theme
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact
from dea_export.model.study import Domain, Service, Study, Task


def make_full_pdf(study: Study, job: Job, *, paper: str) -> Artifact:
    """The PDF of the full edition, with the number of facts and pages."""
    writer = FactWriter(study, fonts.read_metrics(), job.media)
    html = full_page(study, job, paper, writer)
    with render(html, writer.pictures) as rendered:
        printed = count_facts(rendered.pages)
        if printed != len(study.living):
            what = f"the full edition has {printed} of {len(study.living)} facts"
            raise RenderingError(what, "please report this with the content file")
        figures = {"facts": printed, "pages": len(rendered.pages)}
        name = f"{job.stem}-full-{paper}.pdf"
        return Artifact(name, rendered.write(), figures, tuple(_glyphs(study, writer, name)))


def full_page(study: Study, job: Job, paper: str, writer: FactWriter) -> str:
    """The full edition as HTML."""
    anchors = _anchors(study)
    days = [fact.checked for fact in study.living if fact.checked is not None]
    values = {
        "study": study.study,
        "paper": PAPERS[paper],
        "font_faces": fonts.font_faces(),
        "facts": len(study.living),
        "checked": f"{min(days)}" if days else "",
        "sourced": sum(fact.source is not None for fact in study.living),
        "domains": [_domain(study, domain, writer, anchors) for domain in study.domains],
        "services": list(_index(study, anchors)),
    }
    theme = read_theme(job.templates, str(job.options.get("theme") or "default"))
    return theme.files.fill("full.html", values)


def _domain(study: Study, domain: Domain, writer: FactWriter, anchors: dict[str, str]) -> dict[str, Any]:
    """For the template: a domain with its tasks, each with its topics in the order of the study."""
    tasks = [_task(study, task, writer, anchors) for task in domain.tasks]
    return {
        "number": domain.number,
        "title": domain.title,
        "short": domain.label,
        "weight": domain.weight,
        "colour": domain_colour(domain.number),
        "tasks": [task for task in tasks if task["topics"]],
        "facts": sum(task["facts"] for task in tasks),
    }


def _task(study: Study, task: Task, writer: FactWriter, anchors: dict[str, str]) -> dict[str, Any]:
    topics: dict[str, list[str]] = {}
    for fact in (fact for fact in study.living if fact.task == task.id):
        topics.setdefault(study.topic_of[fact.id].title, []).append(writer.fact(fact, anchors.get(fact.id, "")))
    return {
        "id": task.id,
        "anchor": f"task-{task.id}",
        "title": task.title,
        "topics": [{"title": title, "facts": facts} for title, facts in topics.items()],
        "facts": sum(map(len, topics.values())),
    }


# --- index


def _anchors(study: Study) -> dict[str, str]:
    """Facts that are pointed to: of every service the first one in each task by the index, some by other facts."""
    confused = (study.by_id[name] for fact in study.living for name in fact.confuse_with if name in study.by_id)
    return {fact.id: f"f-{fact.id}" for fact in (*_first_of_tasks(study), *confused)}


def _first_of_tasks(study: Study) -> Iterator[Fact]:
    seen: set[tuple[str, str]] = set()
    for fact in study.living:
        new = {(service, fact.task) for service in fact.services} - seen
        seen |= new
        if new:
            yield fact


def _index(study: Study, anchors: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Services that facts are about, by name, with former names and where they come up; former names lead to today's."""
    by_service: dict[str, dict[str, list[Fact]]] = {}
    for fact in study.living:
        for service in fact.services:
            by_service.setdefault(service, {}).setdefault(fact.task, []).append(fact)
    services = [study.service[name] for name in by_service]
    now = {_sorted_by(found.name) for found in services}
    former = {_sorted_by(name): (name, found) for found in services for name in found.formerly}
    entries: list[tuple[str, str, Service]] = [
        *((_sorted_by(found.name), found.name, found) for found in services),
        *((key, name, found) for key, (name, found) in former.items() if key not in now),
    ]
    for _, name, found in sorted(entries, key=lambda entry: entry[:2]):
        if name != found.name:
            yield {"name": name, "see": found.name}
            continue
        places = [_place(task, facts, anchors) for task, facts in sorted(by_service[found.id].items(), key=_by_number)]
        yield {"name": name, "see": "", "former": found.formerly, "status": _status(study, found), "places": places}


def _place(task: str, facts: Sequence[Fact], anchors: dict[str, str]) -> dict[str, str]:
    """A task and the anchor of the first of its facts that has one."""
    first = next((fact for fact in facts if fact.id in anchors), facts[0])
    return {"task": task, "anchor": anchors.get(first.id, f"task-{task}")}


def _by_number(item: tuple[str, object]) -> list[int]:
    return [int(part) if part.isdigit() else 0 for part in item[0].split(".")]


def _sorted_by(name: str) -> str:
    return name.removeprefix("Amazon ").removeprefix("AWS ").lower()


def _status(study: Study, service: Service) -> str:
    """What became of a service, in words."""
    found = []
    if service.closed:
        found.append(f"closed to new customers {service.closed}")
    if service.ended:
        found.append(f"ended {service.ended}")
    if service.instead:
        found.append("use " + ", ".join(study.service[name].name for name in service.instead))
    return "; ".join(found)


def _glyphs(study: Study, writer: FactWriter, name: str) -> Iterator[Diagnostic]:
    for identity, signs in writer.lacking.items():
        shown = ", ".join(f"'{sign}'" for sign in signs)
        hint = "write it with other characters, or accept the sign of absence"
        yield Diagnostic(
            study.by_id[identity].id.place,
            "I614",
            f"the fonts of {name} lack {shown}; '\ufffd' is printed instead",
            hint,
        )
