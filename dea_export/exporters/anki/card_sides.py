"""A note and a template -> what a card shows, as Anki would render it: for pages that show cards without Anki.

Knows as much of Anki's template language as our templates use: fields, sections, `cloze:` and `hint:`. A test compares
every face with the real backend's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.exporters.anki.card_templates import CardTemplate
from dea_export.exporters.anki.deck import Note

MARK = re.compile(r"\{\{c(\d+)::|\}\}")


def render_sides(note: Note, look: CardTemplate) -> Iterator[tuple[int, str, str]]:
    """Number, front and back of each card of a note."""
    for number in note.fields.cards:
        yield number, _face(note, look.front, number, answer=False), _face(note, look.back, number, answer=True)


def _face(note: Note, template: str, number: int, *, answer: bool) -> str:
    values = note.fields.values

    def section(found: re.Match[str]) -> str:
        return found[2] if values[found[1]] else ""

    def field(found: re.Match[str]) -> str:
        value = values[found[2]]
        match found[1]:
            case "cloze:":
                return render_cloze(value, number, answer=answer)
            case "hint:":
                return f'<details><summary><a class="hint">{found[2]}</a></summary>{value}</details>' if value else ""
            case _:
                return value

    shown = re.sub(r"(?s)\{\{#(\w+)\}\}(.*?)\{\{/\1\}\}", section, template)
    return re.sub(r"\{\{(\w+:)?(\w+)\}\}", field, shown)


def render_cloze(text: str, number: int, *, answer: bool) -> str:
    """Anki's cloze filter: the gap of this card hidden or shown, the others plain."""
    levels: list[list[str]] = [[]]
    numbers: list[int] = []
    end = 0
    for mark in MARK.finditer(text):
        levels[-1].append(text[end : mark.start()])
        end = mark.end()
        if mark[1]:
            numbers.append(int(mark[1]))
            levels.append([])
        elif numbers:
            inside = "".join(levels.pop())
            levels[-1].append(_gap(inside, own=numbers.pop() == number, answer=answer))
    return "".join((*levels[-1], text[end:]))


def _gap(inside: str, *, own: bool, answer: bool) -> str:
    shown, _, hint = inside.partition("::")
    if not own:
        return f'<span class="cloze-inactive">{shown}</span>'
    return f'<span class="cloze">{shown}</span>' if answer else f'<span class="cloze">[{hint or "..."}]</span>'
