"""Cards that learners confuse: the same prompt with other answers, and the same fact twice.

Similar texts are found over their rare words (prefix filter of the set-similarity join), so that 1,500 facts take
milliseconds instead of a million comparisons.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from dea_export.cards import Card
from dea_export.checking.checked_facts import CheckedFact, key_words
from dea_export.checking.rules.findings import CheckedStudy, Finding, excerpt, of_fact
from dea_export.markup.plain_text import GAP

SAME_PROMPT = 0.65  # share of words that two fronts have in common
SAME_FACT = 0.6  # share of words that two facts have in common
FEWEST = 4  # words; shorter texts are alike by chance
MOST_COMPARED = 100  # texts with a rare word in common; of ours, 19 have one
EXACT = 1e-9  # what floats may be off
MOST_ALIKE = 10  # texts that one text is like: where all are alike, nobody reads about all the pairs
Twins = tuple[CheckedFact, Card, CheckedFact, Card]


def same_prompts(study: CheckedStudy) -> Iterator[Finding]:
    """Two fronts are the same, or nearly and neither fact names the other in `confuse_with`; the answers are not."""
    same = _same_fronts(study)
    for first, card, second, later in same.values():
        if _said(card) != _said(later):
            message = f"the prompt of '{first.fact.id}' again, with another answer ('{excerpt(card.answers[0])}')"
            yield of_fact(second.fact, message, "say on the front what tells them apart")
    asked = [(checked, card) for checked in study.facts for card in checked.cards]
    fronts = [key_words(_seen(card)) for _, card in asked]
    for one, other in alike(fronts, SAME_PROMPT):
        (first, card), (second, later) = asked[one], asked[other]
        if (
            first is second
            or _linked(first, second)
            or _answers(card) == _answers(later)
            or (first.fact.id, second.fact.id) in same
            or card.files != later.files
        ):
            continue
        if _numbers(card.front) != _numbers(later.front):
            continue  # what differs is the figure, and the figure decides
        message = f"nearly the prompt of '{first.fact.id}', with another answer ('{excerpt(card.answers[0])}')"
        hint = f"say what tells them apart, or add 'confuse_with: [{first.fact.id}]'"
        yield of_fact(second.fact, message, hint)


def near_duplicates(study: CheckedStudy) -> Iterator[Finding]:
    """Two facts ask and answer the same, or say it in nearly the same words."""
    same = _same_fronts(study)
    for first, card, second, later in same.values():
        if _said(card) == _said(later):
            message = f"asks the same as '{first.fact.id}': '{excerpt(card.front)}'"
            yield of_fact(second.fact, message, "delete one of them")
    texts = [key_words(checked.whole) for checked in study.facts]
    for one, other in alike(texts, SAME_FACT):
        first, second = study.facts[one], study.facts[other]
        if _linked(first, second) or (first.fact.id, second.fact.id) in same:
            continue
        if first.fact.front != second.fact.front:
            continue  # they are about what is shown
        if _numbers(first.whole) != _numbers(second.whole) or _ask_alike(first, second):
            continue
        message = f"says nearly the same as '{first.fact.id}': '{excerpt(first.whole)}'"
        yield of_fact(
            second.fact,
            message,
            f"keep one of them, or make the difference the gap of both and add 'confuse_with: [{first.fact.id}]'",
        )


def alike(sets: Sequence[frozenset[str]], share: float) -> Iterator[tuple[int, int]]:
    """Pairs (earlier, later) of sets with at least this share of their union in common, sorted.

    Words are looked at from the rarest on; two sets whose first common word leaves too few behind it are not compared.
    """
    count = Counter(word for each in sets for word in each)
    common = share / (1 + share) - EXACT  # of the words of both together
    postings: dict[str, list[tuple[int, int]]] = {}  # word -> sets, each with how many of its words are left from it on
    found: list[tuple[int, int]] = []
    for number in sorted(range(len(sets)), key=lambda i: len(sets[i])):
        each, size = sets[number], len(sets[number])
        if size < FEWEST:
            continue
        rare = sorted(each, key=lambda word: (count[word], word))[: size - math.ceil(share * size) + 1]
        candidates = {
            other
            for place, word in enumerate(rare)
            for other, left in postings.get(word, ())[-MOST_COMPARED:]
            if min(size - place, left) >= common * (size + len(sets[other]))
        }
        near = (other for other in sorted(candidates) if _share(each, sets[other]) >= share)
        found += ((min(number, other), max(number, other)) for other in islice(near, MOST_ALIKE))
        for place, word in enumerate(rare):
            postings.setdefault(word, []).append((number, size - place))
    return iter(sorted(found))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)


@lru_cache(maxsize=1)  # for both rules
def _same_fronts(study: CheckedStudy) -> dict[tuple[str, str], Twins]:
    """Cards of two facts that no learner can tell apart before the answer, by the two facts, the earlier first.

    Letter for letter, so in any script and however short.
    """
    first: dict[tuple[str, ...], tuple[CheckedFact, Card]] = {}
    found: dict[tuple[str, str], Twins] = {}
    for checked in study.facts:
        for card in checked.cards:
            earlier, other = first.setdefault((_plainly(card.front), *card.files), (checked, card))
            if earlier is not checked:
                found.setdefault((earlier.fact.id, checked.fact.id), (earlier, other, checked, card))
    return found


def _plainly(text: str) -> str:
    """The text as an eye compares it: the space before a mark, as French has it, tells nothing apart."""
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return re.sub(r" (?=[?!:;,.»)])|(?<=[«(¿¡]) ", "", words)


def _said(card: Card) -> list[str]:
    return [_plainly(text) for text in (*card.answers, card.deciding)]


def _ask_alike(first: CheckedFact, second: CheckedFact) -> bool:
    """Whether `same_prompts` speaks of the two already."""
    pairs = ((one, other) for one in first.cards for other in second.cards)
    return any(
        _answers(one) != _answers(other) and any(alike((key_words(_seen(one)), key_words(_seen(other))), SAME_PROMPT))
        for one, other in pairs
    )


def _linked(first: CheckedFact, second: CheckedFact) -> bool:
    return second.fact.id in first.fact.confuse_with or first.fact.id in second.fact.confuse_with


def _seen(card: Card) -> str:
    """The front without the gap; its hint stays, since it tells fronts apart."""
    return card.front.replace(GAP, " ")


def _answers(card: Card) -> frozenset[frozenset[str]]:
    return frozenset(map(key_words, card.answers))


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))
