"""The full edition: everything in the study, to print and to search: domain, task, topic, fact, then an index."""

from __future__ import annotations

from typing import Any

from dea_export.checking import check_glyphs, check_titles
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.full.fact_html import FactWriter
from dea_export.exporters.pdf.full.index import find_anchors, index_services
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.printed import count_facts
from dea_export.exporters.pdf.rendering import RenderingError, render
from dea_export.exporters.pdf.themes import domain_colour, read_theme
from dea_export.model.study import Domain, Study, Task


def make_full_pdf(study: Study, job: Job, *, paper: str) -> Artifact:
    """The PDF of the full edition, with the number of facts and pages."""
    writer = FactWriter(study, job.media)
    html = full_page(study, job, paper, writer)
    with render(html, writer.pictures) as rendered:
        printed = count_facts(rendered.pages)
        if printed != len(study.living):
            what = f"the full edition has {printed} of {len(study.living)} facts"
            raise RenderingError(what, "please report this with the content file")
        figures = {"facts": printed, "pages": len(rendered.pages)}
        name = f"{job.stem}-full-{paper}.pdf"
        return Artifact(
            name,
            rendered.write(),
            figures,
            (*check_titles(study), *(one for name in writer.lacking for one in check_glyphs(study.by_id[name]))),
            f"everything to read and print, {paper.capitalize()}",
        )


def full_page(study: Study, job: Job, paper: str, writer: FactWriter) -> str:
    """The full edition as HTML."""
    anchors = find_anchors(study)
    days = [fact.checked for fact in study.living if fact.checked is not None]
    values = {
        "study": study.study,
        "paper": PAPERS[paper],
        "font_faces": fonts.font_faces(),
        "facts": len(study.living),
        "checked": f"{min(days)}" if days else "",
        "sourced": sum(fact.source is not None for fact in study.living),
        "domains": [_domain(study, domain, writer, anchors) for domain in study.domains],
        "services": list(index_services(study, anchors)),
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
