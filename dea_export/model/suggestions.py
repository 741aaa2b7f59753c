"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

import difflib
import re
from bisect import bisect
from collections.abc import Iterable

MOST_OFFERED = 12  # words of one hint
MOST_LISTED = 40  # known words that can all be named
MOST_COMPARED = 300  # known words; of more, a word is compared with its neighbours in the alphabet
NEIGHBOURS = 20  # on each side
NEAR = 0.6  # difflib's ratio above which a word is a misspelling of another


def nearest(word: str, known: Iterable[str], *, near: float = NEAR) -> str | None:
    """The known word that is most like `word`, if one is like it at all."""
    names = sorted(known)
    if len(names) > MOST_COMPARED:
        place = bisect(names, word)
        names = names[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
    return next(iter(difflib.get_close_matches(word, names, n=1, cutoff=near)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint: the known words of which `word` is the first part, else the nearest one, else all when they are few."""
    known, beginnings = list(known), (f"{word}.", f"{word}-")
    if longer := sorted((name for name in known if name.startswith(beginnings)), key=_numbers_by_size):
        more = ", …" if len(longer) > MOST_OFFERED else ""
        return f"did you mean one of these? {', '.join(longer[:MOST_OFFERED])}{more}"
    if near := nearest(word, known):
        return f"did you mean '{near}'?"
    return f"known: {', '.join(sorted(known, key=_numbers_by_size))}" if 0 < len(known) <= MOST_LISTED else ""


def _numbers_by_size(word: str) -> list[tuple[int, str]]:
    """A key by which 1.1.2 comes before 1.1.10."""
    return [(int(part) if part.isdecimal() else -1, part) for part in re.split(r"(\d+)", word)]
