"""All cards of a deck on one static page: front and back, at a phone's width, by day and by night."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping
from html import escape
from importlib.resources.abc import Traversable

from dea_export.exporters.anki.card_sides import render_sides
from dea_export.exporters.anki.deck import Deck, Note
from dea_export.model.facts import Fact
from dea_export.model.study import Study

TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif"}


def render_preview(study: Study, deck: Deck, changed: Collection[str], templates: Traversable) -> str:
    """The page, without any other file. `changed` holds the ids that the last release does not have as they are."""
    parts = {
        "title": escape(deck.frame.deck.name),
        "css": next(iter(deck.looks.values())).css,
        "filters": "".join(_filter(name, values) for name, values in _choices(study, bool(changed)).items()),
        "cards": "\n".join(_note(study, deck, note, changed) for note in deck.notes),
    }
    return _fill((templates / "anki" / "preview.html").read_text("utf-8"), parts)


def _fill(template: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"\[(title|css|filters|cards)\]", lambda found: parts[found[1]], template)


def _choices(study: Study, changes: bool) -> dict[str, dict[str, str]]:
    """What each filter offers: value and label."""
    used = {word for fact in study.facts for word in fact.services}
    return {
        "domain": {str(domain.number): f"{domain.number} {domain.label}" for domain in study.domains},
        "kind": {kind: kind for kind in sorted({fact.kind_name for fact in study.facts})},
        "rank": {str(rank): f"rank {rank}" for rank in sorted({fact.rank for fact in study.facts})},
        "service": {str(service.id): service.label for service in study.services if service.id in used},
    } | ({"changed": {"yes": "changed since the last release"}} if changes else {})


def _filter(name: str, values: Mapping[str, str]) -> str:
    options = "".join(f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in values.items())
    return f'<label>{name} <select name="{name}"><option value="">all</option>{options}</select></label> '


def _note(study: Study, deck: Deck, note: Note, changed: Collection[str]) -> str:
    fact = study.by_id[note.fields.fact]
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in _data(study, fact, changed))
    cards = "".join(_card(fact, deck, *face) for face in render_sides(note, deck.looks[note.fields.kind]))
    return f"<article{data}>{cards}</article>"


def _data(study: Study, fact: Fact, changed: Collection[str]) -> Iterator[tuple[str, str]]:
    yield "domain", str(study.domain_of[fact.skill].number)
    yield "kind", fact.kind_name
    yield "rank", str(fact.rank)
    yield "service", " ".join(fact.services)
    yield "changed", "yes" if fact.id in changed else "no"


def _card(fact: Fact, deck: Deck, number: int, front: str, back: str) -> str:
    sides = [_embedded(side.replace(' id="answer"', ""), deck.media) for side in (front, back)]
    panes = "".join(
        f'<div class="phone {light}"><div class="card card{number} {mode}">{side}</div></div>'
        for light, mode in (("day", ""), ("night", "nightMode"))
        for side in sides
    )
    return f'<h2>{escape(fact.id)} <small>{fact.kind_name}, card {number}</small></h2><div class="row">{panes}</div>'


def _embedded(side: str, media: Mapping[str, bytes]) -> str:
    """The pictures in the page itself."""

    def data(found: re.Match[str]) -> str:
        kind = TYPES.get(found[1].rpartition(".")[2].lower(), "image/png")
        return f'src="data:{kind};base64,{b64encode(media[found[1]]).decode()}"' if found[1] in media else found[0]

    return re.sub(r'src="([^"]+)"', data, side)
