"""A fact -> what a learner's collection holds of it: fields, tags and cards.

It is here and not in an exporter because the ledger's question "has this note changed?" is a question about these
fields. Everything goes through `to_anki`, so no field has braces, code or mathematics that Anki would misread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from pathlib import PurePosixPath
from posixpath import basename, splitext
from textwrap import shorten
from typing import NamedTuple
from urllib.parse import urlsplit

from dea_export.markup import Node, clozes, parse, to_anki, to_plain, tree
from dea_export.model.blocks import ClozeNote, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.place import Text
from dea_export.model.study import Service, Study
from dea_export.notes.note_types import FIELDS, TypeKind, kind_of

# What may differ without the note counting as changed: it reaches a learner with the note's next change.
RIDES_ALONG = {"Checked", "Place", "Confuse"}  # of the last, what the other facts say now; which they are does count
LONGEST_MENTION = 70  # characters of a fact that another one names
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


class NoteFields(NamedTuple):
    """One note, as Anki will hold it."""

    guid: str
    kind: TypeKind
    values: dict[str, str]  # HTML by field name, in the order of the note type
    tags: tuple[str, ...]  # sorted; without the tag of the release
    cards: tuple[int, ...]  # cloze numbers ascending; 1 for a question
    confused: tuple[str, ...]  # ids of the facts that "Confuse" names

    @property
    def digest(self) -> str:
        """The same as long as a learner who has the note needs no other: half of a SHA-256."""
        values = {name: value for name, value in self.values.items() if value and name not in RIDES_ALONG}
        tags = [tag for tag in self.tags if "::rank::" not in tag]
        return _digest([self.kind, values, tags, self.confused])


def render_note(study: Study, fact: Fact, media: Mapping[str, bytes]) -> NoteFields:
    """The note of a fact. `media` holds the pictures by the names that figures use."""
    kind = kind_of(fact)
    note = fact.note()
    match note:
        case ClozeNote(body):
            node = tree(body)
            asked, numbers = {"Text": to_anki(node)}, tuple(clozes(node))
        case QuestionNote():
            asked, numbers = _question(note), (1,)
    values = dict.fromkeys(FIELDS[kind], "") | asked | _about(study, fact, media)
    tags = tuple(sorted(_tags(study, fact)))
    return NoteFields(guid(study, fact.id), kind, values, tags, numbers, tuple(map(str, fact.confuse_with)))


def card_numbers(fact: Fact) -> tuple[int, ...]:
    """The numbers of the cards that Anki makes of a fact, ascending; 1 for a question."""
    note = fact.note()
    return tuple(clozes(tree(note.body))) if isinstance(note, ClozeNote) else (1,)


def mentions(study: Study, fact: Fact) -> dict[str, str]:
    """What a fact is confused with, by id, in words; not what was retired, or is not in a filtered study."""
    others = (study.by_id.get(word) for word in fact.confuse_with)
    return {other.id: _mention(study, other) for other in others if other is not None and other.retired is None}


def _mention(study: Study, fact: Fact) -> str:
    """A fact in a few words, answers shown, and where it stands."""
    root = parse(fact.sheet.text).root if fact.sheet and fact.sheet.text else tree(fact.block())
    words = shorten(to_plain(root), LONGEST_MENTION, placeholder=" …")
    return f"{words} ({fact.task}, {study.topic_of[fact.id].title})"


def guid(study: Study, fact_id: str) -> str:
    """By this Anki knows a note for ever."""
    return f"{study.study.id}:{fact_id}"


def content_digest(study: Study, fact: Fact, media: Mapping[str, bytes]) -> str:
    """Of what the author wrote that reaches the note: differs from the last release only if a person changed something."""
    retired = fact.retired and [fact.retired.reason, fact.retired.instead]
    figure = fact.figure and [fact.figure.alt, media_name(study, fact.figure.file, media)]
    services = [list(_status(study, study.service[word])) for word in fact.services]
    own = [fact.kind_name, fact.texts(), getattr(fact, "flow", None), fact.why, fact.source, fact.skill]
    return _digest([*own, fact.services, services, fact.confuse_with, fact.tags, figure, retired])


def media_name(study: Study, file: str, media: Mapping[str, bytes]) -> str:
    """The name of a picture in the package: with a hash of its bytes, because Anki never replaces a file of the same name."""
    path = PurePosixPath(file)
    return f"{study.study.id}-{path.stem}-{sha256(media.get(file, b'')).hexdigest()[:8]}{path.suffix}"


def _digest(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def _html(text: Text) -> str:
    return to_anki(parse(text).root)


def _inline(text: Text) -> str:
    return to_anki(parse(text, inline=True).root)


# --- question and choice -----------------------------------------------------------------------------------------


def _question(note: QuestionNote) -> dict[str, str]:
    if not note.options:
        return {"Prompt": _html(note.prompt), "Answer": _html(note.answer)}
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
    return {"Prompt": _html(note.prompt), "Options": f'<ol class="options">{listed}</ol>', "Answer": answer}


# --- what every note says about itself ---------------------------------------------------------------------------


def _about(study: Study, fact: Fact, media: Mapping[str, bytes]) -> dict[str, str]:
    return {
        "Why": _why(study, fact, media),
        "Confuse": "<br>".join(to_anki(Node("text", (), said)) for said in mentions(study, fact).values()),
        "Formerly": "<br>".join(line for word in fact.services for line in _status(study, study.service[word])),
        "Source": _source(fact.source) if fact.source else "",
        "Checked": ", ".join(_checked(fact)),
        "Place": _place(study, fact),
        "Notice": _notice(fact),
        "Id": str(fact.id),
    }


def _why(study: Study, fact: Fact, media: Mapping[str, bytes]) -> str:
    """The reason, and the picture under it: on the back, where it can give nothing away."""
    why = _html(fact.why) if fact.why else ""
    if fact.figure is None or fact.figure.file not in media:
        return why
    name = media_name(study, fact.figure.file, media)
    return f'{why}<div class="figure"><img src="{escape(name)}" alt="{escape(fact.figure.alt)}"></div>'


def _status(study: Study, service: Service) -> Iterator[str]:
    """What became of a service, one line each."""
    name = escape(service.name, quote=False)
    if service.formerly:
        until = f" (until {_day(service.renamed)})" if service.renamed else ""
        *names, last = (old for old in service.formerly if not any(o.endswith(f" {old}") for o in service.formerly))
        before = " and ".join([", ".join(names), last] if names else [last])
        yield f"{name}, formerly {escape(before, quote=False)}{until}"
    instead = escape(" or ".join(study.service[word].name for word in service.instead), quote=False)
    use = f"; instead: {instead}" if instead else ""
    if service.ended:
        when = "on" if service.ended.count("-") == 2 else "in"
        yield f"{name} ended {when} {_day(service.ended)}{use}"
    elif service.closed:
        yield f"{name} is closed to new customers since {_day(service.closed)}{use}"


def _day(written: str) -> str:
    """`2024-07-25`, `2024-07` or `2024` in words: a phone breaks lines at hyphens."""
    year, *rest = written.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


def _source(address: str) -> str:
    """A link that shows where it leads: host and last part of the path."""
    parts = urlsplit(address)
    last, _ = splitext(basename(parts.path.rstrip("/")))
    label = parts.netloc + (f" › {last}" if last else "")
    href = escape(address.replace("{", "%7B").replace("}", "%7D"))
    return f'<a href="{href}">{escape(label, quote=False)}</a>'


def _checked(fact: Fact) -> Iterator[str]:
    if fact.checked:
        yield f"checked {_day(fact.checked.isoformat()[:7])}"
    if fact.volatile:
        yield "likely to change"


def _place(study: Study, fact: Fact) -> str:
    task = study.task[fact.task]
    topic = study.topic_of[fact.id]
    return escape(f"{task.id} {task.title} › {topic.title}", quote=False)


def _notice(fact: Fact) -> str:
    if fact.retired is None:
        return ""
    instead = ", ".join(f"<i>{word}</i>" for word in fact.retired.instead)
    return f"Retired: {_inline(fact.retired.reason)}." + (f" Learn instead: {instead}." if instead else "")


def _tags(study: Study, fact: Fact) -> Iterator[str]:
    """Tags under the study's id. `topic` holds the author's own words: headings may change, tags should not."""
    root = study.study.id
    yield f"{root}::domain::{study.domain_of[fact.skill].number}"
    yield f"{root}::task::{fact.task}"
    yield f"{root}::skill::{fact.skill}"
    yield f"{root}::kind::{fact.kind_name}"
    yield f"{root}::rank::{fact.rank}"
    yield from (f"{root}::service::{word}" for word in fact.services)
    yield from (f"{root}::topic::{word}" for word in fact.tags)
    if fact.retired is not None:
        yield f"{root}::retired"
