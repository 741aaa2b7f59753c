"""Texts of the one-page sheet: one line each, in characters that its fonts have."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.checked_facts import plain_of
from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.model.characters import PRINTED

LONGEST = 80  # characters without markup: one or two lines of a column


def long_sheet_text(study: CheckedStudy) -> Iterator[Finding]:
    """A sheet text that takes the room of two."""
    for fact in study.study.living:
        text = fact.sheet.text if fact.sheet else None
        if text is not None and len(text) > LONGEST and "```" not in text and (count := len(plain_of(text))) > LONGEST:
            message = f"this sheet text has {count} characters; at most {LONGEST} leave room for the others"
            yield Finding(fact, text, "", message, "telegraphic: key term bold, then the figure or the rule")


def sheet_characters(study: CheckedStudy) -> Iterator[Finding]:
    """A character that the fonts of the PDFs do not have."""
    for fact in study.study.living:
        text = fact.sheet.text if fact.sheet else None
        if text is None:
            continue
        for sign in dict.fromkeys(char for char in text if char not in PRINTED and char != "\n"):
            message = f"the fonts of the sheet lack '{sign}' (U+{ord(sign):04X})"
            yield Finding(fact, text, sign, message, "Latin letters and signs like – × ≤ ≥ → ↔ · … are printed")
