"""What the types cannot say of mock exams: references lead somewhere, and every option is right or wrong for a reason."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.exams import ExamItem
from dea_export.model.facts.choice import repeated_options
from dea_export.model.languages import is_english
from dea_export.model.study import Study
from dea_export.model.suggestions import did_you_mean

NUMBERS = {1: "", 2: "(Select TWO.)", 3: "(Select THREE.)", 4: "(Select FOUR.)"}  # picks -> what the question says
MOST_OPTIONS = 10
QUESTION_MARKS = {*"?？؟;"}  # of Latin, East Asian, Arabic and Greek script


def misfits(study: Study, item: ExamItem) -> Iterator[Diagnostic]:
    """Every problem of an item that is well formed, its texts and addresses apart."""
    yield from _references(study, item)
    yield from _shape(item)
    yield from _question(item, english=is_english(study.study.language))
    yield from _reasons(item)


def _references(study: Study, item: ExamItem) -> Iterator[Diagnostic]:
    for word in (item.skill, *item.also):
        if word not in study.task_of:
            yield word.problem("E207", f"unknown skill '{word}'", did_you_mean(word, filter(None, study.task_of)))
    if item.hinge not in study.service:
        hint = did_you_mean(item.hinge, study.service) or "add it under 'services:'"
        yield item.hinge.problem("E206", f"unknown service '{item.hinge}'", hint)
    for word in item.cited:
        if word not in study.by_id:
            yield word.problem("E210", f"no fact has the id '{word}'", did_you_mean(word, study.by_id))


def _shape(item: ExamItem) -> Iterator[Diagnostic]:
    if not item.picks or not item.losers or len(item.picks) not in NUMBERS or len(item.options) > MOST_OPTIONS:
        message = f"an item with {len(item.options)} options and {len(item.picks)} picks"
        hint = f"mark one to four right ones with 'pick: true', beside wrong ones; at most {MOST_OPTIONS} in all"
        yield item.id.problem("E251", message, hint, part="")
    yield from repeated_options(item.options)


def _question(item: ExamItem, *, english: bool) -> Iterator[Diagnostic]:
    """The question asks, and says in English how many options are right when they are several."""
    if not set(item.question) & QUESTION_MARKS:
        yield item.question.problem("E252", "a question without a question mark", "ask: Which solution …?", part="")
    wanted = NUMBERS.get(len(item.picks), "")
    said = [words for words in NUMBERS.values() if words and words in item.question]
    if english and said != ([wanted] if wanted else []):
        fitting = f"end it with '{wanted}'" if wanted else "a single answer needs no '(Select …)'"
        hint = f"{fitting}; else mark more or fewer options with 'pick: true'"
        message = f"the question does not fit its {len(item.picks)} picks"
        yield item.question.problem("E252", message, hint, part="")


def _reasons(item: ExamItem) -> Iterator[Diagnostic]:
    if not item.facts and item.source is None:
        hint = "name the facts that say so in 'facts', or a page in 'source'"
        yield item.id.problem("E254", "a key that rests on nothing", hint, part="")
    for option in item.options:
        reasons = (option.loses is not None, option.fails is not None)
        if any(reasons) if option.pick else not all(reasons):
            hint = "a pick has neither 'loses' nor 'fails', every other option both"
            yield option.text.problem("E253", "an option that is neither right nor wrong for a reason", hint, part="")
        elif not (option.pick or option.facts or option.source):
            hint = "name the facts that say so in 'facts', or a page in 'source'"
            yield option.text.problem("E254", "a reason that rests on nothing", hint, part="")
