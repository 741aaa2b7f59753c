"""Two branches that both released: one ledger that forgets nothing that learners of either may have.

What only one branch changed is taken from it. What both changed is taken from the later one, and what can never be
undone from both: numbers given up, facts retired, gaps that learners have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dea_export.ledger.ledger import Ledger, NoteRecord, Release, TemplateRecord
from dea_export.notes.note_types import TypeKind


@dataclass(frozen=True, slots=True)
class Merger:
    """What came of two ledgers."""

    ledger: Ledger  # of no use when there are clashes
    renamed: tuple[tuple[str, str], ...] = ()  # old and new name of the later of two releases of one name
    clashes: tuple[str, ...] = ()  # what no ledger can hold, in words


def merge_ledgers(base: Ledger, ours: Ledger, theirs: Ledger) -> Merger:
    """The ledger of both branches; `base` is the one from which they parted, empty when there was none."""
    renamed: list[tuple[str, str]] = []
    for name in sorted(_doubled(base, ours, theirs)):
        new = _free(name, {release.name for release in (*ours.releases, *theirs.releases)})
        if ours.stamp_of(name) > theirs.stamp_of(name):
            ours = _rename(ours, name, new)
        else:
            theirs = _rename(theirs, name, new)
        renamed.append((name, new))
    stamps = _stamps(base, ours, theirs)
    merged = replace(
        ours,
        releases=tuple(Release(name, stamp) for name, stamp in sorted(stamps.items(), key=lambda item: item[1])),
        looks=_looks(base, ours, theirs, stamps),
        entries=_entries(base, ours, theirs, stamps),
        serial=max(ours.serial, theirs.serial) + 1,
    )
    return Merger(merged, tuple(renamed), tuple(_clashes(base, ours, theirs, merged)))


def _doubled(base: Ledger, ours: Ledger, theirs: Ledger) -> set[str]:
    """Names that both branches gave to a release of their own."""
    old = {release.name for release in base.releases}
    mine = {release.name: release.stamp for release in ours.releases}
    return {r.name for r in theirs.releases if r.name not in old and mine.get(r.name, r.stamp) != r.stamp}


def _free(name: str, taken: set[str]) -> str:
    """The next name after `name`: 2026.11.1 after 2026.11."""
    stem = ".".join(name.split(".")[:2])
    return next(new for n in range(1, len(taken) + 2) if (new := f"{stem}.{n}") not in taken)


def _rename(ledger: Ledger, old: str, new: str) -> Ledger:
    names = {release.name: release.name for release in ledger.releases} | {old: new}
    return replace(
        ledger,
        releases=tuple(replace(release, name=names[release.name]) for release in ledger.releases),
        looks={kind: replace(look, changed=names[look.changed]) for kind, look in ledger.looks.items()},
        entries={
            id_: replace(entry, first=names[entry.first], changed=names[entry.changed])
            for id_, entry in ledger.entries.items()
        },
    )


def _stamps(base: Ledger, ours: Ledger, theirs: Ledger) -> dict[str, int]:
    """When each release was made; of one that a branch has recorded once more, its new time."""
    old, mine, other = ({r.name: r.stamp for r in ledger.releases} for ledger in (base, ours, theirs))
    return {
        name: max({mine.get(name, 0), other.get(name, 0)} - {old.get(name), 0}, default=old.get(name, 0))
        for name in mine | other
    }


def _looks(base: Ledger, ours: Ledger, theirs: Ledger, stamps: Mapping[str, int]) -> dict[TypeKind, TemplateRecord]:
    looks: dict[TypeKind, TemplateRecord] = dict(ours.looks)
    for kind, other in theirs.looks.items():
        mine = looks.get(kind)
        if mine in (None, base.looks.get(kind)) or (
            other != base.looks.get(kind) and mine is not None and stamps[other.changed] > stamps[mine.changed]
        ):
            looks[kind] = other
    return looks


def _entries(base: Ledger, ours: Ledger, theirs: Ledger, stamps: Mapping[str, int]) -> dict[str, NoteRecord]:
    old, mine, other = (
        {id_: replace(entry, line=0) for id_, entry in ledger.entries.items()} for ledger in (base, ours, theirs)
    )
    return {id_: _note(old.get(id_), mine.get(id_), other.get(id_), stamps) for id_ in sorted(mine | other)}


def _note(
    base: NoteRecord | None, mine: NoteRecord | None, other: NoteRecord | None, stamps: Mapping[str, int]
) -> NoteRecord:
    if other is None or mine is None:
        found = mine or other
        assert found is not None
        return found
    if base in (mine, other) or mine == other:
        return other if mine == base else mine
    earlier, later = sorted((mine, other), key=lambda entry: stamps[entry.changed])
    dropped = {*earlier.dropped, *later.dropped}
    return replace(
        later,
        status="retired" if "retired" in (earlier.status, later.status) else "living",
        first=min(earlier.first, later.first, key=lambda name: stamps[name]),
        clozes={n: answer for n, answer in sorted((earlier.clozes | later.clozes).items()) if n not in dropped},
        dropped=tuple(sorted(dropped)),
    )


def _differ(ours: Ledger, theirs: Ledger, release: str) -> bool:
    """Whether a release of one name brought other notes in each, as far as no later one has changed them."""
    mine, other = ({i: e for i, e in ledger.entries.items() if e.changed == release} for ledger in (ours, theirs))
    return any(mine[i] != other[i] for i in mine.keys() & other.keys()) or any(
        id_ not in ours.entries or id_ not in theirs.entries for id_ in mine.keys() | other.keys()
    )


def _clashes(base: Ledger, ours: Ledger, theirs: Ledger, merged: Ledger) -> Iterator[str]:
    if ours.study != theirs.study:
        yield f"they are of two studies, '{ours.study}' and '{theirs.study}'"
    if ours.frame != theirs.frame:
        yield "their decks or note types have other names"
    if ours.adopted != theirs.adopted:
        yield "they have adopted other decks"
    for release in theirs.releases:
        if release in ours.releases and release not in base.releases and _differ(ours, theirs, release.name):
            said = f"both recorded {release.name} at the same time, with other notes"
            yield f"{said}: record one of them again with --amend before you merge"
    stamps = [release.stamp for release in merged.releases]
    if len(set(stamps)) < len(stamps):
        yield "two releases have the same time: record one of them again with --amend before you merge"
    for id_, entry in merged.entries.items():
        kinds = {ledger.entries[id_].kind for ledger in (ours, theirs) if id_ in ledger.entries}
        if len(kinds) > 1:
            yield f"'{id_}' is a {' note in one and a '.join(sorted(kinds))} note in the other"
        elif not entry.clozes:
            yield f"'{id_}' would have no card: each branch gave up what the other kept"
