"""All cards of a deck on one static page: front and back, at a phone's width, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from html import unescape
from typing import Any

from dea_export.exporters.anki.card_sides import render_sides
from dea_export.exporters.anki.deck import Deck, Note
from dea_export.exporters.anki.preview_formulas import draw_formulas
from dea_export.exporters.data_urls import data_url
from dea_export.exporters.templates import Templates
from dea_export.model.study import Study
from dea_export.words import Words, words_in

ShownNote = Mapping[str, Any]  # what the template of a note needs: `id`, `data` to filter by, `cards` with their sides


def render_preview(
    study: Study, deck: Deck, notes: Sequence[ShownNote], templates: Templates, live: int | None = None
) -> str:
    """The page, without any other file. `live`: it renews itself, from this event of `dea-export serve` on."""
    meta, words = study.study, words_in(study.study.language)
    values = {
        "meta": meta,
        "title": deck.frame.deck.name,
        "css": next(iter(deck.looks.values())).css,
        "filters": _filters(study, words, changes=any(note["data"]["changed"] == "yes" for note in notes)),
        "notes": notes,
        "live": live,
    }
    return templates.fill("anki/preview.html", values, meta.language)


def render_preview_notes(study: Study, notes: Sequence[ShownNote], templates: Templates) -> str:
    """A part of the page: an `<article>` for each note."""
    return templates.fill("anki/preview-notes.html", {"notes": notes}, study.study.language)


def show_notes(study: Study, deck: Deck, changed: Collection[str]) -> list[ShownNote]:
    """The notes of a deck as the page shows them. `changed` holds the ids that the last release has otherwise."""
    return [_shown(study, deck, note, changed) for note in deck.notes]


def _filters(study: Study, words: Words, *, changes: bool) -> dict[str, dict[str, str]]:
    """What each filter offers: value and label."""
    used = {word for fact in study.facts for word in fact.services}
    return {
        _divided(study): {str(section.number): section.numbered(section.label) for section in study.sections},
        "kind": {kind: words.say(f"kind.{kind}") for kind in sorted({fact.kind_name for fact in study.facts})},
        "rank": {
            str(rank): words.say("preview.ranked", rank=str(rank))
            for rank in sorted({fact.rank for fact in study.facts})
        },
        "service": {str(service.id): service.label for service in study.services if service.id in used},
    } | ({"changed": {"yes": words.say("preview.changed_since")}} if changes else {})


def _shown(study: Study, deck: Deck, note: Note, changed: Collection[str]) -> ShownNote:
    fact = study.by_id[note.fields.fact]
    data = {
        _divided(study): study.section_of[fact.id].number,
        "kind": fact.kind_name,
        "rank": fact.rank,
        "service": " ".join(fact.services),
        "changed": "yes" if fact.id in changed else "no",
    }
    cards = [
        {"number": number, "sides": [_shown_side(side, deck.media) for side in sides]}
        for number, *sides in render_sides(note, deck.looks[note.fields.kind])
    ]
    return {"id": fact.id, "data": data, "cards": cards}


def _divided(study: Study) -> str:
    """By what the study is divided, as a filter is called."""
    return "domain" if study.domains else "topic"


def _shown_side(side: str, media: Mapping[str, bytes]) -> str:
    """As a page can show it that is not Anki and has many cards."""
    return _embedded(draw_formulas(side.replace(' id="answer"', "")), media)


def _embedded(side: str, media: Mapping[str, bytes]) -> str:
    """The pictures and sounds in the page itself."""

    def data(found: re.Match[str]) -> str:
        name = unescape(found[1])
        return f'src="{data_url(name, media[name])}"' if name in media else found[0]

    played = re.sub(r"\[sound:([^\]]+)\]", r'<audio controls preload="none" src="\1"></audio>', side)
    return re.sub(r'src="([^"]+)"', data, played)
