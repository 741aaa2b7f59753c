"""The full edition: everything in the study, to print and to search: trees, signals, domain, task, topic, fact, then an index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from dea_export.cards import is_tree
from dea_export.cards.signals import read_signals
from dea_export.checking import check_printed
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf.full.fact_html import FactWriter
from dea_export.exporters.pdf.full.index import gather_entries
from dea_export.exporters.pdf.full.places import anchor_of
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.printed import count_facts
from dea_export.exporters.pdf.rendering import Rendered, RenderingError, render
from dea_export.exporters.pdf.themes import domain_colour, theme_of
from dea_export.model.study import Part, Section, Study
from dea_export.words import words_in


def make_full_pdf(study: Study, job: Job, *, paper: str) -> Artifact:
    """The PDF of the full edition, with the number of facts and pages, and the page of each fact."""
    with _laid_out(study, job, paper) as (edition, rendered):
        return replace(edition, data=rendered.write())


def describe_full_pdf(study: Study, job: Job, *, paper: str) -> Artifact:
    """The same without its bytes, a third of the work less."""
    with _laid_out(study, job, paper) as (edition, _):
        return edition


@contextmanager
def _laid_out(study: Study, job: Job, paper: str) -> Iterator[tuple[Artifact, Rendered]]:
    """The file that it will be, and what is to be written."""
    writer = FactWriter(study, job.media)
    html = full_page(study, job, paper, writer)
    with render(html, writer.pictures) as rendered:
        printed = count_facts(rendered.pages)
        if printed != len(study.living):
            what = f"the full edition has {printed} of {len(study.living)} facts"
            raise RenderingError(what, "please report this with the content file")
        figures = {"facts": printed, "pages": len(rendered.pages)}
        name = f"{job.stem}-full-{paper}.pdf"
        problems, purpose = check_printed(study, writer.lacking), words_in(study.study.language).say("purpose.full")
        yield Artifact(name, b"", figures, problems, purpose, _find_pages(study, rendered)), rendered


def _find_pages(study: Study, rendered: Rendered) -> dict[str, int]:
    """The page on which each fact begins, from 1."""
    first: dict[str, int] = {}
    for number, page in enumerate(rendered.pages, 1):
        for anchor in page.anchors:
            first.setdefault(anchor, number)
    return {fact.id: first[anchor] for fact in study.living if (anchor := anchor_of(fact.id)) in first}


def full_page(study: Study, job: Job, paper: str, writer: FactWriter) -> str:
    """The full edition as HTML."""
    days = [fact.checked for fact in study.living if fact.checked is not None]
    values = {
        "study": study.study,
        "paper": PAPERS[paper],
        "facts": len(study.living),
        "checked": f"{min(days)}" if days else "",
        "sourced": sum(fact.source is not None for fact in study.living),
        "sections": [_section(study, section, writer) for section in study.sections],
        "division": _division(study),
        "index": gather_entries(study),
        "trees": [one for section in study.sections if (one := _trees(section, writer))["facts"]],
        "signals": [table for section in study.sections if (table := _signals(section, writer))["rows"]],
    }
    theme = theme_of(job)
    return theme.files.fill("full.html", values, study.study.language)


def _trees(section: Section, writer: FactWriter) -> dict[str, Any]:
    """For the template: the decisions of a section, which stand in front of everything."""
    facts = [writer.fact(fact) for fact in section.living if is_tree(fact)]
    return {"heading": section.numbered(section.title, " · "), "colour": domain_colour(section.number), "facts": facts}


def _signals(section: Section, writer: FactWriter) -> dict[str, Any]:
    """For the template: what the words of a question point to, with the page on which the whole choice stands."""
    with writer.divided(2):
        rows = [
            {"deciding": writer.line(one.deciding), "pick": writer.line(one.pick), "anchor": anchor_of(one.fact.id)}
            for one in read_signals(section.facts)
        ]
    return {"heading": section.numbered(section.title, " · "), "colour": domain_colour(section.number), "rows": rows}


def _division(study: Study) -> str:
    """The word for how the facts are ordered."""
    if not study.domains:
        return "print.by_topic"
    return "print.by_task" if study.task else "print.by_domain"


def _section(study: Study, section: Section, writer: FactWriter) -> dict[str, Any]:
    """For the template: a section with its tasks, each with its topics in the order of the study."""
    parts = [_part(study, section, part, writer) for part in study.parts_of(section)]
    return {
        "number": section.number,
        "is_domain": section.is_domain,
        "title": section.title,
        "heading": section.numbered(section.title, " · "),
        "weight": section.weight,
        "colour": domain_colour(section.number),
        "tasks": [part for part in parts if part["topics"]],
        "facts": sum(part["facts"] for part in parts),
    }


def _part(study: Study, section: Section, part: Part, writer: FactWriter) -> dict[str, Any]:
    """A task, or all of a section that has none and needs no second heading; a topic in place of a domain no third."""
    topics: dict[str, list[str]] = {}
    for fact in part.facts:
        html = writer.pointer(fact) if is_tree(fact) else writer.fact(fact)
        topics.setdefault(study.topic_of[fact.id].title, []).append(html)
    return {
        "heading": f"{part.id} {part.title}" if section.tasks else "",
        "anchor": f"task-{part.id}",
        "topics": [{"title": title if section.is_domain else "", "facts": facts} for title, facts in topics.items()],
        "facts": len(part.facts),
    }
