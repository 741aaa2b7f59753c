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
            front = _Front("\n".join((card.front, *card.beside)))
            for answer in card.answers:
                if _tellable(answer) and front.holds(answer):
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


class _Front:
    """The words of a front, and where each stands: a front may have a thousand gaps."""

    def __init__(self, front: str) -> None:
        shown = re.sub(rf"{GAP}( \([^)]*\))?", " \x00 ", front)
        self._text = shown.casefold()
        self._words = words_of(shown)
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._places.setdefault(word, []).append(place)

    def holds(self, answer: str) -> bool:
        """Whether the answer's words stand in the front in this order, as whole words, and are not offered to choose."""
        asked = words_of(answer)
        if re.search(r"[^\w\s]", answer) and answer.casefold() not in self._text:
            return False  # `python/` is not the word Python
        ends = ((start, start + len(asked)) for start in self._places.get(asked[0], ()))
        return any(self._words[start:end] == asked and not self._offers(start, end) for start, end in ends)

    def _offers(self, start: int, end: int) -> bool:
        """Whether the words stand among alternatives: "both Retry and Catch: the _____ comes first"."""
        return bool(JOINTS & {*self._words[max(start - 1, 0) : start], *self._words[end : end + 1]})


def _at_answer(checked: CheckedFact, card: Card, message: str, hint: str) -> Finding:
    fact, note = checked.fact, checked.fact.note()
    if isinstance(note, QuestionNote) and not note.options:
        return Finding(fact, note.answer, "", message, hint)
    return at_gap(fact, card.number, message, hint)
