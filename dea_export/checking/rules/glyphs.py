"""Characters that no font of ours can print, and those that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.model.characters import MISSING
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.study_texts import list_texts
from dea_export.model.text import Text
from dea_export.typefaces import find_extra, find_missing

MOST_NAMED = 3  # characters of one message
# Which way a text runs, told from the outside; fillers and tags that draw nothing. Joiners and marks are for writing.
UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u115f\u1160\u180e\u2061-\u2064\u3164\uffa0\U000e0000-\U000e007f]")
HINT = "Latin, Greek, Cyrillic and Hebrew letters and signs like – × ≤ ≥ → ↔ · … are printed"


def missing_glyph(study: CheckedStudy) -> Iterator[Finding]:
    """Characters of the study's texts, facts and items that the fonts of the PDFs do not have; once a text."""
    yield from find_missing_in_study(study.study)
    for one in study.study.checkable:
        yield from find_missing_glyphs(one)


def unseen_character(study: CheckedStudy) -> Iterator[Finding]:
    """Characters that show a text in another order than it has, or are there and not seen; once a text."""
    texts: list[tuple[Fact | ExamItem | None, Text]] = [(None, one.text) for one in list_texts(study.study)]
    texts += [(one, text) for one in study.study.checkable for text in _texts(one)]
    for owner, text in texts:
        if found := UNSEEN.search(text):
            name = unicodedata.name(found[0], "a tag").lower()
            message = f"a character that nobody sees, U+{ord(found[0]):04X} ({name})"
            yield Finding(owner, text, found[0], message, "delete it: programs find the direction of a text themselves")


def find_missing_in_study(study: Study) -> Iterator[Finding]:
    """The same of titles and names only, which no fact can excuse."""
    return _found(None, (one.text for one in list_texts(study) if one.printed))


def find_missing_glyphs(one: Fact | ExamItem) -> Iterator[Finding]:
    """The same of one fact or item, for exporters that print it."""
    return _found(one, _texts(one))


def _texts(one: Fact | ExamItem) -> tuple[Text, ...]:
    """Everything that a fact or item says, the words of its pictures too."""
    pictures = [figure.alt for figure in one.figures()] if isinstance(one, Fact) else []
    return (*one.texts(), *pictures)


def _found(owner: Fact | ExamItem | None, texts: Iterable[Text]) -> Iterator[Finding]:
    for text in texts:
        if signs := find_missing(text):
            shown = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in signs[:MOST_NAMED])
            more = f" and {len(signs) - MOST_NAMED} more" if len(signs) > MOST_NAMED else ""
            message = f"the fonts of the PDFs lack {shown}{more}; '{MISSING}' is printed instead"
            yield Finding(owner, text, signs[0], message, _hint(signs))


def _hint(signs: Sequence[str]) -> str:
    """What brings the fonts; of signs that none of them has, what there is."""
    extras = sorted({extra for sign in signs if (extra := find_extra(sign))})
    printed = "".join(sign for sign in signs if find_extra(sign))
    install = f"pip install 'dea-export[{','.join(extras)}]' brings fonts that print {printed[:MOST_NAMED]}"
    return install if extras else HINT
