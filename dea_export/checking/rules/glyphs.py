"""Characters that no font of ours can print."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.model.characters import PRINTED
from dea_export.model.facts import Fact


def missing_glyph(study: CheckedStudy) -> Iterator[Finding]:
    """A character of a fact that the fonts of the PDFs do not have, each once a text."""
    for fact in study.study.living:
        yield from find_missing_glyphs(fact)


def find_missing_glyphs(fact: Fact) -> Iterator[Finding]:
    """The same of one fact, for exporters that print it."""
    sheet = (fact.sheet.text,) if fact.sheet and fact.sheet.text else ()
    for text in (*(text for text, *_ in fact.prose()), *fact.asides().values(), *sheet):
        for sign in dict.fromkeys(char for char in text if char not in PRINTED and char != "\n"):
            message = f"the fonts of the PDFs lack '{sign}' (U+{ord(sign):04X}); '\ufffd' is printed instead"
            yield Finding(fact, text, sign, message, "Latin letters and signs like – × ≤ ≥ → ↔ · … are printed")
