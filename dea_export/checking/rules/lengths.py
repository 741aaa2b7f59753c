"""Cards that ask too much at once: of a learner's eye, memory or phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.checking.checked_facts import CheckedFact, plain_of
from dea_export.checking.rules.findings import CheckedStudy, Finding, at, at_gap, of, shorten
from dea_export.model.facts import Choice, Compare, Question, Statement
from dea_export.model.place import Text

LONGEST = {"text": 200, "prompt": 250, "scenario": 400}  # characters without markup and code blocks
LONGEST_GAP = 60  # characters of one hidden answer
MOST_WORDS = 10  # of one hidden answer
LONGEST_ANSWER = 300  # characters of a question's answer
LONGEST_CELL = 45  # characters; a phone breaks this into four lines
LONGEST_HEAD = 32
MOST_GAPS = 3


def long_front(deck: CheckedStudy) -> Iterator[Finding]:
    """A statement, prompt or scenario that is too long to be read at a glance."""
    for subject in deck.subjects:
        for key, most in LONGEST.items():
            text = getattr(subject.fact, key, None)
            if isinstance(text, Text) and len(text) > most and (count := _length(text)) > most:
                message = (
                    f"this {'statement' if key == 'text' else key} has {count} characters; {most} are read at a glance"
                )
                yield at(subject.fact, text, "", message, "split it, or move the explanation to 'why'")


def _length(text: Text) -> int:
    """Characters that are shown, without code blocks."""
    without = Text(re.sub(r"^(```|~~~).*?^\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE))
    return len(plain_of(without))


def several_ideas(deck: CheckedStudy) -> Iterator[Finding]:
    """A statement with many gaps, or with sentences that each ask something else."""
    for subject in deck.subjects:
        fact = subject.fact
        if not isinstance(fact, Statement):
            continue
        if len(subject.cards) > MOST_GAPS:
            yield of(
                fact, f"this statement has {len(subject.cards)} cards", "one idea a fact: split it, or make a compare"
            )
        elif len(subject.cards) > 1 and _asked_sentences(subject) > 1:
            message = "two sentences of this statement each ask something"
            yield at(fact, fact.text, "", message, "one idea a fact: make two facts, unless one needs the other")


def _asked_sentences(subject: CheckedFact) -> int:
    """How many sentences hold a gap."""
    gaps = re.sub(r"\{\{c\d+::.*?\}\}", "\x00", str(getattr(subject.fact, "text", "")), flags=re.DOTALL)
    return sum("\x00" in sentence for sentence in re.split(r"[.;!?]\s+(?=[A-Z\x00`*])|\n\n", gaps))


def long_answer(deck: CheckedStudy) -> Iterator[Finding]:
    """An answer that nobody says word for word."""
    for subject in deck.subjects:
        fact = subject.fact
        if isinstance(fact, Choice):
            continue
        for card in subject.cards:
            for answer in card.answers:
                if isinstance(fact, Question):
                    if len(answer) > LONGEST_ANSWER:
                        message = (
                            f"this answer has {len(answer)} characters; {LONGEST_ANSWER} can be judged at a glance"
                        )
                        yield at(fact, fact.answer, "", message, "answer in a sentence; the rest belongs into 'why'")
                elif "\n" not in answer and (len(answer) > LONGEST_GAP or len(answer.split()) > MOST_WORDS):
                    message = f"gap {card.number} hides {len(answer.split())} words: '{shorten(answer)}'"
                    yield at_gap(fact, card.number, message, "hide only the words that must be recalled")


def long_cell(deck: CheckedStudy) -> Iterator[Finding]:
    """A table cell that makes the row taller than a phone can show."""
    for subject in deck.subjects:
        fact = subject.fact
        if not isinstance(fact, Compare):
            continue
        heads = (*fact.things, *(aspect.name for aspect in fact.aspects))
        cells = (cell for aspect in fact.aspects for cell in aspect.cells)
        for texts, most in ((heads, LONGEST_HEAD), (cells, LONGEST_CELL)):
            for text in texts:
                if len(text) > most and len(shown := plain_of(text)) > most:
                    message = f"'{shorten(shown)}' has {len(shown)} characters; a phone's column takes {most}"
                    yield at(fact, text, "", message, "say it in fewer words, or ask it as a fact of its own")
