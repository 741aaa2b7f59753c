"""The real Anki backend, as far as a test needs it: a collection, a cloze note, what its cards show."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anki.collection import Collection


@contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    """An empty collection in `folder`."""
    opened = Collection(str(folder / "collection.anki2"))
    try:
        yield opened
    finally:
        opened.close()


def shown(markup: str) -> str:
    """What a reader sees of HTML: text, one space for white space."""
    without_style = re.sub(r"(?s)<style>.*?</style>", "", markup)
    spaced = re.sub(r"<(?:br|/p|/li|/tr|/td|/th|/pre|p|pre|li|td|th|table)\b[^>]*>", " ", without_style)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", spaced))).strip()


def cloze_cards(col: Collection, text: str) -> dict[int, tuple[str, str]]:
    """Question and answer, as seen, of every card that a cloze text makes, by cloze number."""
    note = col.new_note(col.models.by_name("Cloze"))
    note["Text"] = text
    col.add_note(note, 1)
    cards = {card.ord + 1: (shown(card.question()), shown(card.answer())) for card in note.cards()}
    col.remove_notes([note.id])
    return cards
