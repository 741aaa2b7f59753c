"""The cards of a fact in plain text: what each hides, what helps, what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dea_export.cards.fronts import front_nodes, words_of_media
from dea_export.markup import Node, answers, clozes, parse, to_plain, tree, walk
from dea_export.model.blocks import ClozeNote, Fork, Pair, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.text import Text


@dataclass(frozen=True, slots=True)
class Card:
    """One card. Its texts may have several lines; gaps of other numbers are shown."""

    number: int  # of the cloze; 1 for a question
    front: str  # with `_____` for each gap of this number, and its hint
    answers: tuple[str, ...]  # the hidden texts in reading order; the answer of a question, the pick of a choice
    hints: tuple[str, ...] = ()
    options: tuple[str, ...] = ()  # of a choice, in the author's order
    picked: tuple[int, ...] = ()  # indexes of the options that are right
    deciding: str = ""  # of a choice: the requirement that picks
    beside: tuple[str, ...] = ()  # the words for what the front shows beside its text
    spoken: tuple[str, ...] = ()  # and for what it plays
    files: tuple[str, ...] = ()  # and where that is

    @property
    def is_dictation(self) -> bool:
        """Whether the words of its sound say the answer, so that it can be asked by playing it and not in print."""
        heard = " ".join(self.spoken).casefold()
        return any(answer.casefold() in heard for answer in self.answers)

    @property
    def back(self) -> str:
        """What is to be recalled, in one text."""
        said = "; ".join(self.answers)
        return f"{said} – {self.deciding}" if self.deciding else said


def card_numbers(fact: Fact) -> tuple[int, ...]:
    """The numbers of the cards that Anki makes of a fact, ascending; 1 for a question."""
    note = fact.note()
    return tuple(clozes(tree(note.body))) if isinstance(note, ClozeNote) else (1,)


def is_pair(fact: Fact) -> bool:
    """Whether its two cards ask for each other, so that the one answers the other."""
    note = fact.note()
    return isinstance(note, ClozeNote) and isinstance(note.body, Pair)


def is_tree(fact: Fact) -> bool:
    """Whether it is a decision, which is drawn and stands in front of what it decides."""
    return isinstance(fact.block(), Fork)


def make_cards(fact: Fact) -> Iterator[Card]:
    """The cards in the order of their numbers."""
    nodes = front_nodes(fact)
    beside, spoken = (tuple(words_of_media(one) for one in nodes if one.kind == kind) for kind in ("picture", "sound"))
    files = tuple(node.info for node in nodes)
    for card in _bare_cards(fact):
        hidden = is_pair(fact) and card.number == 2  # with the prompt
        yield card if hidden or not nodes else replace(card, beside=beside, spoken=spoken, files=files)


def _bare_cards(fact: Fact) -> Iterator[Card]:
    """Without what the front shows beside the text."""
    match fact.note():
        case ClozeNote(body):
            root = tree(body)
            for number, gaps in clozes(root).items():
                yield Card(number, to_plain(root, number), answers(root, number), _hints(gaps))
        case QuestionNote(prompt, answer, ()):
            yield Card(1, _plain(prompt), (_plain(answer),))
        case QuestionNote(prompt, answer, options):
            every = tuple(_plain(option.text) for option in options)
            picked = tuple(index for index, option in enumerate(options) if option.loses is None)
            picks = tuple(every[index] for index in picked)
            yield Card(1, _plain(prompt), picks, options=every, picked=picked, deciding=_plain(answer))


def _plain(text: Text) -> str:
    return to_plain(parse(text).root)


def _hints(gaps: list[Node]) -> tuple[str, ...]:
    """The hints of one card's gaps, and those of the gaps within them."""
    return tuple(dict.fromkeys(node.info for gap in gaps for node in walk(gap) if node.info))
