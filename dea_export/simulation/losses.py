"""What an import spoiled: a collection before and after, compared by identities that outlive it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dea_export.notes.digests import is_rank_tag

Card = tuple[str, int]  # guid and number of the cloze


@dataclass(frozen=True, slots=True)
class State:
    """A collection at one moment, by identities that outlive an import."""

    fields: dict[str, tuple[str, ...]]  # by guid
    told: dict[str, tuple[str, ...]]  # the same without what may differ until the note's next change
    tags: dict[str, frozenset[str]]
    times: dict[str, int]
    schedule: dict[Card, tuple[int, ...]]
    flags: dict[Card, int]
    decks_of: dict[Card, str]
    reviews: int
    types: frozenset[str]  # names of all note types
    type_of: dict[str, str]  # name of the note type by guid
    decks: frozenset[str]
    empty: frozenset[Card]  # what Empty Cards would remove
    notes: int  # rows, to see two notes with one guid


def find_losses(before: State, after: State, package: State) -> list[str]:
    """What an import spoiled; `package` is the new release alone in a collection."""
    found = [f"{before.reviews - after.reviews} reviews are lost"] if after.reviews < before.reviews else []
    found += [f"card {c} is gone" for c in before.schedule if c not in after.schedule]
    found += [f"the history of card {c} changed" for c, s in before.schedule.items() if after.schedule.get(c, s) != s]
    found += [f"card {c} moved to another deck" for c, d in before.decks_of.items() if after.decks_of.get(c, d) != d]
    found += [f"card {c} lost its flag" for c, f in before.flags.items() if after.flags.get(c, f) != f]
    found += [f"card {c} is missing" for c in package.schedule if c not in after.schedule]
    if after.notes != len(after.fields):
        found.append("two notes have one guid")
    first = Counter(values[0] for values in after.fields.values())
    found += [f"two notes ask the same: {text[:60]}" for text, count in first.items() if count > 1]
    found += [f"a second note type '{name}'" for name in sorted(after.types - before.types - package.types)]
    other = {(was, package.type_of[g]) for g, was in after.type_of.items() if package.type_of.get(g, was) != was}
    found += [f"notes of the note type '{was}' are of '{now}' in the release" for was, now in sorted(other)]
    found += [f"a second deck '{name}'" for name in sorted(after.decks - before.decks)]
    return found + [f"the correction of {guid} did not arrive" for guid in stale_notes(after, package)]


def stuck_notes(fresh: State, package: State) -> list[str]:
    """Notes that the new package has otherwise than the old, although not newer: Anki keeps the old ones."""
    return [
        guid
        for guid, told in package.told.items()
        if guid in fresh.told
        and (told, _corrected_tags(package, guid)) != (fresh.told[guid], _corrected_tags(fresh, guid))
        and package.times[guid] <= fresh.times[guid]
    ]


def _corrected_tags(state: State, guid: str) -> set[str]:
    return {tag for tag in state.tags[guid] if not is_rank_tag(tag)}


def stale_notes(after: State, package: State) -> list[str]:
    """Notes that are not as the package has them although the learner's are older."""
    return [
        guid
        for guid, fields in package.fields.items()
        if guid in after.fields and after.fields[guid] != fields and after.times[guid] < package.times[guid]
    ]
