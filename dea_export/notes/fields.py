"""A fact -> what a learner's collection holds of it: fields, tags and cards.

Everything goes through `to_anki`, so no field has braces, code or mathematics that Anki would misread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

from dea_export.cards import Aside, asked_body, asked_prompt, read_asides
from dea_export.cards.fronts import LABELS, media_node
from dea_export.cards.wording import say_place
from dea_export.markup import Node, anki_attribute, clozes, parse, to_anki
from dea_export.markup.html import AnkiRenderer
from dea_export.model.blocks import ClozeNote, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text
from dea_export.notes.digests import digest_fields, media_name
from dea_export.notes.note_types import FIELDS, TypeKind, kind_of
from dea_export.words import Words, words_in

Asides = Mapping[str, Aside]
OF_THEIR_OWN = {"confused": "Confuse", "status": "Formerly", "source": "Source", "checked": "Checked"}  # aside -> field


class NoteFields(NamedTuple):
    """One note, as Anki will hold it."""

    guid: str
    fact: str  # id
    kind: TypeKind
    retired: bool
    values: dict[str, str]  # HTML by field name, in the order of the note type
    tags: tuple[str, ...]  # sorted; without the tag of the release
    cards: tuple[int, ...]  # cloze numbers ascending; 1 for a question
    confused: tuple[str, ...]  # ids of the facts that "Confuse" names
    media: tuple[str, ...]  # names in the package

    @property
    def digest(self) -> str:
        """The same as long as a learner who has the note needs no other: half of a SHA-256."""
        return digest_fields(self.kind, self.values, self.tags, self.confused)


def render_note(study: Study, fact: Fact, media: Mapping[str, bytes]) -> NoteFields:
    """The note of a fact. `media` holds pictures and sounds by the names that facts use."""
    kind = kind_of(fact)
    writer = field_writer(study, fact, media)
    note = fact.note()
    match note:
        case ClozeNote(body):
            node = asked_body(fact, body)
            asked, numbers = {"Text": writer.render(node)}, tuple(clozes(node))
        case QuestionNote():
            asked, numbers = {"Prompt": writer.render(asked_prompt(fact, note.prompt))} | _question(note), (1,)
    values = dict.fromkeys(FIELDS[kind], "") | asked | _about(study, fact, writer)
    return NoteFields(
        note_guid(study, fact.id),
        str(fact.id),
        kind,
        fact.retired is not None,
        values,
        tuple(sorted(note_tags(study, fact))),
        numbers,
        tuple(map(str, fact.confuse_with)),
        tuple(dict.fromkeys(writer.names.values())),
    )


def field_writer(study: Study, fact: Fact, media: Mapping[str, bytes]) -> FieldWriter:
    """What writes the fields of a fact with the pictures and sounds that are at hand."""
    return FieldWriter({str(file): media_name(study, file, media) for file in fact.files() if file in media})


class FieldWriter(AnkiRenderer):
    """Fields in which pictures and sounds stand by their names in the package; one that is not at hand is left out."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self.names = names  # by the names that facts use

    def picture(self, node: Node) -> str:
        """The picture below the words; within a gap, in a line of what is hidden."""
        if (name := self.names.get(node.info)) is None:
            return ""
        words = anki_attribute(node.children[0].content, in_gap=self.depth > 0)
        image = f'<img src="{escape(name)}" alt="{words}">'
        return image if self.depth else f'<div class="figure">{image}</div>'

    def sound(self, node: Node) -> str:
        """Anki's mark for a sound, which it plays and replaces by a button."""
        if (name := self.names.get(node.info)) is None:
            return ""
        return f"[sound:{name}]" if self.depth else f'<div class="sound">[sound:{name}]</div>'


def note_guid(study: Study, fact_id: str) -> str:
    """By this Anki knows a note for ever."""
    return f"{study.study.id}:{fact_id}"


