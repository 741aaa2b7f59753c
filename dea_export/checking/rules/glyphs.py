"""Characters that no font of ours can print."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.model.characters import PRINTED
from dea_export.model.facts import Fact

MOST_NAMED = 3  # characters of one message


def missing_glyph(study: CheckedStudy) -> Iterator[Finding]:
    """Characters of a fact that the fonts of the PDFs do not have; once a text."""
    for fact in study.study.living:
        yield from find_missing_glyphs(fact)


def find_missing_glyphs(fact: Fact) -> Iterator[Finding]:
    """The same of one fact, for exporters that print it."""
    sheet = (fact.sheet.text,) if fact.sheet and fact.sheet.text else ()
    for text in (*(text for text, *_ in fact.prose()), *fact.asides().values(), *sheet):
        if lacking := set(text) - PRINTED - {"\n"}:
            signs = [*dict.fromkeys(char for char in text if char in lacking)]
            shown = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in signs[:MOST_NAMED])
            more = f" and {len(signs) - MOST_NAMED} more" if len(signs) > MOST_NAMED else ""
            message = f"the fonts of the PDFs lack {shown}{more}; '\ufffd' is printed instead"
            yield Finding(fact, text, signs[0], message, "Latin letters and signs like – × ≤ ≥ → ↔ · … are printed")
