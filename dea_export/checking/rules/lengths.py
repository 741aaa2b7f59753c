"""Cards that ask too much at once: of a learner's eye, memory or phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.cards import is_tree
from dea_export.checking.checked_facts import UNREAD_CODE, UNREAD_GAP, CheckedFact, plain_of, prose_of
from dea_export.checking.rules.findings import CheckedStudy, Finding, at_gap, excerpt, of_fact
from dea_export.markup import Node, parse, to_plain
from dea_export.model.blocks import ClozeNote, Line, Pair, QuestionNote, Table
from dea_export.model.facts import Fact
from dea_export.model.text import Text

LONGEST_FRONT = {"statement": 200, "prompt": 250, "scenario": 400}  # characters without markup and code blocks
LONGEST_WAY = 300  # characters of a tree's question and of all that holds on the way to one answer
LONGEST_SIDE = 80  # characters of a line that is asked by another and asks for it
LONGEST_GAP = 60  # characters of one hidden answer
MOST_WORDS = 10  # of one hidden answer
LONGEST_ANSWER = 300  # characters of a question's answer
LONGEST_CELL = 45  # characters; a phone breaks this into four lines
LONGEST_HEAD = 32
MOST_GAPS = 3
SENTENCE_END = re.compile(rf"[.;!?]\s+(?=[A-Z{UNREAD_GAP}{UNREAD_CODE}])|\n\n")


def long_front(study: CheckedStudy) -> Iterator[Finding]:
    """A statement, prompt or scenario that is too long to be read at a glance."""
    for checked in study.facts:
        front = _front(checked.fact)
        if front is None:
            yield from _long_ways(checked, study.limits.get("W401", LONGEST_WAY))
            continue
        name, text = front
        most = study.limits.get("W401", LONGEST_FRONT.get(name, LONGEST_FRONT["statement"]))
        if len(text) > most and (count := _length(text)) > most:
            message = f"this {name} has {count} characters; {most} are read at a glance"
            yield Finding(checked.fact, text, "", message, "split it, or move the explanation to 'why'")


def _long_ways(checked: CheckedFact, most: int) -> Iterator[Finding]:
    """Of a tree, the question with the way to an answer."""
    for card in checked.cards if is_tree(checked.fact) else ():
        if len(card.front) > most:
            message = f"the way to this answer has {len(card.front)} characters; {most} are read at a glance"
            yield at_gap(checked.fact, card.number, message, "say in fewer words what holds")


def _front(fact: Fact) -> tuple[str, Text] | None:
    """What a front in prose is called, and its text; None for a table, steps or a tree."""
    match fact.note():
        case ClozeNote(Line(text)):
            return fact.kind_name, text
        case QuestionNote(prompt, _, options):
            return "scenario" if options else "prompt", prompt
    return None


def _length(text: Text) -> int:
    """Characters that are shown, without code blocks."""
    shown = tuple(node for node in parse(text).root.children if node.kind != "fence")
    return len(to_plain(Node("document", shown)))


def several_ideas(study: CheckedStudy) -> Iterator[Finding]:
    """A statement with many gaps, or with sentences that each ask something else."""
    for checked in study.facts:
        fact, note = checked.fact, checked.fact.note()
        if not isinstance(note, ClozeNote) or not isinstance(note.body, Line):
            continue
        text = note.body.text
        if len(checked.cards) > study.limits.get("I402", MOST_GAPS):
            message = f"this {fact.kind_name} has {len(checked.cards)} cards"
            yield of_fact(fact, message, "one idea a fact: split it, or make a compare")
        elif len(checked.cards) > 1 and _asking_sentences(text) > 1:
            message = f"two sentences of this {fact.kind_name} each ask something"
            yield Finding(fact, text, "", message, "one idea a fact: make two facts, unless one needs the other")


def _asking_sentences(text: Text) -> int:
    """How many sentences hold a gap."""
    return sum(UNREAD_GAP in sentence for sentence in SENTENCE_END.split(prose_of(text, gaps=True)))


def long_answer(study: CheckedStudy) -> Iterator[Finding]:
    """An answer that nobody says word for word."""
    own = study.limits.get("W405")
    most = own or LONGEST_ANSWER
    for checked in study.facts:
        match checked.fact.note():
            case ClozeNote(Pair()):
                yield from _long_sides(checked, own)
            case ClozeNote():
                yield from _long_gaps(checked, own)
            case QuestionNote(_, answer, ()) if (count := len(plain_of(answer))) > most:
                message = f"this answer has {count} characters; {most} can be judged at a glance"
                hint = "answer in a sentence; the rest belongs into 'why'"
                yield Finding(checked.fact, answer, "", message, hint)


def _long_sides(checked: CheckedFact, own: int | None) -> Iterator[Finding]:
    for card in checked.cards:
        if len(card.back) > (own or LONGEST_SIDE):
            message = f"asked both ways, this must be said as it stands: {len(card.back)} characters"
            yield of_fact(checked.fact, message, "reverse a word or a name; a sentence is asked one way")
            return


def _long_gaps(checked: CheckedFact, own: int | None) -> Iterator[Finding]:
    """By characters and words, or by the characters that the study allows."""
    most, most_words = own or LONGEST_GAP, MOST_WORDS if own is None else own
    for card in checked.cards:
        for answer in card.answers:
            if "\n" not in answer and (len(answer) > most or len(answer.split()) > most_words):
                message = f"gap {card.number} hides {len(answer.split())} words: '{excerpt(answer)}'"
                yield at_gap(checked.fact, card.number, message, "hide only the words that must be recalled")


def long_cell(study: CheckedStudy) -> Iterator[Finding]:
    """A table cell that makes the row taller than a phone can show."""
    for fact in study.study.living:
        block = fact.block()
        if not isinstance(block, Table):
            continue
        heads = (*block.header, *(row[0] for row in block.rows))
        cells = (cell for row in block.rows for cell in row[1:])
        own = study.limits.get("W415")
        for texts, most in ((heads, own or LONGEST_HEAD), (cells, own or LONGEST_CELL)):
            for text in texts:
                if len(text) > most and len(shown := plain_of(text)) > most:
                    message = f"'{excerpt(shown)}' has {len(shown)} characters; a phone's column takes {most}"
                    yield Finding(fact, text, "", message, "say it in fewer words, or ask it as a fact of its own")
