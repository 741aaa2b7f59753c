"""What the templates of a note type show on each card, and whether a fact can go on as a note of that type."""

from __future__ import annotations

import re
from typing import NamedTuple

from dea_export.notes.adopted_types import AdoptedFace, AdoptedType
from dea_export.notes.note_types import NamedId

FIELD = re.compile(r"\{\{(?![#/^!])(?P<filters>(?:[\w-]+:)*)(?P<name>[^{}:]+?)\}\}")
NO_FIELDS = {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag"}
OURS = "(dea-export)"  # how the names of our own note types end
OUR_ROLES = {"Text": "asked", "Prompt": "asked", "Options": "asked", "Answer": "answer", "Why": "why", "Source": "source",
             "Id": "id"}  # fmt: skip
SECTION = re.compile(r"(?s)\{\{([#^])([^{}]+)\}\}(.*?)\{\{/\2\}\}")


class NoteShape(NamedTuple):
    """A note type: its fields, and front and back of each card, as far as they are known."""

    name: str
    cloze: bool
    fields: tuple[str, ...]
    faces: tuple[tuple[str, str, str], ...] = ()  # name, front, back
    id: int = 0
    field_ids: tuple[int, ...] = ()  # 0 is none
    face_ids: tuple[int, ...] = ()
    css: str = ""
    modified: int = 0  # seconds since 1970


def field_roles(shape: NoteShape) -> dict[str, str]:
    """What each field is for: asked, answer, why, source, id; "" for none."""
    if shape.name.endswith(OURS):
        return {name: OUR_ROLES.get(name, "") for name in shape.fields}
    front, back = shape.faces[0][1:] if shape.faces else ("", "")
    asked = shown_fields(front, shape, "cloze:" if shape.cloze else "") or shape.fields[:1]
    later = [name for name in shown_fields(back, shape) if name not in asked]
    if not shape.faces:
        later = [name for name in shape.fields if name not in asked]
    elif not later and not shape.cloze:
        later = [name for name in shape.fields[1:2] if name not in asked]
    roles = dict.fromkeys(shape.fields, "") | dict.fromkeys(asked, "asked") | dict.fromkeys(later, "why")
    if later and not shape.cloze:
        roles[later[0]] = "answer"
    return roles


def shown_fields(template: str, shape: NoteShape, filters: str = "") -> tuple[str, ...]:
    """The fields that a template may show, each once; those with a filter that begins so."""
    found = (one for one in FIELD.finditer(template) if "type:" not in one["filters"])  # a box to type the answer in
    names = (one["name"].strip() for one in found if one["filters"].startswith(filters))
    return tuple(dict.fromkeys(name for name in names if name in shape.fields and name not in NO_FIELDS))


def is_reversed(shape: NoteShape) -> bool:
    """Whether a note has two cards that ask for each other, each by one field."""
    if shape.cloze or len(shape.faces) != 2:
        return False
    (_, front, back), (_, other_front, other_back) = shape.faces
    asked, answer = shown_fields(front, shape), shown_fields(other_front, shape)
    if len(asked) != 1 or len(answer) != 1 or asked == answer:
        return False
    wanted = ((front, asked), (back, answer), (other_front, answer), (other_back, asked))
    return all(_always_shows(face, shape, names[0]) for face, names in wanted)


def adopted_type(shape: NoteShape) -> AdoptedType | str:
    """The note type with what its fields are for; or in words why no fact can be a note of it."""
    if not shape.cloze and len(shape.faces) != 1 and not is_reversed(shape):
        return f"which has {len(shape.faces)} cards a note" if shape.faces else "which has no template"
    roles = field_roles(shape)
    front, backs = shape.faces[0][1], [back.replace("{{FrontSide}}", front) for _, front, back in shape.faces]
    asked = [name for name, role in roles.items() if role == "asked" and _always_shows(front, shape, name)]
    told = [name for name, role in roles.items() if role and all(_always_shows(back, shape, name) for back in backs)]
    answer = next((name for name in told if roles[name] == "answer"), "")
    about = next((name for name in told if roles[name] == "why"), "" if is_reversed(shape) else answer)
    if not asked:
        return "whose front shows no field on every card"
    if not answer and not shape.cloze:
        return "whose back shows no answer on every card"
    if shape.cloze and not about:
        return "whose back has no second field, where a reason could stand"
    faces = tuple(AdoptedFace(face[0], id_, *face[1:]) for face, id_ in zip(shape.faces, shape.face_ids, strict=True))
    fields = tuple(map(NamedId, shape.fields, shape.field_ids))
    return AdoptedType(
        shape.id, shape.name, shape.cloze, fields, faces, shape.css, shape.modified, asked[0], answer, about
    )


def _always_shows(template: str, shape: NoteShape, field: str) -> bool:
    """Whether a template shows a field whatever the others hold."""

    def kept(found: re.Match[str]) -> str:
        return found[3] if found[1] == "#" and found[2].strip() == field else ""

    return field in shown_fields(SECTION.sub(kept, template), shape)
