"""Cards -> a PDF: each side in the largest size at which it stays within its card, backs mirrored over their fronts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dea_export.cards import card_numbers, make_cards
from dea_export.cards.study_order import in_study_order
from dea_export.checking import check_printed
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.dictations import name_dictations
from dea_export.exporters.pdf.paper import PAPERS, Paper
from dea_export.exporters.pdf.paper_cards.side_html import back_html, front_html
from dea_export.exporters.pdf.printed import read_printed
from dea_export.exporters.pdf.rendering import render
from dea_export.exporters.pdf.themes import Theme, read_margin, theme_of
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.typefaces import find_missing
from dea_export.words import words_in

COLUMNS, ROWS = 2, 4
USUAL_MARGIN = 6.0  # mm around the cards; home printers reach to 5
WIDEST_MARGIN = 40.0  # mm; what is left is room for some words a card
HAIR = 0.02  # mm by which a card is smaller than its share, or rounding would move it to the next row
PAD = 4.0  # mm within a card
FOOT = 3.5  # mm at its lower edge, for the number by which a back finds its front
SIZES = (10.0, 9.0, 8.0, 7.0, 6.0)  # pt
POINT = 25.4 / 72  # mm


class PaperCard(NamedTuple):
    """A card and the HTML of its sides."""

    fact: Fact
    front: str
    back: str
    pictures: Mapping[str, bytes]  # by the names that the front uses


class CardSheet(NamedTuple):
    """The paper of the cards."""

    paper: Paper
    margin: float  # mm

    @property
    def card(self) -> Paper:
        """The size of one card, in mm."""
        width, height = self.paper.width - 2 * self.margin, self.paper.height - 2 * self.margin
        return Paper(width / COLUMNS - HAIR, height / ROWS - HAIR)


class Fit(NamedTuple):
    """How a side stands within its card."""

    size: float  # pt
    above: float  # mm of white that centre it


def make_card_pdf(study: Study, job: Job, *, paper: str) -> Artifact:
    """A page of fronts and one of backs in turn; a card that fits in no size is left out and named."""
    theme, sheet = theme_of(job), CardSheet(PAPERS[paper], read_margin(job, USUAL_MARGIN, WIDEST_MARGIN))
    cards = list(_cards(study, job.media, filtered=job.filtered))
    fits = _fit(study, theme, sheet, cards)
    whole = [card for card in cards if card.front in fits and card.back in fits]
    values = {**_values(study, sheet), "cards": len(whole), "pages": list(_pages(whole, fits))}
    html = theme.files.fill("cards.html", values, study.study.language)
    with render(html, _pictures(whole)) as rendered:
        figures = {"cards": len(whole), "pages": len(rendered.pages)}
        words = words_in(study.study.language)
        purpose = words.say("purpose.cards", n=len(whole))
        silent = name_dictations(_chosen(study, filtered=job.filtered), "the cards to cut")
        problems = (*silent, *_problems(study, cards, fits))
        return Artifact(f"{job.stem}-cards-{paper}.pdf", rendered.write(), figures, problems, purpose)


def _cards(study: Study, media: Mapping[str, bytes], *, filtered: bool) -> Iterator[PaperCard]:
    """In study order."""
    counted = {str(fact.id): len(card_numbers(fact)) for fact in _chosen(study, filtered=filtered)}
    for fact in in_study_order(study, counted):
        for number in (card.number for card in make_cards(fact) if not card.is_dictation):
            front, pictures = front_html(study, fact, number, media)
            yield PaperCard(fact, front, back_html(study, fact, number), pictures)


def _chosen(study: Study, *, filtered: bool) -> list[Fact]:
    """Of a whole study only the facts of the first rank, or nobody would cut them."""
    first = min(fact.rank for fact in study.living)
    return [fact for fact in study.living if filtered or fact.rank == first]


def _pictures(cards: Iterable[PaperCard]) -> dict[str, bytes]:
    return {name: data for card in cards for name, data in card.pictures.items()}


def _fit(study: Study, theme: Theme, sheet: CardSheet, cards: Sequence[PaperCard]) -> dict[str, Fit]:
    """The sides that fit, in the largest size in which they do: laid out in all sizes, as lines break as they like."""
    room = sheet.card.height - 2 * PAD - FOOT
    left, fits = list(dict.fromkeys(side for card in cards for side in (card.front, card.back))), dict[str, Fit]()
    pictures = _pictures(cards)
    for size in SIZES:
        values = {**_values(study, sheet), "measured": left, "size": size}
        with render(theme.files.fill("cards.html", values, study.study.language), pictures) as rendered:
            heights = {id_: fact.height * POINT for id_, fact in read_printed(rendered.pages).items()}
        fits |= {
            side: Fit(size, (room - heights[f"m{i}"]) / 2) for i, side in enumerate(left) if heights[f"m{i}"] <= room
        }
        if not (left := [side for side in left if side not in fits]):
            break
    return fits


def _values(study: Study, sheet: CardSheet) -> dict[str, Any]:
    card, margin = sheet.card, sheet.margin
    return {
        "study": study.study,
        "paper": sheet.paper,
        "card": card,
        "margin": margin,
        "pad": PAD,
        "foot": FOOT,
        "cards": 0,
        "pages": (),
        "measured": (),
        "size": SIZES[0],
        "cuts": {
            "down": [margin + card.width * column for column in range(COLUMNS + 1)],
            "across": [margin + card.height * row for row in range(ROWS + 1)],
        },
    }


def _pages(cards: Sequence[PaperCard], fits: Mapping[str, Fit]) -> Iterator[dict[str, Any]]:
    """Fronts from the left, then their backs from the right: the printer turns the sheet about its long edge."""
    numbered = list(enumerate(cards, 1))
    for start in range(0, len(cards), COLUMNS * ROWS):
        some = numbered[start : start + COLUMNS * ROWS]
        fronts = [{"html": card.front, "foot": f"{number}", "fit": fits[card.front]} for number, card in some]
        backs = [{"html": c.back, "foot": f"{number} · {c.fact.id}", "fit": fits[c.back]} for number, c in some]
        yield {"side": "front", "cards": fronts}
        yield {"side": "back", "cards": backs}


def _problems(study: Study, cards: Sequence[PaperCard], fits: Mapping[str, Fit]) -> Iterator[Diagnostic]:
    """What is not printed as written: characters that no font has, and cards that are too long, once a fact."""
    lacking = {card.fact.id: card.fact for card in cards if find_missing(card.front + card.back)}
    yield from check_printed(study, lacking.values())
    for fact in {c.fact.id: c.fact for c in cards if c.front not in fits or c.back not in fits}.values():
        hint = "shorten it, or cut it in two; the full edition prints it as it is"
        yield fact.id.problem("W616", f"'{fact.id}' does not fit on a card to cut even at {SIZES[-1]:g} pt", hint)
