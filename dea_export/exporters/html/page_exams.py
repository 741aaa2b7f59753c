"""A mock exam -> what the page knows of it: its questions as they are asked, and a reason for every option."""

from __future__ import annotations

import json
from hashlib import sha256

from dea_export.cards.wording import reckon_margin, say_address, say_margin
from dea_export.exporters.api import Json
from dea_export.exporters.html.page_facts import PageRenderer
from dea_export.model.exams import ExamItem, ExamOption
from dea_export.model.study import Study
from dea_export.model.text import Text
from dea_export.words import words_in


def describe_exams(study: Study, renderer: PageRenderer) -> list[Json]:
    """The forms that have items, in the order of the file, with what is to be said of a score."""
    return [
        {
            "id": str(exam.id),
            "title": str(exam.title),
            "minutes": exam.minutes,
            "margin": reckon_margin(len(exam.items)),
            "note": say_margin(len(exam.items), words_in(study.study.language)),
            "items": [_describe_item(study, item, renderer) for item in exam.items],
        }
        for exam in study.exams
        if exam.items
    ]


def digest_item(item: ExamItem) -> str:
    """The same as long as the question and its answer are: reasons and what they rest on do not count."""
    asked = [item.stem, item.question, *(part for option in item.options for part in (option.text, option.pick))]
    return sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()[:10]


def _describe_item(study: Study, item: ExamItem, renderer: PageRenderer) -> dict[str, Json]:
    return {
        "id": str(item.id),
        "task": str(study.task_of[item.skill].id),
        "skill": str(item.skill),
        "level": item.level,
        "digest": digest_item(item),
        "stem": renderer.bound(item.stem),
        "question": renderer.bound(item.question),
        "deciding": renderer.bound(item.deciding),
        "options": [_describe_option(option, renderer) for option in item.options],
        **_grounds(item.facts, item.source),
    }


def _describe_option(option: ExamOption, renderer: PageRenderer) -> dict[str, Json]:
    reason = option.why if option.pick else option.loses
    said = {"reason": renderer.bound(reason)} if reason else {}
    return {"text": renderer.bound(option.text), "pick": option.pick, **said, **_grounds(option.facts, option.source)}


def _grounds(facts: tuple[Text, ...], source: Text | None) -> dict[str, Json]:
    """What says so: ids of facts, and a page with the words that name it; neither key where there is none."""
    cited: dict[str, Json] = {"facts": list(map(str, facts))} if facts else {}
    return cited | ({"source": [str(source), say_address(source)]} if source else {})
