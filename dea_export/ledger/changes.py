"""What differs between two states of a study, for a person who has learnt the old one.

Corrections come in three sorts: the truth changed (learn again), the wording did, or only typography and tags.
The author's `change` decides, otherwise what differs: an answer or a number is truth, other words are wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dea_export.cards import front_words, read_asides
from dea_export.ledger.ledger import Ledger
from dea_export.ledger.releases import released_answers
from dea_export.markup import parse, to_plain, tree
from dea_export.model.blocks import ClozeNote, QuestionNote
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text
from dea_export.notes.digests import is_rank_tag
from dea_export.notes.fields import note_tags, render_note

Sort = Literal["fact", "wording", "typo"]
SORTS: tuple[Sort, ...] = ("fact", "wording", "typo")
Media = Mapping[str, bytes]
LONG = 1_000_000  # words of a text times those of another; of more, only the ends are compared
NUMBER = re.compile(r"\b\d+")  # not the 3 of S3
SILENT = {
    "figure",
    "audio",
    "confused",
    "source",
    "checked",
    "notice",
}  # asides whose words say nothing of what was learnt


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a fact before and after, as plain text."""

    name: str  # text, question, front, answer, options, why, source, tags
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact that reads otherwise than before."""

    id: str
    domain: int
    sort: Sort
    note: str  # what the author says of it
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact that came or went."""

    id: str
    domain: int
    text: str  # of a new fact what it says, of a retired one why


@dataclass(frozen=True, slots=True)
class KeyCorrection:
    """An item of a mock exam with another right answer than before."""

    id: str
    domain: int
    old: str  # letters and texts of the picks
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs, each list by domain and then in reading order; corrections first by sort."""

    new: tuple[NamedFact, ...]
    corrected: tuple[Correction, ...]
    retired: tuple[NamedFact, ...]
    dropped: tuple[tuple[str, int], ...]  # fact and number of the gap given up: "run Empty Cards"
    vanished: tuple[str, ...]  # gone without a word; an error once released
    keys: tuple[KeyCorrection, ...] = ()  # in the order of the forms

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.corrected or self.retired or self.dropped or self.vanished or self.keys)


def find_changes(old: Study, new: Study, old_media: Media, new_media: Media) -> Changes:
    """What a learner of `old` finds otherwise in `new`."""
    both = [(old.by_id[fact.id], fact) for fact in new.facts if fact.id in old.by_id]
    corrected = [
        _correction(old, new, before, after)
        for before, after in both
        if after.retired is None
        and render_note(old, before, old_media).digest != render_note(new, after, new_media).digest
    ]
    return Changes(
        new=tuple(_named(new, f, _plain(f)) for f in new.living if f.id not in old.by_id),
        corrected=tuple(sorted(corrected, key=lambda c: (SORTS.index(c.sort), c.domain))),
        retired=tuple(
            _named(new, f, str(f.retired.reason)) for before, f in both if f.retired and before.retired is None
        ),
        dropped=tuple((str(f.id), n) for before, f in both for n in sorted(set(f.dropped) - set(before.dropped))),
        vanished=tuple(str(fact.id) for fact in old.facts if fact.id not in new.by_id),
        keys=tuple(_key_corrections(old, new)),
    )


def compare_ledgers(old: Ledger, new: Ledger) -> dict[str, list[str]]:
    """Which ids differ between two ledgers: new, changed, retired, vanished."""
    both = [(old.entries[id_], entry) for id_, entry in new.entries.items() if id_ in old.entries]
    gone = {after.id for before, after in both if after.status == "retired" and before.status == "living"}
    return {
        "new": sorted(set(new.entries) - set(old.entries)),
        "changed": sorted({a.id for b, a in both if a.digest != b.digest} - gone),
        "retired": sorted(gone),
        "vanished": sorted(set(old.entries) - set(new.entries)),
    }


def anki_search(study: str, found: Changes, release: str | None) -> str:
    """What to type into Anki's search, also on a phone, to see the changed cards; empty where there are none."""
    if release and found.corrected:
        return f"tag:{study}::changed::{release}"
    return " OR ".join(f"Id:{one.id}" for one in found.corrected)


