"""What a study would release, and the ledger after it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dea_export.cards import make_cards
from dea_export.ledger.ledger import Ledger, NoteRecord, Release, TemplateRecord
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.notes.digests import digest_content
from dea_export.notes.fields import render_note
from dea_export.notes.note_types import TypeKind, frame, kind_of

Digests = Mapping[TypeKind, str]  # of the looks of the note types


@dataclass(frozen=True, slots=True)
class Pending:
    """What differs between a study and its last release, as ids in reading order."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    rendered: tuple[str, ...] = ()  # of the changed: those whose content nobody touched
    looks: tuple[TypeKind, ...] = ()  # note types with other templates or CSS

    def __bool__(self) -> bool:
        """Whether anything is to be released."""
        return bool(self.new or self.changed or self.retired or self.looks)


def find_pending(study: Study, ledger: Ledger, media: Mapping[str, bytes], looks: Digests) -> Pending:
    """What the next release would bring."""
    new: list[str] = []
    changed: list[str] = []
    retired: list[str] = []
    rendered: list[str] = []
    for entry, before in _entries(study, ledger, media, "").values():
        if before is None:
            new.append(entry.id)
        elif entry.digest != before.digest:
            gone = entry.status == "retired" and before.status == "living"
            (retired if gone else changed).append(entry.id)
            if before.content == entry.content:
                rendered.append(entry.id)
    faces = tuple(
        kind for kind, digest in looks.items() if kind not in ledger.looks or ledger.looks[kind].digest != digest
    )
    return Pending(tuple(new), tuple(changed), tuple(retired), tuple(rendered), faces)


def record_release(
    study: Study, ledger: Ledger, media: Mapping[str, bytes], looks: Digests, release: Release
) -> Ledger:
    """The ledger with the study as its next release. The caller has made sure that nothing is forbidden."""
    entries = {id_: entry for id_, (entry, _) in _entries(study, ledger, media, release.name).items()}
    faces = {kind: _template_record(ledger.looks.get(kind), digest, release.name) for kind, digest in looks.items()}
    return replace(
        ledger,
        study=str(study.study.id),
        frame=ledger.frame or frame(study),
        looks=faces,
        releases=(*ledger.releases, release),
        entries=entries,
        serial=ledger.serial + 1,
    )


def released_answers(fact: Fact) -> dict[int, str]:
    """What each card of a fact asks for, as plain text by its number."""
    return {card.number: card.back for card in make_cards(fact)}


def _entries(
    study: Study, ledger: Ledger, media: Mapping[str, bytes], release: str
) -> dict[str, tuple[NoteRecord, NoteRecord | None]]:
    """The entries after a release with what they were, by id in reading order; never-released retired facts have none."""
    facts = filter(ledger.holds, study.facts)
    return {
        str(f.id): (_entry(study, f, ledger.entries.get(f.id), media, release), ledger.entries.get(f.id)) for f in facts
    }


def _entry(study: Study, fact: Fact, before: NoteRecord | None, media: Mapping[str, bytes], release: str) -> NoteRecord:
    digest = render_note(study, fact, media).digest
    same = before is not None and before.digest == digest
    clozes_now = released_answers(fact)
    given_up = {*fact.dropped, *(before.dropped if before else ())} - set(clozes_now)
    return NoteRecord(
        id=str(fact.id),
        kind=kind_of(fact),
        status="living" if fact.retired is None else "retired",
        first=before.first if before else release,
        changed=before.changed if same and before else release,
        digest=digest,
        content=digest_content(study, fact, media),
        clozes=clozes_now,
        dropped=tuple(sorted(given_up)),
        adopted=before.adopted if before else None,
    )


def _template_record(before: TemplateRecord | None, digest: str, release: str) -> TemplateRecord:
    return before if before is not None and before.digest == digest else TemplateRecord(digest, release)
