"""Characters that no font of ours can print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.model.characters import MISSING, find_missing
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.study_texts import list_texts
from dea_export.model.text import Text

MOST_NAMED = 3  # characters of one message
HINT = "Latin, Greek, Cyrillic and Hebrew letters and signs like – × ≤ ≥ → ↔ · … are printed"


def missing_glyph(study: CheckedStudy) -> Iterator[Finding]:
    """Characters of the study's texts, facts and items that the fonts of the PDFs do not have; once a text."""
    yield from find_missing_in_study(study.study)
    for one in study.study.checkable:
        yield from find_missing_glyphs(one)


def find_missing_in_study(study: Study) -> Iterator[Finding]:
    """The same of titles and names only, which no fact can excuse."""
    return _found(None, (one.text for one in list_texts(study) if one.printed))


def find_missing_glyphs(one: Fact | ExamItem) -> Iterator[Finding]:
    """The same of one fact or item, for exporters that print it."""
    picture = (one.figure.alt,) if isinstance(one, Fact) and one.figure else ()
    return _found(one, (*one.texts(), *picture))


def _found(owner: Fact | ExamItem | None, texts: Iterable[Text]) -> Iterator[Finding]:
    for text in texts:
        if signs := find_missing(text):
            shown = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in signs[:MOST_NAMED])
            more = f" and {len(signs) - MOST_NAMED} more" if len(signs) > MOST_NAMED else ""
            message = f"the fonts of the PDFs lack {shown}{more}; '{MISSING}' is printed instead"
            yield Finding(owner, text, signs[0], message, HINT)
