"""Options of a question as other programs write them, and the draft that has them: a choice where one is right.

A choice of ours says why each other option loses, which few cards do. What is not said is `…`, which `check` names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dea_export.importers.harvest import Draft, DraftOption, Harvest, Loss, joined_paragraphs

UNSAID = "…"
TASK = re.compile(r"(\s*)(?:[-*+]|\d{1,2}[.)])\s+\[([ xX✓✔])\]\s+(\S.*)")
LETTERED = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*)?\(?([A-H])[.)](?:\*\*)?\s+(\S.*)")
KEY = re.compile(r"(?:\*\*)?\(?([A-H])(?:\*\*)?(?:[.):,–—]+(?:\*\*)?|\s+[–—-])?(?:\s+|$)(.*)", re.DOTALL)
KEYS = re.compile(r"[A-H](?:\s*(?:,|&|\band\b|\bund\b|\by\b|\bet\b|\be\b)\s*[A-H])+\.?", re.IGNORECASE)
EXPLAINS = re.compile(r"\s*(?:>\s*)?(?:\*\*)?(?:Explanation|Why|Because|Rationale|Erklärung|Explicación)\s*:(?:\*\*)?\s*", re.IGNORECASE)  # fmt: skip


class Offered(NamedTuple):
    """An option; all texts are our Markdown."""

    text: str
    right: bool
    reason: str = ""  # why it is right or wrong, where that is said


class Offer(NamedTuple):
    """A question with its options, and what explains the answer."""

    asked: str
    options: tuple[Offered, ...]
    explanation: str = ""


def with_options(draft: Draft, offer: Offer, harvest: Harvest) -> Draft:
    """The draft of an offer: a choice, or a question with its options where none or several are right."""
    right = [one for one in offer.options if one.right]
    explanation = joined_paragraphs([*(one.reason for one in right), offer.explanation])
    if len(right) == 1 and len(offer.options) > 1:
        options = tuple(DraftOption(one.text, "" if one.right else one.reason or UNSAID) for one in offer.options)
        return replace(draft, asked=offer.asked, answer=explanation or UNSAID, options=options)
    said = f"{len(right)} of its options are right, and a choice has one: it is a question with its options"
    harvest.losses.append(Loss(draft.where, said, kept=True))
    listed = joined_paragraphs([offer.asked, _listed(offer.options)])
    reasons = joined_paragraphs([explanation, *(one.reason for one in offer.options if not one.right)])
    return replace(draft, asked=listed, answer=_listed(right) or UNSAID, why=joined_paragraphs([draft.why, reasons]))


def _listed(options: Sequence[Offered]) -> str:
    return "\n".join("- " + one.text.replace("\n", "\n  ") for one in options)


def read_offer(asked: str, answer: str) -> Offer | None:
    """The options in a question of Markdown: ticked ones, or lettered ones and the letter as answer; None without any."""
    return _ticked(f"{asked}\n{answer}") or _lettered(asked, answer)


def _ticked(text: str) -> Offer | None:
    """`- [ ]` and `- [x]`; what stands below an option, further in, is its reason, what stands after them explains."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if TASK.match(line)), None)
    if start is None:
        return None
    options: list[Offered] = []
    rest: list[str] = []
    indent = 0
    for line in lines[start:]:
        task = TASK.match(line) if not rest else None
        if task:
            indent = len(task[1])
            options.append(Offered(task[3].strip(), task[2] != " "))
        elif not rest and line.strip() and len(line) - len(line.lstrip()) > indent:
            reason = re.sub(r"^\s*(?:[-*+>]\s+)?", "", line).strip()
            options[-1] = options[-1]._replace(reason=" ".join(filter(None, (options[-1].reason, reason))))
        elif rest or line.strip():
            rest.append(line)
    return Offer("\n".join(lines[:start]).strip(), tuple(options), _explanation(rest))


def _explanation(lines: Sequence[str]) -> str:
    bare = [re.sub(r"^\s*> ?", "", line) for line in lines]
    return EXPLAINS.sub("", "\n".join(bare).strip(), count=1).strip()


def _lettered(asked: str, answer: str) -> Offer | None:
    """`A. …` to the end of the question, and an answer that begins with the letter, or is the words of an option."""
    stem: list[str] = []
    texts: list[str] = []
    for line in asked.split("\n"):
        option = LETTERED.match(line)
        if option and option[1] != chr(ord("A") + len(texts)):
            return None
        if option:
            texts.append(option[2].strip())
        elif not texts:
            stem.append(line)
        elif line.strip():
            texts[-1] += f" {line.strip()}"
    right, rest = _key(answer.strip(), texts)
    if len(texts) < 2 or not right:
        return None
    options = tuple(Offered(text, number in right) for number, text in enumerate(texts))
    return Offer("\n".join(stem).strip(), options, _explanation(rest.split("\n")))


def _key(answer: str, texts: Sequence[str]) -> tuple[set[int], str]:
    """Which options an answer names, and what it says beside that."""
    first, _, more = answer.partition("\n")
    if KEYS.fullmatch(first.strip()):
        return {ord(letter) - ord("A") for letter in re.findall(r"\b[A-H]\b", first)} & {*range(len(texts))}, more
    named = next((number for number, text in enumerate(texts) if first.casefold() == text.casefold()), None)
    if named is not None:
        return {named}, more
    key = KEY.fullmatch(answer)
    number = ord(key[1]) - ord("A") if key else -1
    if key is None or not 0 <= number < len(texts):
        return set(), ""
    said = key[2].strip()
    if said.casefold().startswith(texts[number].casefold()):
        return {number}, said[len(texts[number]) :].lstrip(" .,:–—-")
    alone = re.match(r"(?:\*\*)?\(?[A-H](?:\*\*)?(?:[.):,–—]|\s+[–—-]|\s*$|\s*\n)", answer)
    return ({number}, said) if alone else (set(), "")
