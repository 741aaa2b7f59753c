"""Texts of the one-page sheet: one line each."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.checked_facts import plain_of
from dea_export.checking.rules.findings import CheckedStudy, Finding

LONGEST = 80  # characters without markup: one or two lines of a column


def long_sheet_text(study: CheckedStudy) -> Iterator[Finding]:
    """A sheet text that takes the room of two."""
    most = study.limits.get("W411", LONGEST)
    for fact in study.study.living:
        text = fact.sheet.text if fact.sheet else None
        if text is not None and len(text) > most and "```" not in text and (count := len(plain_of(text))) > most:
            message = f"this sheet text has {count} characters; at most {most} leave room for the others"
            yield Finding(fact, text, "", message, "telegraphic: key term bold, then the figure or the rule")
