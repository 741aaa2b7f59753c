"""Items of mock exams that do not read as those of the exam do: their form, length and words.

The limits were measured on items that AWS itself published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.checking.item_words import all_words, count_words, stem_words, without_code
from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.model.exams import ExamItem
from dea_export.model.text import Text

SHAPES = {(4, 1), (5, 2), (6, 3)}  # options and picks
STEM, OPTION, ITEM = (45, 130), (4, 70), (90, 290)  # words
QUESTION = 20
FULL_STOPS = (".", "。", "।", "۔")  # of Latin, East Asian, Indic and Arabic script
ADDRESS = re.compile(r"(?i)\b(?:you|your|we|our)\b")
NEGATIVE = re.compile(r"\b(?:NOT|EXCEPT)\b|(?i:\b(?:all|none) of the above\b)")
ABSOLUTE = re.compile(r"(?i)\b(?:always|never|completely)\b")
UNSURE = re.compile(r"\b(?:usually|often|may|might|probably|sometimes)\b")
FORBIDDEN = (  # what, whether in options only, and why
    (ADDRESS, False, "a company or a data engineer acts, nobody is spoken to"),
    (NEGATIVE, False, "ask for what fits, and let one option be it"),
    (UNSURE, False, "a requirement holds, or it does not"),
    (ABSOLUTE, True, "candidates have learnt that such options are wrong"),
)


def item_shape(study: CheckedStudy) -> Iterator[Finding]:
    """Other numbers of options and picks than the exam has."""
    for item in study.items:
        if (len(item.options), len(item.picks)) not in SHAPES:
            message = f"{len(item.picks)} of {len(item.options)} options"
            yield Finding(item, item.id, "", message, "the exam asks one of four, two of five or three of six")


def item_length(study: CheckedStudy) -> Iterator[Finding]:
    """Stems, questions, options and whole items shorter or longer than those of the exam."""
    for item in study.items:
        yield from _length(item, item.stem, "stem and question", stem_words(item), STEM)
        yield from _length(item, item.question, "the question", count_words(item.question), (1, QUESTION))
        yield from _length(item, item.id, "the whole item", all_words(item), ITEM)
        for option in item.options:
            yield from _length(item, option.text, "the option", count_words(option.text), OPTION)


def _length(item: ExamItem, text: Text, what: str, words: int, limits: tuple[int, int]) -> Iterator[Finding]:
    least, most = limits
    if not least <= words <= most:
        yield Finding(item, text, "", f"{what}: {words} words", f"between {least} and {most}, as the exam has them")


def item_wording(study: CheckedStudy) -> Iterator[Finding]:
    """Words that the exam does not use, or that tell right from wrong options."""
    for item in study.items:
        options = tuple(option.text for option in item.options)
        for pattern, of_options, hint in FORBIDDEN:
            for text in options if of_options else (item.stem, item.question, *options):
                if found := pattern.search(without_code(text)):
                    yield Finding(item, text, found[0], f"'{found[0]}' in an item", hint)


def unfinished_option(study: CheckedStudy) -> Iterator[Finding]:
    """Options that are no sentences."""
    for item in study.items:
        for option in item.options:
            if not option.text.rstrip().endswith(FULL_STOPS):
                yield Finding(item, option.text, "", "an option without a full stop", "a whole sentence: 'Create … .'")
