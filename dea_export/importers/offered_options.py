"""Options of a question as other programs write them, and the draft that has them: a choice where one is right.

A choice of ours says why each other option loses, which few cards do. What is not said is `…`, which `check` names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dea_export.importers.harvest import Draft, DraftOption, Harvest, Loss, joined_paragraphs
from dea_export.importers.list_lines import list_lines_of

UNSAID = "…"
TASK = re.compile(r"(\s*)(?:[-*+]|\d{1,2}[.)])\s+\[([ xX✓✔])\]\s+(\S.*)")
LETTERED = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*)?\(?([A-Z])[.)](?:\*\*)?\s+(\S.*)")
KEY = re.compile(r"(?:\*\*)?\(?([A-Z])(?:\*\*)?(?:[.):,–—]+(?:\*\*)?|\s+[–—-])?(?:\s+|$)(.*)", re.DOTALL)
AND = re.compile(r"\s*[,;|/&]\s*|\s+(?:and|und|y|et|e)\s+|\s+")  # between the options that a key names
NAMED = re.compile(r"\(?([1-9A-Za-z])[.)]?")
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


def named_options(key: str) -> set[int] | None:
    """The options that a key names by letters or numbers alone, from 0: `B`, `(2)`, `A and C`; None for other words."""
    marks = [NAMED.fullmatch(word) for word in AND.split(key.strip())]
    named = [mark[1].upper() for mark in marks if mark]
    if not named or len(named) < len(marks):
        return None
    return {int(mark) - 1 if mark.isdigit() else ord(mark) - ord("A") for mark in named}


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
    lines = [line.text for line in list_lines_of(text)]
    tasks = [None if line.code else TASK.match(line.text) for line in list_lines_of(text)]
    start = next((number for number, task in enumerate(tasks) if task), None)
    if start is None or not any(is_ticked(task) for task in tasks):
        return None  # a list of things to do
    options: list[Offered] = []
    rest: list[str] = []
    indent = 0
    for line, found in zip(lines[start:], tasks[start:], strict=True):
        task = found if not rest else None
        if task:
            indent = len(task[1])
            options.append(Offered(task[3].strip(), is_ticked(task)))
        elif not rest and line.strip() and len(line) - len(line.lstrip()) > indent:
            reason = re.sub(r"^\s*(?:[-*+>]\s+)?", "", line).strip()
            options[-1] = options[-1]._replace(reason=" ".join(filter(None, (options[-1].reason, reason))))
        elif rest or line.strip():
            rest.append(line)
    return Offer("\n".join(lines[:start]).strip(), tuple(options), _explanation(rest))


def is_ticked(task: re.Match[str] | None) -> bool:
    """Whether an option is said to be right."""
    return task is not None and task[2] != " "


def _explanation(lines: Sequence[str]) -> str:
    bare = [re.sub(r"^\s*> ?", "", line) for line in lines]
    return EXPLAINS.sub("", "\n".join(bare).strip(), count=1).strip()


def _lettered(asked: str, answer: str) -> Offer | None:
    """`A. …` to the end of the question, and an answer that begins with the letter, or is the words of an option."""
    stem: list[str] = []
    texts: list[str] = []
    for line, code in ((one.text, one.code) for one in list_lines_of(asked)):
        option = None if code else LETTERED.match(line)
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
    if len(keys := named_options(first.strip().rstrip(".")) or ()) > 1:
        return {*keys} & {*range(len(texts))}, more
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
    alone = re.match(r"(?:\*\*)?\(?[A-Z](?:\*\*)?(?:[.):,–—]|\s+[–—-]|\s*$|\s*\n)", answer)
    return ({number}, said) if alone else (set(), "")
