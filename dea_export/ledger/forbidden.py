"""What a study must not change once learners have it. Each of these costs learners their history or their edits."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.ledger.ledger import Ledger, NoteRecord
from dea_export.ledger.releases import released_answers
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact
from dea_export.model.place import Place
from dea_export.model.study import Study
from dea_export.model.suggestions import nearest
from dea_export.notes.note_types import Frame, frame, kind_of


def forbidden_changes(study: Study, ledger: Ledger) -> Iterator[Diagnostic]:
    """Every forbidden change, with its place and how to do it right. Nothing while the ledger is empty."""
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
        elif kind_of(fact) != entry.kind:
            message = f"'{entry.id}' was a {entry.kind} note and would become a {kind_of(fact)} note"
            yield fact.id.problem("E503", message, "Anki would not update it: retire this fact and write a new one")
        elif entry.kind == "cloze":
            yield from _numbers(fact, entry)


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
