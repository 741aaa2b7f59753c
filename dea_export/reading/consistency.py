"""What the types cannot say: ids are unique, references lead somewhere, clozes are where they belong.

Every check yields diagnostics; a study with an error among them is not handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.markup import clozes, has_cloze, parse, tree
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Choice, Compare, Fact, Steps
from dea_export.model.place import Text
from dea_export.model.study import Study
from dea_export.reading.explanations import did_you_mean
from dea_export.reading.target_names import wrong_targets

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 48
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
WORD = re.compile(r"[a-z0-9][a-z0-9.-]*")


def inconsistencies(study: Study) -> Iterator[Diagnostic]:
    """Every problem of a study that is well formed."""
    yield from _ids(study)
    yield from _guide(study)
    yield from _services(study)
    yield from wrong_targets(study)
    for domain in study.domains:
        for fact in domain.facts:
            yield from _belongs(study, domain.number, fact)
            yield from _shape(fact)
            yield from _texts(fact)
            yield from _evidence(fact)


def _ids(study: Study) -> Iterator[Diagnostic]:
    for what, ids in (
        ("id", [fact.id for fact in study.facts]),
        ("service id", [service.id for service in study.services]),
        ("domain id", [domain.id for domain in study.domains]),
        ("task id", [task.id for domain in study.domains for task in domain.tasks]),
    ):
        first: dict[str, Text] = {}
        for word in ids:
            if word in first:
                message = f"the {what} '{word}' is used twice; first at {first[word].place}"
                yield Diagnostic(word.place, "E201", message, "ids are unique for ever", len(word))
            first.setdefault(word, word)
            if what != "task id" and (not ID.fullmatch(word) or len(word) > LONGEST_ID):
                hint = f"small letters, digits and single hyphens, at most {LONGEST_ID} characters"
                yield Diagnostic(word.place, "E202", f"the {what} '{word}' is not well formed", hint, max(len(word), 1))
    if not ID.fullmatch(study.study.id) or len(study.study.id) > LONGEST_ID:
        yield Diagnostic(
            study.study.id.place, "E202", f"the study id '{study.study.id}' is not well formed", "it names files"
        )


def _guide(study: Study) -> Iterator[Diagnostic]:
    """Weights, and the numbers of tasks and skills."""
    if not study.domains:
        yield Diagnostic(study.study.id.place, "E204", "the study has no domain", "add one under 'domains:'")
        return
    total = sum(domain.weight for domain in study.domains)
    if total != 100:
        place = study.domains[0].id.place
        yield Diagnostic(place, "E203", f"the weights of the domains sum to {total}, not 100", "weights are per cent")
    numbers: dict[int, Text] = {}
    for domain in study.domains:
        if domain.number in numbers:
            yield Diagnostic(
                domain.id.place, "E201", f"the domain number {domain.number} is used twice", "number them in order"
            )
        numbers[domain.number] = domain.id
        for task in domain.tasks:
            for skill in task.skills:
                if skill.rpartition(".")[0] != task.id:
                    yield Diagnostic(
                        skill.place,
                        "E205",
                        f"the skill '{skill}' stands under task '{task.id}'",
                        "its number begins with that of its task: move it, or correct one of them",
                    )


def _services(study: Study) -> Iterator[Diagnostic]:
    known = {service.id for service in study.services}
    for service in study.services:
        for word in service.instead:
            if word not in known:
                yield Diagnostic(word.place, "E206", f"unknown service '{word}'", did_you_mean(word, known), len(word))
        for day in (service.renamed, service.closed, service.ended):
            if day is not None and not DAY.fullmatch(day):
                yield Diagnostic(
                    day.place, "E209", f"'{day}' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD", len(day) or 1
                )


def _belongs(study: Study, number: int, fact: Fact) -> Iterator[Diagnostic]:
    domain = study.domain_of.get(fact.skill)
    if domain is None or fact.skill in study.task:
        skills = [skill for d in study.domains for task in d.tasks for skill in task.skills]
        hint = did_you_mean(fact.skill, skills)
        yield Diagnostic(fact.skill.place, "E207", f"unknown skill '{fact.skill}'", hint, max(len(fact.skill), 1))
    elif domain.number != number:
        message = f"skill {fact.skill} belongs to domain {domain.number}, but the fact stands under domain {number}"
        yield Diagnostic(fact.skill.place, "E208", message, "move the fact or change the skill", len(fact.skill))
    for word in fact.services:
        if word not in study.service:
            hint = did_you_mean(word, study.service) or "add it under 'services:'"
            yield Diagnostic(word.place, "E206", f"unknown service '{word}'", hint, max(len(word), 1))
    for word in (*fact.confuse_with, *(fact.retired.instead if fact.retired else ())):
        if word not in study.by_id or word == fact.id:
            hint = did_you_mean(word, set(study.by_id) - {fact.id})
            yield Diagnostic(word.place, "E210", f"no other fact has the id '{word}'", hint, max(len(word), 1))
    for word in fact.tags:
        if not WORD.fullmatch(word):
            yield Diagnostic(word.place, "E211", f"the tag '{word}' has characters that Anki cannot search",
                             "use a-z, 0-9, '.' and '-'", max(len(word), 1))  # fmt: skip


def _shape(fact: Fact) -> Iterator[Diagnostic]:
    """What a kind demands of its parts."""
    match fact:
        case Compare():
            yield from _compare(fact)
        case Steps() if len(fact.steps) < 2:
            yield Diagnostic(fact.id.place, "E212", "steps need at least two", "a single step is a statement")
        case Choice():
            yield from _choice(fact)
    yield from _sheet(fact)


def _compare(fact: Compare) -> Iterator[Diagnostic]:
    place = fact.id.place
    if len(fact.things) != 2:
        message = f"a compare has {len(fact.things)} things, not two"
        yield Diagnostic(place, "E212", message, "a phone shows three columns")
    if not fact.aspects:
        yield Diagnostic(place, "E212", "a compare without aspects", "add one under 'aspects:'")
    for aspect in fact.aspects:
        if len(aspect.cells) != len(fact.things):
            message = f"the aspect '{aspect.name}' has {len(aspect.cells)} cells for {len(fact.things)} things"
            yield Diagnostic(aspect.name.place, "E212", message, "one cell for each thing")


def _choice(fact: Choice) -> Iterator[Diagnostic]:
    if sum(option.pick for option in fact.options) != 1:
        yield Diagnostic(
            fact.id.place,
            "E213",
            "a choice needs exactly one option with 'pick: true'",
            "mark the right one; every other says in 'loses' why it is wrong",
        )
    for option in fact.options:
        if option.pick == (option.loses is not None):
            hint = "the pick has no 'loses'; every other option says why it loses"
            yield Diagnostic(option.text.place, "E213", f"the option '{option.text}' is unclear", hint)


def _sheet(fact: Fact) -> Iterator[Diagnostic]:
    sheet = fact.sheet
    if sheet is None:
        return
    if (sheet.text is None) == (sheet.as_ is None):
        yield Diagnostic(
            fact.id.place,
            "E214",
            "a sheet entry has either 'text' or 'as'",
            "text: words of its own; as: table for a compare, as: chain for steps",
        )
    elif sheet.as_ is not None:
        fits = {"table": Compare, "chain": Steps}[sheet.as_]
        if not isinstance(fact, fits):
            message = f"'as: {sheet.as_}' is for {fits.__name__.lower()} facts"
            yield Diagnostic(fact.id.place, "E214", message, "give a 'text'")


def _texts(fact: Fact) -> Iterator[Diagnostic]:
    """Markup problems, and clozes where none belong or none are."""
    inline = isinstance(fact, Compare | Steps)
    for text, cloze in fact.texts():
        yield from _markup(text, cloze=cloze, inline=inline and text is not getattr(fact, "intro", None))
    asides = (
        fact.why,
        fact.sheet.text if fact.sheet else None,
        fact.change.note if fact.change else None,
        fact.retired.reason if fact.retired else None,
    )
    for aside in asides:
        if aside is not None:
            yield from _markup(aside, cloze=False, inline=False)
    expected = any(cloze for _, cloze in fact.texts())
    if expected and not has_cloze(tree(fact.block())):
        hint = "hide what must be recalled: {{c1::answer}}"
        what = "steps without a cloze make" if isinstance(fact, Steps) else f"a {fact.kind_name} without a cloze makes"
        yield Diagnostic(fact.id.place, "E314", f"{what} no card", hint, len(fact.id))


def _markup(text: Text, *, cloze: bool, inline: bool) -> Iterator[Diagnostic]:
    if not text.strip():
        yield Diagnostic(text.place, "E108", "an empty text", "write something, or delete the key")
        return
    parsed = parse(text, inline=inline)
    for problem in parsed.problems:
        yield Diagnostic(text.at(problem.offset), problem.code, problem.message, problem.hint)
    if not cloze and "{{c" in text and (hidden := clozes(parsed.root)):
        offset = max(text.find("{{c"), 0)
        message = f"a cloze where none is asked: number {next(iter(hidden))}"
        yield Diagnostic(text.at(offset), "E315", message, "clozes belong in 'text', 'cells' and 'steps'")


def _evidence(fact: Fact) -> Iterator[Diagnostic]:
    if fact.source is not None and not re.fullmatch(r"https://[^\s<>\"{}|\\^`]+", fact.source):
        message = f"the source '{fact.source}' is not an https address"
        hint = "the address of the page as the browser shows it: https://…, without spaces"
        yield Diagnostic(fact.source.place, "E216", message, hint, max(len(fact.source), 1))
    if fact.checked is not None and fact.source is None:
        yield Diagnostic(fact.id.place, "E217", "'checked' without 'source'", "name the page that was compared")
