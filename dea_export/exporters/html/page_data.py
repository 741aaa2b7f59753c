"""Everything that the page knows, as JSON: the study's frame, its facts in reading order, the order of study, its exams."""

from __future__ import annotations

from collections.abc import Mapping

from dea_export.cards import card_numbers
from dea_export.cards.sheet_words import facts_for_sheet
from dea_export.cards.study_order import in_study_order
from dea_export.exporters.api import Json
from dea_export.exporters.html.page_exams import describe_exams
from dea_export.exporters.html.page_facts import PageRenderer, describe_fact, describe_line
from dea_export.model.study import Section, Study
from dea_export.words import words_in

ON_THE_PAGE = (
    "list",
    "count",
    "kind",
    "level",
    "priority",
    "signals",
    "page",
    "learn",
    "test",
    "exam",
    "result",
    "record",
    "name",
)


def gather_data(study: Study, media: Mapping[str, bytes]) -> dict[str, Json]:
    """The data of the page. What was retired is nothing to learn any more: of it, where an old address leads."""
    renderer = PageRenderer(media)
    used = {word for fact in study.living for word in fact.services}
    order = in_study_order(study, {fact.id: len(card_numbers(fact)) for fact in study.living})
    words = words_in(study.study.language)
    return {
        "words": {"language": words.language, "locale": words.locale, "texts": words.within(*ON_THE_PAGE)},
        "study": {"id": str(study.study.id), "title": str(study.study.title)},
        "services": [
            {
                "id": str(one.id),
                "name": str(one.name),
                "label": str(one.label),
                "formerly": list(map(str, one.formerly)),
            }
            for one in study.services
            if one.id in used
        ],
        "domains": [_section(study, section, renderer) for section in study.sections],
        "sheet": {str(fact.id): describe_line(fact, renderer) for fact in facts_for_sheet(study)},
        "retired": {
            str(fact.id): {"reason": str(fact.retired.reason), "instead": list(map(str, fact.retired.instead))}
            for fact in study.facts
            if fact.retired
        },
        "order": [str(fact.id) for fact in order],
        "exams": describe_exams(study, renderer),
    }


def _section(study: Study, section: Section, renderer: PageRenderer) -> Json:
    """A domain with its topics and their facts; a topic without living facts is none.

    A topic that stands in place of a domain has no number, and within it one topic without a title.
    """
    living = [(topic.title, topic.living) for topic in section.topics]
    return {
        "number": section.number if section.is_domain else None,
        "title": str(section.title),
        "label": str(section.label),
        "weight": section.weight,
        "tasks": [[str(task.id), str(task.title)] for task in section.tasks],
        "topics": [
            {
                "title": str(title) if section.is_domain else "",
                "facts": [describe_fact(study, fact, renderer) for fact in facts],
            }
            for title, facts in living
            if facts
        ],
    }
