"""Characters that no font of ours can print."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.model.characters import PRINTED
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.text import Text

MOST_NAMED = 3  # characters of one message


def missing_glyph(study: CheckedStudy) -> Iterator[Finding]:
    """Characters of a fact or item that the fonts of the PDFs do not have; once a text."""
    for one in study.study.checkable:
        yield from find_missing_glyphs(one)


def find_missing_glyphs(one: Fact | ExamItem) -> Iterator[Finding]:
    """The same of one, for exporters that print it."""
    for text in (*(text for text, *_ in one.prose()), *_beside(one)):
        signs = [*dict.fromkeys(char for char in text if char not in PRINTED and char != "\n")]
        if signs:
            shown = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in signs[:MOST_NAMED])
            more = f" and {len(signs) - MOST_NAMED} more" if len(signs) > MOST_NAMED else ""
            message = f"the fonts of the PDFs lack {shown}{more}; '\ufffd' is printed instead"
            yield Finding(one, text, signs[0], message, "Latin letters and signs like – × ≤ ≥ → ↔ · … are printed")


def _beside(one: Fact | ExamItem) -> Iterator[Text]:
    """What a fact says beside its own texts."""
    if isinstance(one, Fact):
        yield from one.asides().values()
        if one.sheet and one.sheet.text:
            yield one.sheet.text
