"""What a study must not change once learners have it. Each of these costs learners their history or their edits."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.cards import is_pair, read_asides
from dea_export.ledger.ledger import Ledger, NoteRecord
from dea_export.ledger.releases import released_answers
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact
from dea_export.model.place import Place
from dea_export.model.study import Study
from dea_export.model.suggestions import nearest
from dea_export.notes.adopted import homeless_asides
from dea_export.notes.adopted_types import AdoptedType
from dea_export.notes.fields import note_guid
from dea_export.notes.note_types import Frame, frame, kind_of


def forbidden_changes(study: Study, ledger: Ledger) -> Iterator[Diagnostic]:
    """Every forbidden change, with its place and how to do it right. An empty ledger forbids nothing, but must not be lost."""
    yield from _adoption(study, ledger)
    if not ledger or ledger.frame is None:
        return
    yield from _frame(study, ledger, ledger.frame)
    for entry in ledger.entries.values():
        fact = study.by_id.get(entry.id)
        if fact is None:
            yield _vanished(study, ledger, entry)
        elif entry.status == "retired" and fact.retired is None:
            message = f"'{entry.id}' was retired in release {entry.changed} or before; its id is used again"
            yield fact.id.problem("E502", message, "give the new fact an id of its own; ids are never reused")
        elif (now := _form(fact, entry)) != (was := _released_form(ledger, entry)):
            message = f"'{entry.id}' was a {was} note and would become a {now} note"
            yield fact.id.problem("E503", message, "Anki would not update it: retire this fact and write a new one")
        elif entry.kind == "cloze":
            yield from _numbers(fact, entry)


def _adoption(study: Study, ledger: Ledger) -> Iterator[Diagnostic]:
    """A deck that was adopted lives in the ledger alone: it must not get lost, nor its guids be given twice."""
    meta = study.study
    if meta.adopted and not ledger.adopted:
        message = "this study has adopted a deck, but its ledger is gone: every note would be new to its learners"
        yield meta.id.problem("E509", message, f"bring '{ledger.file}' back, or import the deck once more", part="")
    if ledger.adopted and not meta.adopted:
        message = f"'{ledger.file}' has adopted a deck, and the study does not say so"
        yield meta.id.problem(
            "E509", message, "put 'adopted: true' back under 'study:', so that no one loses it", part=""
        )
    taken = ledger.adopted_guids
    for fact in study.facts if taken else ():
        if fact.id not in ledger.entries and (other := taken.get(note_guid(study, fact.id))):
            message = f"the note of '{fact.id}' would have the guid of the adopted note '{other}'"
            yield fact.id.problem("E502", message, "give the new fact another id")
    for entry in ledger.entries.values():
        if entry.adopted and entry.id in study.by_id:
            yield from _unseen(study, ledger.adopted[entry.adopted.type], study.by_id[entry.id])


def _unseen(study: Study, type_: AdoptedType, fact: Fact) -> Iterator[Diagnostic]:
    """What an adopted note cannot show, because each of its fields is the front of a card."""
    if labels := homeless_asides(type_, read_asides(study, fact)):
        message = f"learners of '{fact.id}' will not see: {', '.join(labels)}"
        hint = f"its note type '{type_.name}', of the adopted deck, has no field for it"
        yield fact.id.problem("W510", message, hint)


def _form(fact: Fact, entry: NoteRecord) -> str:
    """What kind of note a fact makes: two cards that ask for each other count as a kind of an adopted note."""
    return "reversed" if entry.adopted and is_pair(fact) else kind_of(fact)


def _released_form(ledger: Ledger, entry: NoteRecord) -> str:
    adopted = ledger.adopted[entry.adopted.type] if entry.adopted else None
    return "reversed" if adopted and not adopted.cloze and len(adopted.faces) > 1 else entry.kind


def _frame(study: Study, ledger: Ledger, released: Frame) -> Iterator[Diagnostic]:
    """Names that learners' collections hang on."""
    wanted = frame(study)
    if study.study.id != ledger.study:
        message = f"the study id '{study.study.id}' was '{ledger.study}' in the last release"
        yield study.study.id.problem("E507", message, "every note would be new: keep the id")
    if wanted.deck != released.deck:
        message = f"the deck '{wanted.deck.name}' was '{released.deck.name}' in the last release"
        yield (study.study.deck or study.study.title).problem(
            "E507", message, f"keep it with 'deck: {released.deck.name}'"
        )
    for kind, type_ in wanted.types.items():
        before = released.types[kind]
        if [field.name for field in type_.fields] != [field.name for field in before.fields]:
            message = f"the fields of the note type '{before.name}' are not those of the last release"
            hint = "use the version of dea-export that made the release"
            yield Diagnostic(Place(ledger.file), "E507", message, hint, width=0)


def _vanished(study: Study, ledger: Ledger, entry: NoteRecord) -> Diagnostic:
    """An id that learners have and the file has not; the place is where the nearest id stands, or the ledger."""
    message = f"the fact '{entry.id}' is gone, but learners have it since release {entry.first}"
    new = [fact.id for fact in study.facts if fact.id not in ledger.entries]
    if near := nearest(entry.id, new, near=0.8):
        hint = f"if '{near}' is its new name, change it back: ids are for ever"
        return study.by_id[near].id.problem("E501", message, hint)
    hint = "put it back, with 'retired: {reason: …}' when nobody should learn it any more"
    return Diagnostic(Place(ledger.file, entry.line), "E501", message, hint, width=0)


def _numbers(fact: Fact, entry: NoteRecord) -> Iterator[Diagnostic]:
    """Cloze numbers are cards: a card keeps its history under its number."""
    now = released_answers(fact)
    text = next((text for text, asked, _ in fact.prose() if asked), fact.id)
    for number in sorted(set(now) & {*entry.dropped, *fact.dropped}):
        message = f"cloze {number} of '{fact.id}' was dropped and is used again"
        free = max({*now, *entry.dropped, *fact.dropped}) + 1
        yield _at_gap(fact, number, "E506", message, f"use a new number: {{{{c{free}::")
    moved = {number: _moved(number, answer, now, entry.clozes) for number, answer in now.items()}
    for number, origin in moved.items():
        if origin:
            message = f"cloze {number} of '{fact.id}' now hides '{now[number]}', which was cloze {origin}"
            hint = f"a number keeps its answer: write {{{{c{origin}:: here"
            yield _at_gap(fact, number, "E504", message, hint)
    for number in sorted(set(entry.clozes) - set(now) - set(fact.dropped) - set(moved.values())):
        message = f"cloze {number} of '{fact.id}' is gone: its card would stay with learners, empty"
        yield text.problem("E505", message, f"put {{{{c{number}::…}}}} back, or add 'dropped: [{number}]' to the fact")


def _moved(number: int, answer: str, now: dict[int, str], before: dict[int, str]) -> int | None:
    """The other number under which the same answer was released, if that one no longer has it."""
    if _same(answer, before.get(number, "")):
        return None
    left = (n for n, old in before.items() if n != number and not _same(now.get(n, ""), old))
    return next((n for n in left if _same(answer, before[n])), None)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _at_gap(fact: Fact, number: int, code: str, message: str, hint: str) -> Diagnostic:
    text, opening = fact.gap(number)
    return text.problem(code, message, hint, part=opening)
