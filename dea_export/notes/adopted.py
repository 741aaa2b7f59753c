"""Notes of a deck that learners have from elsewhere: their guids and note types, which stay what they are.

Anki finds a note by its guid, and by default leaves it alone when its note type is another than the learner's. So an
adopted note is written in the fields of its old note type, whose templates and style stay those of its learners.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dea_export.cards import Aside
from dea_export.cards.fronts import front_nodes
from dea_export.markup import Node, parse, to_anki
from dea_export.markup.html import AnkiRenderer
from dea_export.model.blocks import ClozeNote, Pair
from dea_export.model.facts import Fact
from dea_export.notes.adopted_types import AdoptedType

OWN_FIELDS = ("Notice", "Why", "Confuse", "Formerly", "Source")  # what our notes have beside what they ask, in order
UNSHOWN = {"checked", "grounds"}  # what no adopted note shows
LABELS = {"Confuse": "confused", "Formerly": "status", "Source": "source"}  # those whose label our template prints


class AdoptedFields(NamedTuple):
    """An adopted note as its learners get it."""

    type: AdoptedType
    values: dict[str, str]  # HTML by field name, in the order of the note type


def fill_adopted(
    type_: AdoptedType, fact: Fact, values: Mapping[str, str], asides: Mapping[str, Aside], writer: AnkiRenderer
) -> AdoptedFields:
    """An adopted note: `values` are those that its fact would have in a note type of ours, written by `writer`."""
    asked, answer = _sides(fact, values, writer)
    filled = dict.fromkeys((field.name for field in type_.fields), "") | {type_.asked: asked}
    if type_.answer:
        filled[type_.answer] = answer
    if type_.about:
        told = "<br>".join(_about(values, asides))
        filled[type_.about] = "<hr>".join(filter(None, (filled[type_.about], told)))
    return AdoptedFields(type_, filled)


def _sides(fact: Fact, values: Mapping[str, str], writer: AnkiRenderer) -> tuple[str, str]:
    """What asks and what answers, in fields of their own."""
    note = fact.note()
    match note:
        case ClozeNote(Pair(prompt, answer)):
            root = parse(prompt, inline=True).root
            asked = root._replace(children=(*root.children, *front_nodes(fact)))
            return writer.render(asked), to_anki(parse(answer, inline=True).root)
        case ClozeNote():
            return values["Text"], ""
        case _:
            return f"{values['Prompt']}{values['Options']}", values["Answer"]


def homeless_asides(type_: AdoptedType, asides: Mapping[str, Aside]) -> list[str]:
    """The labels of what a fact says about itself, where an adopted note type has no field that could show it."""
    return [] if type_.about else [aside.label for aside in asides.values() if aside.name not in UNSHOWN]


def _about(values: Mapping[str, str], asides: Mapping[str, Aside]) -> Iterator[str]:
    """What a fact says about itself, with the labels that a template of ours would print."""
    for name in OWN_FIELDS:
        if value := values[name]:
            aside = asides.get(LABELS.get(name, ""))
            label = to_anki(Node("text", content=aside.label)) if aside else ""
            yield f"<small>{label}:</small> {value}" if label else value