def word_diff(old: str, new: str) -> Iterator[tuple[Literal["same", "old", "new"], str]]:
    """The pieces of two texts: in both, only in the old, only in the new; whole words."""
    before, after = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (old, new))
    for same, i, j, k, m in _compare(before, after):
        if same:
            yield "same", "".join(before[i:j])
            continue
        if before[i:j]:
            yield "old", "".join(before[i:j])
        if after[k:m]:
            yield "new", "".join(after[k:m])


def _compare(before: list[str], after: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Whether parts are the same, and where they begin and end in both."""
    from difflib import SequenceMatcher

    if len(before) * len(after) <= LONG:
        for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield kind == "equal", i, j, k, m
        return
    start = _alike(before, after)
    end = _alike(before[:start:-1], after[:start:-1])
    old, new = len(before) - end, len(after) - end
    yield from ((True, 0, start, 0, start), (False, start, old, start, new), (True, old, old + end, new, new + end))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are the same from the beginning on."""
    return next(
        (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _key_corrections(old: Study, new: Study) -> Iterator[KeyCorrection]:
    """Items whose picks have other letters or words: who has the old paper marks it by a wrong key."""
    before = {item.id: _key(item) for item in old.exam_items}
    for item in new.exam_items:
        if (was := before.get(item.id, _key(item))) != _key(item):
            yield KeyCorrection(str(item.id), new.domain_of[item.skill].number, was, _key(item))


def _key(item: ExamItem) -> str:
    return "\n".join(f"{letter}. {_read(option.text)}" for letter, option in item.lettered if option.pick)


def _correction(old: Study, new: Study, before: Fact, after: Fact) -> Correction:
    texts, texts_now = _texts(old, before), _texts(new, after)
    names = list(dict.fromkeys((*texts, *texts_now)))
    pieces = tuple(
        Piece(name, texts.get(name, ""), texts_now.get(name, ""))
        for name in names
        if texts.get(name) != texts_now.get(name)
    )
    told = after.change if after.change != before.change else None
    sort = told.type if told else _sort(released_answers(before), released_answers(after), pieces)
    return Correction(str(after.id), _domain(new, after), sort, str(told.note or "") if told else "", pieces)


def _sort(answers: dict[int, str], answers_now: dict[int, str], pieces: tuple[Piece, ...]) -> Sort:
    said = [piece for piece in pieces if piece.name not in {"tags", "source", "status"}]
    if any(_words(answers.get(n, "")) != _words(answers_now.get(n, "")) for n in {*answers, *answers_now}):
        return "fact"
    if any(NUMBER.findall(piece.old) != NUMBER.findall(piece.new) for piece in said):
        return "fact"
    return "wording" if any(_words(piece.old) != _words(piece.new) for piece in said) else "typo"


def _words(text: str) -> list[str]:
    """Words and signs that mean something; punctuation and case do not."""
    return re.findall(r"\w+|[<>=+*/%$-]", text.casefold())


def _texts(study: Study, fact: Fact) -> dict[str, str]:
    """What a fact says, part by part, in plain text."""
    note = fact.note()
    match note:
        case ClozeNote(body):
            asked = {"text": to_plain(tree(body))}
        case QuestionNote(prompt, answer, options):
            listed = (
                f"{_read(option.text)}" + (f" ({_read(option.loses)})" if option.loses else " ✓") for option in options
            )
            asked = {"question": _read(prompt), "answer": _read(answer), "options": "\n".join(listed)}
    own = {
        name: " ".join(map(to_plain, one.lines)) for name, one in read_asides(study, fact).items() if name not in SILENT
    }
    tags = " ".join(tag.partition("::")[2] for tag in sorted(note_tags(study, fact)) if not is_rank_tag(tag))
    beside = {"front": "\n".join(front_words(fact))} if fact.front else {}
    return asked | beside | own | {"source": str(fact.source or ""), "tags": tags}


def _read(text: Text) -> str:
    return to_plain(parse(text).root)


def _plain(fact: Fact) -> str:
    return to_plain(tree(fact.block()))


def _named(study: Study, fact: Fact, text: str) -> NamedFact:
    return NamedFact(str(fact.id), _domain(study, fact), text)


def _domain(study: Study, fact: Fact) -> int:
    return study.section_of[fact.id].number
