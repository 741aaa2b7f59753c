"""Items of mock exams whose answer shows itself, or that ask for less than they seem to."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.checked_facts import key_words, words_of
from dea_export.checking.item_words import bare_words, count_words, key_ratio
from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.model.exams import ExamItem

SPREAD, SHORT_SPREAD, SHORT = 2.0, 2.5, 10  # longest by shortest option; the same when that has fewer words than SHORT
RATIO = (0.7, 1.35)  # words of a pick for each word of a loser
TELLING = 2  # words of the stem that only the key repeats
SHORTEST = 4  # characters of such a word
WRONG_JOBS = 3


def uneven_item(study: CheckedStudy) -> Iterator[Finding]:
    """Options of very different length, or a key much longer or shorter than the others."""
    for item in study.items:
        lengths = sorted(count_words(option.text) for option in item.options)
        most = SHORT_SPREAD if lengths[0] < SHORT else SPREAD
        if lengths[-1] > most * max(lengths[0], 1):
            message = f"the options have {lengths[0]} to {lengths[-1]} words"
            yield Finding(item, item.id, "", message, f"the longest has at most {most:g} times the shortest")
        if not RATIO[0] <= (ratio := key_ratio(item)) <= RATIO[1]:
            message = f"the key has {ratio:.2f} times the words of the other options"
            yield Finding(item, item.id, "", message, f"between {RATIO[0]:g} and {RATIO[1]:g}")


def telling_words(study: CheckedStudy) -> Iterator[Finding]:
    """Words of the stem that the key repeats and no other option does."""
    for item in study.items:
        stem, picks, losers = (
            {word for text in texts for word in key_words(text) if len(word) >= SHORTEST}
            for texts in ([item.stem], [one.text for one in item.picks], [one.text for one in item.losers])
        )
        if len(only := (picks & stem) - losers) >= TELLING:
            said = (word for one in item.picks for word in words_of(one.text) if key_words(word) & only)
            message = f"only the key repeats words of the stem: {', '.join(dict.fromkeys(said))}"
            yield Finding(item, item.id, "", message, "say them otherwise, or in another option, too")


def deciding_elsewhere(study: CheckedStudy) -> Iterator[Finding]:
    """What is said to decide, and does not stand in the stem word for word."""
    for item in study.items:
        asked, wanted = bare_words([item.stem, item.question]), bare_words([item.deciding])
        if f" {' '.join(wanted)} " not in f" {' '.join(asked)} ":
            message = "the deciding words do not stand in the stem"
            yield Finding(item, item.deciding, None, message, "copy the phrase on which the answer turns")


def weak_losers(study: CheckedStudy) -> Iterator[Finding]:
    """Losing options that ask for too little."""
    for item in study.items:
        flaws = [option.fails for option in item.losers]
        if flaws.count("job") >= WRONG_JOBS:
            yield _weak(item, f"{flaws.count('job')} options are for another job", "let some work but for one demand")
        if item.qualifier and not {"qualifier", "partial"} & {*flaws}:
            message = f"no option loses by '{item.qualifier}'"
            yield _weak(item, message, "let one work, but cost, run or wait more: 'fails: qualifier'")


def _weak(item: ExamItem, message: str, hint: str) -> Finding:
    return Finding(item, item.id, "", message, hint)