def note_tags(study: Study, fact: Fact) -> Iterator[str]:
    """Tags under the study's id. `topic` holds the author's own words: headings may change, tags should not."""
    root = study.study.id
    section, task = study.section_of[fact.id], study.task_of.get(fact.skill)
    if section.is_domain:
        yield f"{root}::domain::{section.number}"
    if task is not None:
        yield f"{root}::task::{task.id}"
    if task is not None and task.skills:
        yield f"{root}::skill::{fact.skill}"
    yield f"{root}::kind::{fact.kind_name}"
    yield f"{root}::rank::{fact.rank}"
    yield from (f"{root}::service::{word}" for word in fact.services)
    yield from (f"{root}::topic::{word}" for word in fact.tags)
    if fact.retired is not None:
        yield f"{root}::retired"


def _html(text: Text) -> str:
    return to_anki(parse(text).root)


# --- question and choice -----------------------------------------------------------------------------------------


def _question(note: QuestionNote) -> dict[str, str]:
    if not note.options:
        return {"Answer": _html(note.answer)}
    options = [(chr(ord("A") + i), _html(option.text), option.loses) for i, option in enumerate(note.options)]
    listed = "".join(f"<li>{text}</li>" for _, text, _ in options)
    picks = "".join(
        f'<div class="pick"><b>{letter}</b> {text}</div>' for letter, text, loses in options if loses is None
    )
    losers = "".join(
        f"<dt><b>{letter}</b> {text}</dt><dd>{_html(loses)}</dd>"
        for letter, text, loses in options
        if loses is not None
    )
    answer = f'{picks}<div class="deciding">{_html(note.answer)}</div><dl class="loses">{losers}</dl>'
    return {"Options": f'<ol class="options">{listed}</ol>', "Answer": answer}


# --- what every note says about itself ---------------------------------------------------------------------------


def _about(study: Study, fact: Fact, writer: FieldWriter) -> dict[str, str]:
    asides = read_asides(study, fact)
    words = words_in(study.study.language)
    between = {"checked": words.say("list.comma")}
    own = {field: _joined(asides.get(name), between.get(name, "<br>")) for name, field in OF_THEIR_OWN.items()}
    return own | {
        "Why": _why(fact, asides, writer, words),
        "Place": to_anki(Node("text", content=say_place(study, fact))),
        "Notice": _notice(asides.get("notice"), words),
        "Id": str(fact.id),
    }


def _joined(aside: Aside | None, by: str) -> str:
    return by.join(map(to_anki, aside.lines)) if aside is not None else ""


def _heard(fact: Fact, writer: FieldWriter, words: Words) -> Iterator[str]:
    """The words of each sound: those of the front, which stands there; those of the back with it."""
    for sound in fact.sounds():
        node = media_node(sound)
        label = f'<span class="label">{escape(words.say(LABELS[node.kind]))}</span>'
        yield f"{label} {writer.inside(node)}{writer.sound(node) if sound is fact.audio else ''}"


def _why(fact: Fact, asides: Asides, writer: FieldWriter, words: Words) -> str:
    """The reason, and below it whatever has no field of its own; a picture on the back can give nothing away."""
    html = _joined(asides.get("why"), "<br>")
    if "figure" in asides:
        html += "".join(map(writer.render, asides["figure"].lines))
    html += "".join(f'<div class="aside">{line}</div>' for line in _heard(fact, writer, words))
    more = (asides[name] for name in fact.asides() if name != "why")
    return html + "".join(
        f'<div class="aside"><span class="label">{escape(one.label)}</span> {_joined(one, "<br>")}</div>'
        for one in more
    )


def _notice(aside: Aside | None, words: Words) -> str:
    if aside is None:
        return ""
    reason, *others = map(to_anki, aside.lines)
    instead = words.say("list.comma").join(f"<i>{other}</i>" for other in others)
    learn = words.say("about.learn_instead", names=instead) if instead else ""
    return words.say("about.retired", label=aside.label, reason=reason) + learn
