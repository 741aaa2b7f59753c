"""A note of Anki -> a draft: which field asks, which answers, which explains, and what no draft has a place for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dea_export.importers.column_keys import tag_of
from dea_export.importers.harvest import Draft, DraftOption, DraftSound, Harvest, Picture, joined_paragraphs
from dea_export.importers.note_forms import OURS, NoteShape, field_roles, is_reversed
from dea_export.importers.offered_options import Offer, Offered, with_options
from dea_export.importers.option_fields import OptionFields, find_option_fields, right_options
from dea_export.importers.own_choices import read_choice
from dea_export.importers.own_sounds import Heard, take_heard
from dea_export.importers.read_texts import ReadText, plain_words, read_text_as
from dea_export.model.diagnostic import count_of

OF_THE_LEARNER = {"leech", "marked"}
REVERSED = re.compile("revers|invers|invert|rovesc|richtungen", re.IGNORECASE)  # as Anki names note types of two cards
OUR_TAG = re.compile(r"[^:]+::(topic|rank)::(.+)")
ADDRESS = re.compile(r"https://[^\s\"'<>]+")


class AnkiNote(NamedTuple):
    """A note with its fields as they are stored."""

    where: str
    shape: NoteShape
    values: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    guid: str = ""
    modified: int = 0  # seconds since 1970
    cards: frozenset[int] = frozenset()  # their numbers, from 1


@dataclass(slots=True)
class TagRecord:
    """What is lost of many notes in the same way, to be said once."""

    counts: Counter[str] = field(default_factory=Counter)

    def tell(self, where: str, harvest: Harvest) -> None:
        """Says it."""
        harvest.lose(where, *(f"{what} ({count_of(number, 'note')})" for what, number in self.counts.items()))


def draft_note(note: AnkiNote, harvest: Harvest, record: TagRecord, words: str = "html") -> Draft | None:
    """The draft of a note; what is wrong with it goes into the harvest."""
    if "image-occlusion:" in "".join(note.values):
        harvest.lose(note.where, "a picture with covered parts: no fact has such gaps")
        return None
    values = dict(zip(note.shape.fields, note.values, strict=False))
    offering = find_option_fields(note.shape.fields) if not note.shape.name.endswith(OURS) else None
    if offering is not None and (offer := _read_options(offering, values, words)):
        return _draft_choice(note, offering, offer, harvest, record, words)
    heard = Heard()
    if note.shape.name.endswith(OURS):
        values["Why"], heard = take_heard(values.get("Why", ""))
    choice = read_choice(values.get("Answer", "")) if note.shape.name.endswith(OURS) else None
    if choice is not None:
        values |= {"Answer": choice.deciding, "Options": ""}
    options = [
        [read_text_as("html", text, clozes=False) for text in pair] for pair in (choice.options if choice else ())
    ]
    harvest.lose(note.where, *(lost for pair in options for read in pair for lost in read.lost))
    texts = _texts(note, values, record, words, field_roles(note.shape))
    offered = tuple(DraftOption(text.markdown, loses.markdown) for text, loses in options)
    draft = _drafted(note, texts, offered, harvest, record)
    if draft is not None:
        draft = replace(draft, sounds=heard.given(draft.sounds))
    if draft is None or not draft.reversed:
        _count_other_cards(note.shape, record)
    return draft


class _Offered(NamedTuple):
    """What a note offers: its options by their places, which are right, and its other fields."""

    options: dict[int, ReadText]
    right: set[int]
    others: dict[str, str]


def _read_options(offering: OptionFields, values: dict[str, str], words: str) -> _Offered | None:
    """The options of a note; None where it does not say which are right, or one of them is a picture alone."""
    names = (*offering.options, offering.key) if offering.wrong else offering.options
    read = {n: read_text_as(words, values.get(name, ""), clozes=False) for n, name in enumerate(names)}
    if any(one.pictures and not one.markdown for one in read.values()):
        return None
    read = {number: one for number, one in read.items() if one.markdown}
    plain = {number: plain_words(one.markdown) for number, one in read.items()}
    key = plain_words(read_text_as(words, values.get(offering.key, ""), clozes=False).markdown)
    right = {len(names) - 1} & read.keys() if offering.wrong else right_options(key, plain)
    others = {name: value for name, value in values.items() if name not in {*offering.options, offering.key}}
    return _Offered(read, right, others) if right else None


def _draft_choice(
    note: AnkiNote, offering: OptionFields, offered: _Offered, harvest: Harvest, record: TagRecord, words: str
) -> Draft | None:
    """The draft of a note with options."""
    read = offered.options
    picks = [ReadText(one.markdown) for number, one in read.items() if number in offered.right]
    texts = _texts(note, offered.others, record, words, offering.roles) | {"answer": picks}
    draft = _drafted(note, texts, (), harvest, record)
    _count_other_cards(note.shape, record)
    harvest.lose(note.where, *(lost for one in read.values() for lost in one.lost))
    pictures = [picture.file for one in read.values() for picture in one.pictures]
    harvest.lose(note.where, *(f"the picture '{file}' of an option: an option is words" for file in pictures))
    sounds = [file for one in read.values() for file in one.sounds]
    harvest.lose(note.where, *(f"the sound '{file}' of an option: an option is words" for file in sounds))
    if draft is None:
        return None
    options = tuple(Offered(one.markdown, number in offered.right) for number, one in read.items())
    return with_options(replace(draft, why=""), Offer(draft.asked, options, draft.why), harvest)


def _texts(
    note: AnkiNote, values: dict[str, str], record: TagRecord, words: str, roles: dict[str, str]
) -> dict[str, list[ReadText]]:
    """The texts of a note by what they are for."""
    texts: dict[str, list[ReadText]] = {}
    for name, value in values.items():
        if not value.strip():
            continue
        if role := roles.get(name, ""):
            texts.setdefault(role, []).append(_read(name, value, note.shape, words))
        else:
            record.counts[f"the field '{name}' of '{note.shape.name}'"] += 1
    return texts


def _count_other_cards(shape: NoteShape, record: TagRecord) -> None:
    for name, *_ in shape.faces[1:] if not shape.cloze else ():
        record.counts[f"the card '{name}' of '{shape.name}': a fact asks in one direction"] += 1
    if not shape.faces and REVERSED.search(shape.name):
        record.counts[f"the second card of '{shape.name}': a fact asks in one direction"] += 1


def _read(name: str, value: str, shape: NoteShape, words: str) -> ReadText:
    if shape.name.endswith(OURS) and name in {"Source", "Id"}:
        address = ADDRESS.search(value)
        return ReadText(address[0] if address and name == "Source" else re.sub(r"<[^>]*>", "", value))
    return read_text_as(words, value, clozes=shape.cloze)


def _drafted(
    note: AnkiNote,
    texts: dict[str, list[ReadText]],
    options: tuple[DraftOption, ...],
    harvest: Harvest,
    record: TagRecord,
) -> Draft | None:
    for read in (read for group in texts.values() for read in group):
        harvest.lose(note.where, *read.lost)
    said = {role: joined_paragraphs([read.markdown for read in group]) for role, group in texts.items()}
    asked, answer = said.get("asked", ""), said.get("answer", "")
    picture, asks = _picture(note, texts, harvest)
    if picture and not answer and not note.shape.cloze:
        answer = picture.alt or picture.file  # a card whose answer is a picture
    if not asked or (not note.shape.cloze and not answer):
        missing = "answer" if asked else "question in words"
        harvest.lose(note.where, f"'{plain_words(asked or answer)[:60]}' has no {missing}")
        return None
    if note.shape.cloze and "{{c" not in asked:
        harvest.lose(note.where, f"'{plain_words(asked)[:60]}' has no gap")
        return None
    why, source, id_ = (said.get(role, "") for role in ("why", "source", "id"))
    both = is_reversed(note.shape) and picture is None and "\n" not in asked + answer
    draft = Draft(
        note.where, asked, answer, options, why, source, id_, picture=picture, picture_asks=asks, reversed=both,
        sounds=_sounds(note, texts, harvest),
    )  # fmt: skip
    return _filed(draft, note, record)


def _picture(note: AnkiNote, texts: dict[str, list[ReadText]], harvest: Harvest) -> tuple[Picture | None, bool]:
    """The first picture, and whether it stands with the question; others are lost."""
    pictures = [(role, picture) for role, group in texts.items() for read in group for picture in read.pictures]
    if not pictures:
        return None, False
    harvest.lose(note.where, *(f"the picture '{one.file}': a fact has one" for _, one in pictures[1:]))
    role, picture = pictures[0]
    return picture, role == "asked"


def _sounds(note: AnkiNote, texts: dict[str, list[ReadText]], harvest: Harvest) -> tuple[DraftSound, ...]:
    """The first sound of the question, and the first other one of the rest; more are lost."""
    named = ((role, file) for role, group in texts.items() for read in group for file in read.sounds)
    found = [DraftSound(file, asks=role == "asked") for role, file in named]
    front = next((one for one in found if one.asks), None)
    back = next((one for one in found if not one.asks and not (front and one.file == front.file)), None)
    kept = tuple(one for one in (front, back) if one is not None)
    others = dict.fromkeys(one.file for one in found if one.file not in {sound.file for sound in kept})
    harvest.lose(note.where, *(f"the sound '{file}': a fact has one a side" for file in others))
    return kept


def _filed(draft: Draft, note: AnkiNote, record: TagRecord) -> Draft:
    """The draft under its topic, with its tags."""
    topic = " – ".join(part.strip() for part in re.split(r"::|\x1f", note.deck) if part.strip())
    tags: list[str] = []
    rank = 0
    for word in note.tags:
        ours = OUR_TAG.fullmatch(word) if note.shape.name.endswith(OURS) else None
        if ours and ours[1] == "rank":
            rank = int(ours[2]) if ours[2] in {"1", "2", "3"} else 0
        elif ours:
            tags.append(tag_of(ours[2]))
        elif word.casefold() in OF_THE_LEARNER or note.shape.name.endswith(OURS):
            family = word.split("::")
            record.counts[f"the tag '{'::'.join(family[:2])}{'::…' if len(family) > 2 else ''}'"] += 1
        elif made := tag_of(word):
            tags.append(made)
        else:
            record.counts[f"the tag '{word}', which has no Latin letters"] += 1
    deck = note.deck.replace("\x1f", "::")
    return replace(draft, topic=topic, deck=deck, tags=tuple(dict.fromkeys(tags)), rank=rank)
