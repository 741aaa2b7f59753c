"""Whether what is new in a deck reaches those who have an older one, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from dea_export.exporters.anki.deck import Deck
from dea_export.ledger import Ledger
from dea_export.model.diagnostic import Diagnostic, count_of
from dea_export.model.study import Study

RECORD = "'dea-export release NAME' records what learners have, a commit or SOURCE_DATE_EPOCH dates what they get next"
STUCK = "they always carry the same time, so who has them from an earlier build gets no correction"


def is_dated(stamp: int | None, ledger: Ledger) -> bool:
    """Whether what is not released carries a time of its own, rather than the one just after the last release."""
    return stamp is not None and stamp > ledger.pending


def describe_delivery(study: Study, deck: Deck, ledger: Ledger, stamp: int | None) -> Iterator[Diagnostic]:
    """How many notes no release holds as they are, and who gets them."""
    new, changed = len(deck.new), len(deck.changed)
    if new or changed:
        message = f"{count_unreleased(ledger, new, changed)}: {_arrival(stamp, ledger)}"
        yield study.study.id.problem("I620", message, RECORD, part="")


def warn_of_stuck(study: Study, ledger: Ledger, new: int, changed: int) -> Diagnostic:
    """That corrections of these notes stay behind."""
    message = f"{count_unreleased(ledger, new, changed)}: {STUCK}"
    return study.study.id.problem("W621", message, RECORD, part="")


def count_unreleased(ledger: Ledger, new: int, changed: int) -> str:
    """`3 notes differ from release 2026.11 (1 new, 2 changed)`."""
    count = f"{new + changed} note{' differs' if new + changed == 1 else 's differ'}"
    if ledger.last is None:
        return f"nothing is released yet: the ledger holds none of {count_of(new, 'note')}"
    return f"{count} from release {ledger.last.name} ({new} new, {changed} changed)"


def _arrival(stamp: int | None, ledger: Ledger) -> str:
    if stamp is None or not is_dated(stamp, ledger):
        return STUCK
    return f"they carry the time {datetime.fromtimestamp(stamp, UTC):%Y-%m-%d %H:%M:%S} UTC, so who has an older build gets them"
