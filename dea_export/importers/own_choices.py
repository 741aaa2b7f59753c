"""The options of our own question notes, which stand in the answer as `notes/fields` writes them: a choice again."""

from __future__ import annotations

import re
from typing import NamedTuple

PICK = re.compile(r'(?s)<div class="pick"><b>([A-Z])</b> (.*?)</div>(?=<div class="(?:pick|deciding)">)')
DECIDING = re.compile(r'(?s)<div class="deciding">(.*?)</div><dl class="loses">')
LOSER = re.compile(r"(?s)<dt><b>([A-Z])</b> (.*?)</dt><dd>(.*?)</dd>(?=<dt>|</dl>)")


class OwnChoice(NamedTuple):
    """HTML: what decides, and each option with why it loses; "" for the pick."""

    deciding: str
    options: tuple[tuple[str, str], ...]


def read_choice(answer: str) -> OwnChoice | None:
    """The choice behind a field `Answer`; None when it is a plain answer."""
    deciding, picks = DECIDING.search(answer), PICK.findall(answer)
    if deciding is None or len(picks) != 1:
        return None
    options = sorted([*((letter, text, "") for letter, text in picks), *LOSER.findall(answer)])
    return OwnChoice(deciding[1], tuple((text, loses) for _, text, loses in options))
