"""Cards that only a sound can ask, which targets without sounds leave out: its words would say the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dea_export.cards import make_cards
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact


def name_dictations(facts: Iterable[Fact], left_out_of: str) -> Iterator[Diagnostic]:
    """That such cards are left out, once for all of them."""
    found = [fact for fact in facts for card in make_cards(fact) if card.is_dictation]
    if found:
        count = f"{len(found)} card{' is' if len(found) == 1 else 's are'}"
        message = f"{count} left out of {left_out_of}, first of '{found[0].id}': its sound says the answer"
        yield found[0].id.problem("I623", message, "the deck and the study page have it", part="")
