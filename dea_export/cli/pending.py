"""What a release would bring, in words."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.ledger.releases import Pending
from dea_export.model.diagnostic import count_of


def describe_pending(found: Pending) -> str:
    """`2 new notes, 1 changed note, other looks of cloze`."""
    counts = ((word, len(ids)) for word, ids in _groups(found) if ids)
    parts = [count_of(count, f"{word} note") for word, count in counts]
    if found.looks:
        parts.append(f"other looks of {' and '.join(found.looks)}")
    return ", ".join(parts) or "no change"


def list_pending(found: Pending) -> Iterator[str]:
    """A line for each id, and for each note type that looks otherwise."""
    for word, ids in _groups(found):
        yield from (f"  {word:8} {id_}" for id_ in ids)
    yield from (f"  looks    {kind}" for kind in found.looks)


def _groups(found: Pending) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("new", found.new), ("changed", found.changed), ("retired", found.retired)
