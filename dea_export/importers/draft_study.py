"""Drafts -> the YAML of facts, in the form that `fmt` writes; duplicates and what cannot be a fact stay behind.

Everything is read once more as the study that it will be: what `check` would call an error is not handed out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dea_export.importers.harvest import Draft, DraftOption, DraftSound, Loss, Picture
from dea_export.importers.identifiers import IdMaker, slug
from dea_export.importers.offered_options import UNSAID
from dea_export.importers.read_texts import clean, plain_words
from dea_export.markup import has_cloze, parse
from dea_export.model.addresses import is_address
from dea_export.model.diagnostic import DeaExportError, Level
from dea_export.reading import load
from dea_export.reading.canonical_form import canonical

FACT = re.compile(r'( {6}| {10})- id: "?([a-z0-9-]+)"?')  # of a whole study in canonical form; deeper with domains

GAP = re.compile(r"(?s)\{\{c\d+::.*?\}\}")
IMPORTED = "Imported"
LONGEST_ALT = 120  # characters of words that nobody has written for a picture or sound


@dataclass(frozen=True, slots=True)
class Aim:
    """What the drafts are to become: a study of its own, or facts for one."""

    study: str = ""  # id; "" for facts alone
    title: str = ""
    language: str = "en"
    skill: str = ""  # of all facts; "" for a study without domains
    topic: str = ""  # of drafts without one; else the title of the study, or `IMPORTED`
    taken: frozenset[str] = frozenset()  # ids of the study that facts will join
    deck: str = ""  # the name of the deck that the study adopts; "" when it adopts none
    both_ways: bool = False  # whether each pair of a question and its answer is asked in both directions

    @property
    def heading(self) -> str:
        """Over the facts of drafts without a topic."""
        return self.topic or self.title or self.study or IMPORTED


@dataclass(frozen=True, slots=True)
class Drafted:
    """The YAML, the drafts in it, and what is not."""

    text: str
    drafts: tuple[Draft, ...]
    losses: tuple[Loss, ...]
    ids: tuple[str, ...]  # of the facts of the drafts, in the same order


def write_drafts(drafts: Sequence[Draft], aim: Aim) -> Drafted:
    """The YAML of the drafts."""
    kept, losses = _once(drafts)
    if aim.both_ways:
        losses += [
            Loss(one.where, "it is asked in one direction: no pair of single lines", kept=True)
            for one in kept
            if not _is_pair(one)
        ]
        kept = [replace(one, reversed=one.reversed or _is_pair(one)) for one in kept]
    ids = IdMaker(aim.taken)
    facts = [(draft, _fact(draft, ids, aim)) for draft in kept]
    losses += [loss for draft, fact in facts for loss in _changed(draft, fact)]
    losses += [*_unsaid(kept), *_unheard(kept)]
    while wrong := _errors(facts, aim):  # one error can hide another
        losses += [Loss(draft.where, wrong[fact["id"]]) for draft, fact in facts if fact["id"] in wrong]
        facts = [(draft, fact) for draft, fact in facts if fact["id"] not in wrong]
    topics = _topics(facts, aim)
    tree = _study(topics, aim) if aim.study else {"topics": topics}
    ids_given = tuple(fact["id"] for _, fact in facts)
    return Drafted(_yaml(tree), tuple(draft for draft, _ in facts), tuple(losses), ids_given)


def _is_pair(draft: Draft) -> bool:
    """Whether the answer can ask for the question."""
    return bool(draft.answer) and not draft.options and "\n" not in f"{draft.asked}{draft.answer}"


def _unsaid(drafts: Iterable[Draft]) -> Iterator[Loss]:
    """Choices whose reasons nobody has written yet."""
    open_ = [draft.where for draft in drafts if UNSAID in {draft.answer, *(option.loses for option in draft.options)}]
    if open_:
        what = f"no reason, here and in {len(open_) - 1} more" if len(open_) > 1 else "no reason"
        said = f"{what}: '{UNSAID}' stands where one belongs, and 'dea-export check' names each (W425)"
        yield Loss(open_[0], said, kept=True)


def _unheard(drafts: Iterable[Draft]) -> Iterator[Loss]:
    """Sounds whose words nobody has written: those beside them stand there."""
    open_ = [(draft.where, sound.file) for draft in drafts for sound in draft.sounds if not sound.words]
    if open_:
        more = f", and of {len(open_) - 1} more," if len(open_) > 1 else ""
        said = f"the words of the sound '{open_[0][1]}'{more} are those of its card: write what is said in it"
        yield Loss(open_[0][0], said, kept=True)


def _once(drafts: Iterable[Draft]) -> tuple[list[Draft], list[Loss]]:
    """Each draft once; a second answer to the same question is kept, and said."""
    kept: list[Draft] = []
    losses: list[Loss] = []
    first: dict[str, str] = {}
    said: dict[tuple[str, str, Picture | None, tuple[DraftSound, ...], tuple[DraftOption, ...]], str] = {}
    for draft in drafts:
        front = plain_words(draft.asked).casefold()
        whole = draft.asked, draft.answer, draft.picture, draft.sounds, draft.options
        if whole in said:
            losses.append(Loss(draft.where, f"the same as {said[whole]}: left out"))
            continue
        if front in first:
            losses.append(Loss(draft.where, f"asks the same as {first[front]}, with another answer", kept=True))
        said[whole] = draft.where
        first.setdefault(front, draft.where)
        kept.append(draft)
    return kept, losses


def _fact(draft: Draft, ids: IdMaker, aim: Aim) -> dict[str, Any]:
    words = plain_words(draft.asked), plain_words(draft.answer)
    base = slug(draft.topic or aim.heading) or aim.study or "fact"
    kind, said = _asked(draft)
    fact: dict[str, Any] = {"id": ids.propose(draft.id, *words, base=base), "kind": kind, **said}
    more = {"skill": aim.skill, "rank": draft.rank, "why": draft.why, "tags": list(draft.tags), **_media(draft)}
    source = {"source": draft.source} if is_address(draft.source) else {}
    return fact | {key: value for key, value in more.items() if value} | source


def _media(draft: Draft) -> dict[str, Any]:
    """The keys of pictures and sounds: those of the question under `front`."""
    front: dict[str, Any] = {}
    back: dict[str, Any] = {}
    if draft.picture:
        side = front if draft.picture_asks else back
        side["figure"] = {"file": draft.picture.file, "alt": _alt(draft.picture, plain_words(draft.asked))}
    for sound in draft.sounds:
        (front if sound.asks else back)["audio"] = {"file": sound.file, "text": sound.words or _spoken(draft, sound)}
    return {"front": front, **back}


def _spoken(draft: Draft, sound: DraftSound) -> str:
    """The words beside a sound; those of a question must not tell what is asked."""
    asked = plain_words(GAP.sub("…", draft.asked) if sound.asks else draft.asked)
    return (asked if sound.asks else plain_words(draft.answer) or asked)[:LONGEST_ALT] or sound.file


def _changed(draft: Draft, fact: dict[str, Any]) -> Iterator[Loss]:
    if draft.source and not is_address(draft.source):
        yield Loss(draft.where, f"the source '{draft.source[:60]}', which is not an https address")
    if draft.id and draft.id != fact["id"]:
        yield Loss(draft.where, f"its id '{draft.id[:60]}' is '{fact['id']}' here", kept=True)


def _alt(picture: Picture, asked: str) -> str:
    return " ".join(clean(picture.alt).split()) or asked[:LONGEST_ALT] or picture.file


def _asked(draft: Draft) -> tuple[str, dict[str, Any]]:
    """The kind, and the keys of its own."""
    if draft.options:
        options = [{"text": text, **({"loses": loses} if loses else {"pick": True})} for text, loses in draft.options]
        return "choice", {"scenario": draft.asked, "deciding": draft.answer, "options": options}
    if not draft.answer and has_cloze(parse(draft.asked).root):
        return "statement", {"text": draft.asked}
    both = {"reversed": True} if draft.reversed else {}
    return "question", {"prompt": draft.asked, "answer": draft.answer, **both}


def _topics(facts: Iterable[tuple[Draft, dict[str, Any]]], aim: Aim) -> list[dict[str, Any]]:
    topics: dict[str, list[dict[str, Any]]] = {}
    for draft, fact in facts:
        topics.setdefault(" ".join(clean(draft.topic).split()) or aim.heading, []).append(fact)
    return [{"title": title, "facts": inside} for title, inside in topics.items()]


def _study(topics: Sequence[dict[str, Any]], aim: Aim) -> dict[str, Any]:
    """A whole study: the smallest, or with a skill one that has its domain and task."""
    title = aim.title or aim.study
    meta: dict[str, Any] = {"id": aim.study, "title": title, "language": aim.language}
    meta |= {"deck": aim.deck, "adopted": True} if aim.deck else {}
    if not aim.skill:
        return {"format": 1, "study": meta, "topics": topics}
    number, dot, _ = aim.skill.rpartition(".")
    task = {"id": number, "title": title, "skills": {aim.skill: title}} if dot else {"id": aim.skill, "title": title}
    domain = {"id": aim.study, "number": 1, "title": title, "weight": 100, "tasks": [task], "topics": topics}
    return {"format": 1, "study": meta | {"exam": title}, "domains": [domain]}


def _yaml(tree: dict[str, Any]) -> str:
    """JSON is YAML, so that what writes content files writes this, too."""
    return canonical(json.dumps(tree, ensure_ascii=False))


def _errors(facts: Sequence[tuple[Draft, dict[str, Any]]], aim: Aim) -> dict[str, str]:
    """What `check` calls an error, by the id of the fact. Raises DeaExportError when it is in no fact."""
    if not facts:
        return {}
    text = _yaml(_study(_topics(facts, aim), aim if aim.study else replace(aim, study="draft", title="Draft")))
    starts = list(_starts(text, 10 if aim.skill else 6))
    found: dict[str, str] = {}
    for problem in load(text.encode(), "draft").problems:
        if problem.level is Level.ERROR:
            id_ = next((id_ for number, id_ in reversed(starts) if number <= problem.place.line), "")
            if all(
                fact["id"] != id_ for _, fact in facts
            ):  # nothing could be left out: the next round would be the same
                raise DeaExportError(f"no study can be so: {problem.message}", problem.hint)
            found.setdefault(id_, f"no fact can be so: {problem.message}")
    return found


def _starts(text: str, indentation: int) -> Iterator[tuple[int, str]]:
    """Line and id of each fact; what looks like one within a text is indented more."""
    for number, line in enumerate(text.split("\n"), 1):
        if (head := FACT.fullmatch(line)) and len(head[1]) == indentation:
            yield number, head[2]
