"""What ids may look like: they name facts, files, tags and anchors in every target."""

from __future__ import annotations

import re

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.text import Text

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 48
ID_HINT = f"small letters, digits and single hyphens, at most {LONGEST_ID} characters"
NUMBER_HINT = f"letters and digits with single dots or hyphens between, like 1.2, at most {LONGEST_ID} characters"


def is_id(word: str) -> bool:
    """Whether a fact, service, domain or study may have this id."""
    return ID.fullmatch(word) is not None and len(word) <= LONGEST_ID


def is_number(word: str) -> bool:
    """Whether a task or skill of an exam guide may be called so: `1.1`, `A-3`, `Б.2`."""
    parts = re.split(r"[.-]", word)
    return len(word) <= LONGEST_ID and all(part and all(c.isalpha() or c.isdecimal() for c in part) for part in parts)


def malformed(word: Text, what: str, hint: str) -> Diagnostic:
    """That an id is neither."""
    shown = word if len(word) <= LONGEST_ID else f"{word[:LONGEST_ID]}…"
    return word.problem("E202", f"the {what} '{shown}' is not well formed", hint)
