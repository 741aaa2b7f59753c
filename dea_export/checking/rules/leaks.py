"""Cards that give their answer away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.cards import Card
from dea_export.checking.checked_facts import COMMON, CheckedFact, key_words, words_of
from dea_export.checking.rules.findings import CheckedStudy, Finding, at_gap, excerpt
from dea_export.markup.plain_text import GAP
from dea_export.model.blocks import QuestionNote, Table

SHORTEST = 4  # characters; shorter answers stand everywhere by chance
JOINTS = frozenset({"and", "or", "versus", "vs", "than"})
CHOICE = re.compile(r"(?i)\b(or|vs|versus|than)\b|[/,|]")
LIKELY = frozenset({
    "true", "false", "none", "both", "either", "same", "name", "yes", "always", "never", "more", "less",
    "default", "data", "with", "without",
})  # fmt: skip


def answer_on_front(study: CheckedStudy) -> Iterator[Finding]:
    """The hidden words stand elsewhere on the same front."""
    for checked in study.facts:
        if isinstance(checked.fact.block(), Table):
            continue  # a table repeats words in its cells by its nature
        for card in checked.cards:
            for answer in card.answers:
                if _tellable(answer) and _stands_in(answer, card.front):
                    message = f"the answer '{excerpt(answer)}' can be read on the front"
                    yield _at_answer(
                        checked, card, message, "hide both places with the same number, or say the other differently"
                    )


def answer_in_hint(study: CheckedStudy) -> Iterator[Finding]:
    """The hint holds the answer, or its telling words."""
    for checked in study.facts:
        for card in checked.cards:
            for hint in card.hints:
                if CHOICE.search(hint):
                    continue  # 'name or order?' offers the answers to choose from
                given = key_words(hint)
                for answer in card.answers:
                    asked = key_words(answer)
                    if given and asked and asked <= given:
                        message = f"the hint '{excerpt(hint)}' says the answer '{excerpt(answer)}'"
                        yield _at_answer(
                            checked, card, message, "a hint says what kind of answer is wanted, e.g. 'which file?'"
                        )


def _tellable(answer: str) -> bool:
    asked = words_of(answer)
    return (
        len(answer) >= SHORTEST
        and not re.fullmatch(r"[\d.,\s%-]+", answer)
        and any(word not in COMMON and word not in LIKELY for word in asked)
    )


def _stands_in(answer: str, front: str) -> bool:
    """Whether the answer's words stand in the front in this order, as whole words."""
    asked = words_of(answer)
    open_ = re.sub(rf"{GAP}( \([^)]*\))?", " \x00 ", front)
    if re.search(r"[^\w\s]", answer) and answer.casefold() not in open_.casefold():
        return False  # `python/` is not the word Python
    seen = words_of(open_)
    places = (i for i in range(len(seen) - len(asked) + 1) if seen[i : i + len(asked)] == asked)
    return any(not _offered(seen, i, i + len(asked)) for i in places)


def _offered(seen: list[str], start: int, end: int) -> bool:
    """Whether the words stand among alternatives: "both Retry and Catch: the _____ comes first"."""
    return bool(JOINTS & {*seen[max(start - 1, 0) : start], *seen[end : end + 1]})


def _at_answer(checked: CheckedFact, card: Card, message: str, hint: str) -> Finding:
    fact, note = checked.fact, checked.fact.note()
    if isinstance(note, QuestionNote) and not note.options:
        return Finding(fact, note.answer, "", message, hint)
    return at_gap(fact, card.number, message, hint)
