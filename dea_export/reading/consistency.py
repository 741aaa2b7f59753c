"""What the types cannot say: ids are unique, references lead somewhere, clozes are where they belong.

Every check yields diagnostics; a study with an error among them is not handed on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from dea_export.markup import clozes, parse, tree
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Compare, Fact, Prose, Steps, Tree
from dea_export.model.study import Section, Study
from dea_export.model.suggestions import did_you_mean
from dea_export.model.text import Text
from dea_export.reading.exam_consistency import misfits
from dea_export.reading.ids import ID_HINT, is_id, malformed
from dea_export.reading.names import wrong_names, wrong_source
from dea_export.reading.target_names import wrong_targets
from dea_export.reading.tree_answers import wrong_answers

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
WORD = re.compile(r"[a-z0-9][a-z0-9.-]*")
MOST_SHOWN = 1_500_000  # characters on all cards of one fact; a poem of 100 lines has half of that
DRAWN = {"table": Compare, "chain": Steps, "tree": Tree}  # what `as` draws of which kind


def inconsistencies(study: Study) -> Iterator[Diagnostic]:
    """Every problem of a study that is well formed."""
    yield from _ids(study)
    yield from wrong_names(study)
    yield from _guide(study)
    yield from _services(study)
    yield from wrong_targets(study)
    yield from _circles(study)
    for section in study.sections:
        numbers = dict.fromkeys(number for task in section.tasks for number in task.skills or (task.id,))
        for fact in section.facts:
            yield from _skill(study, section, numbers, fact)
            yield from _belongs(study, fact)
            yield from fact.problems()
            if isinstance(fact, Tree):
                yield from wrong_answers(fact)
            yield from _sheet(fact)
            yield from _front(fact)
            yield from _texts(fact)
            yield from _evidence(fact)
    for item in study.exam_items:
        yield from misfits(study, item)
        yield from _item(item)


def _ids(study: Study) -> Iterator[Diagnostic]:
    for what, ids in (
        ("id", [*(fact.id for fact in study.facts), *(item.id for item in study.exam_items)]),
        ("exam id", [exam.id for exam in study.exams]),
        ("service id", [service.id for service in study.services]),
        ("domain id", [domain.id for domain in study.domains]),
        ("task id", [task.id for domain in study.domains for task in domain.tasks]),
        ("title of a topic", [topic.title for topic in study.topics]),
    ):
        first: dict[str, Text] = {}
        used = {word.casefold() for word in ids}
        for word in ids:
            if (key := word.casefold()) in first:  # Anki's tags and some file systems know no case
                message = f"the {what} '{word}' is used twice; first at {first[key].place}"
                yield word.problem("E201", message, _apart(what, key, used))
            first.setdefault(key, word)
            if what.endswith("id") and what != "task id" and not is_id(word):
                yield malformed(word, what, ID_HINT)
    if not is_id(study.study.id):
        message = f"the study id '{study.study.id}' is not well formed"
        yield study.study.id.problem("E202", message, "it names files", part="")


def _apart(what: str, key: str, used: Collection[str]) -> str:
    """How to tell apart what has one name."""
    if not what.endswith("id"):
        return "put their facts together under one of them"
    free = f"{key}-2"
    example = f", e.g. {free}" if what == "id" and is_id(free) and free not in used else ""
    return f"give this one an id of its own{example}"


def _guide(study: Study) -> Iterator[Diagnostic]:
    """How the study is divided, and the numbers of tasks and skills."""
    if not study.sections:
        hint = "add 'topics:', each with a title and its facts"
        yield study.study.id.problem("E204", "the study has neither topics nor domains", hint, part="")
    if study.domains and study.topics:
        hint = "move it under one of the domains, or delete 'domains:'; either divides a study"
        message = f"the topic '{study.topics[0].title}' stands beside 'domains:'"
        yield study.topics[0].title.problem("E227", message, hint)
    yield from _weights(study)
    numbers: set[int] = set()
    for domain in study.domains:
        if domain.number in numbers:
            message = f"the domain number {domain.number} is used twice"
            yield domain.id.problem("E201", message, "number them in order", part="")
        numbers.add(domain.number)
        for task in domain.tasks:
            for skill in task.skills:
                if skill.rpartition(".")[0] != task.id:
                    hint = f"a skill's number is that of its task, a dot and one more: {task.id}.1; move it, or correct one of them"
                    yield skill.problem("E205", f"the skill '{skill}' stands under task '{task.id}'", hint, part="")


def _weights(study: Study) -> Iterator[Diagnostic]:
    """All domains have a weight, which sum to 100, or none has."""
    weights = [domain.weight for domain in study.domains if domain.weight is not None]
    if not weights:
        return
    if bare := [domain for domain in study.domains if domain.weight is None]:
        message = f"the domain '{bare[0].id}' has no weight, and others have one"
        yield bare[0].id.problem("E203", message, "give all domains a weight, or none", part="")
    elif sum(weights) != 100:
        message = f"the weights of the domains sum to {sum(weights)}, not 100"
        yield study.domains[0].id.problem("E203", message, "weights are per cent", part="")


def _services(study: Study) -> Iterator[Diagnostic]:
    for service in study.services:
        for word in service.instead:
            if word not in study.service:
                yield word.problem("E206", f"unknown service '{word}'", did_you_mean(word, study.service))
        for day in (service.renamed, service.closed, service.ended):
            if day is not None and not DATE.fullmatch(day):
                yield day.problem("E209", f"'{day}' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD")


def _skill(study: Study, section: Section, known: Collection[str], fact: Fact) -> Iterator[Diagnostic]:
    """The skill is one of those that the section has, if it has any."""
    if fact.skill is None:
        if known:
            hint = f"add 'skill:' with one of {', '.join(islice(known, 4))}{' …' if len(known) > 4 else ''}"
            yield fact.id.problem("E228", f"'{fact.id}' names no skill, and its domain has tasks", hint, part="")
    elif fact.skill not in study.task_of:
        hint = did_you_mean(fact.skill, filter(None, study.task_of)) or "delete it: the study lists no tasks and skills"
        yield fact.skill.problem("E207", f"unknown skill '{fact.skill}'", hint)
    elif fact.skill not in known:
        home = study.domain_of[fact.skill].number
        where = f"domain {section.number}" if section.is_domain else f"the topic '{section.title}'"
        message = f"skill {fact.skill} belongs to domain {home}, but the fact stands under {where}"
        yield fact.skill.problem("E208", message, "move the fact or change the skill")


def _belongs(study: Study, fact: Fact) -> Iterator[Diagnostic]:
    for word in fact.services:
        if word not in study.service:
            hint = did_you_mean(word, study.service) or "add it under 'services:'"
            yield word.problem("E206", f"unknown service '{word}'", hint)
    for word in fact.named():
        if word not in study.by_id or word == fact.id:
            hint = did_you_mean(word, set(study.by_id) - {fact.id})
            yield word.problem("E210", f"no other fact has the id '{word}'", hint)
    for word in fact.tags:
        if not WORD.fullmatch(word):
            message = f"the tag '{word}' has characters that Anki cannot search"
            yield word.problem("E211", message, "use a-z, 0-9, '.' and '-'")


def _circles(study: Study) -> Iterator[Diagnostic]:
    """Facts that presuppose each other, said once a circle, at the `after` that closes it."""
    done: set[str] = set()
    for fact in study.facts:
        way: dict[str, int] = {}  # ids on the way to here, and how many of their `after` were followed
        here: list[Fact] = [fact] if fact.id not in done else []
        while here:
            one = here[-1]
            number = way.setdefault(one.id, 0)
            if number == len(one.after):
                done.add(here.pop().id)
                del way[one.id]
                continue
            way[one.id] += 1
            word = one.after[number]
            if word == one.id:
                continue  # it is no other fact, which is said already
            if word in way:
                names = [other.id for other in here]
                circle = " after ".join([*names[names.index(word) :], word])
                yield word.problem("E224", f"a circle: {circle}", "one of them must be understood without the other")
            elif word in study.by_id and word not in done:
                here.append(study.by_id[word])


def _sheet(fact: Fact) -> Iterator[Diagnostic]:
    sheet = fact.sheet
    if sheet is None:
        return
    if (sheet.text is None) == (sheet.as_ is None):
        hint = "text: words of its own; as: table for a compare, as: chain for steps, as: tree for a tree"
        yield fact.id.problem("E214", "a sheet entry has either 'text' or 'as'", hint, part="")
    elif sheet.as_ is not None and not isinstance(fact, DRAWN[sheet.as_]):
        message = f"'as: {sheet.as_}' is for {DRAWN[sheet.as_].__name__.lower()} facts"
        yield fact.id.problem("E214", message, "give a 'text'", part="")


def _front(fact: Fact) -> Iterator[Diagnostic]:
    """What stands with the question: something, with words for it."""
    if fact.front is None:
        return
    if fact.front.figure is None:
        hint = "add 'figure: {file: …, alt: …}', or delete 'front'"
        yield fact.id.problem("E236", f"the front of '{fact.id}' shows nothing", hint, part="")
    elif not fact.front.figure.alt.strip():
        yield fact.front.figure.alt.problem("E108", "an empty text", "say what the picture shows", part="")


def _texts(fact: Fact) -> Iterator[Diagnostic]:
    """Markup problems, and gaps where none belong or none are."""
    asides = (
        *fact.asides().values(),
        fact.sheet.text if fact.sheet else None,
        fact.change.note if fact.change else None,
        fact.retired.reason if fact.retired else None,
    )
    own = list(fact.prose())
    for text, asked, inline in (*own, *(Prose(aside) for aside in asides if aside is not None)):
        yield from _markup(text, asked=asked, inline=inline)
    if any(asked for _, asked, _ in own):
        yield from _cards(fact, len(clozes(tree(fact.block()))), sum(len(text) for text, *_ in own))


def _cards(fact: Fact, count: int, size: int) -> Iterator[Diagnostic]:
    """None at all, or more than anybody learns: each card of a fact shows all its `size` characters."""
    if not count:
        what = "steps without a cloze make" if isinstance(fact, Steps) else f"a {fact.kind_name} without a cloze makes"
        yield fact.id.problem("E314", f"{what} no card", "hide what must be recalled: {{c1::answer}}")
    if count * size > MOST_SHOWN:
        message = f"the {count} cards of '{fact.id}' each show its {size:,} characters: {count * size:,} in all"
        yield fact.id.problem("E317", message, f"split it, or give gaps the same number; at most {MOST_SHOWN:,} in all")


def _markup(text: Text, *, asked: bool, inline: bool) -> Iterator[Diagnostic]:
    if not text.strip():
        yield text.problem("E108", "an empty text", "write something, or delete the key", part="")
        return
    parsed = parse(text, inline=inline)
    for problem in parsed.problems:
        yield Diagnostic(text.at(problem.offset), problem.code, problem.message, problem.hint)
    if not asked and "{{c" in text and (hidden := clozes(parsed.root)):
        message = f"a cloze where none is asked: number {next(iter(hidden))}"
        hint = "clozes belong in 'text', 'cells', 'steps' and 'then'"
        yield Diagnostic(text.at(text.find("{{c")), "E315", message, hint)


def _item(item: ExamItem) -> Iterator[Diagnostic]:
    """Texts and addresses of an item of an exam; it hides nothing."""
    for text, asked, inline in item.prose():
        yield from _markup(text, asked=asked, inline=inline)
    for source in (item.source, *(option.source for option in item.options)):
        if source is not None:
            yield from wrong_source(source)


def _evidence(fact: Fact) -> Iterator[Diagnostic]:
    if fact.source is not None:
        yield from wrong_source(fact.source)
    if fact.checked is not None and fact.source is None:
        yield fact.id.problem("E217", "'checked' without 'source'", "name the page that was compared", part="")
