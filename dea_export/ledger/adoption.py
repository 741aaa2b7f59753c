"""The first ledger of a study that adopts a deck: what its learners have already, as if it had been released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from dea_export.ledger.ledger import EMPTY, Ledger, Release
from dea_export.ledger.releases import Digests, record_release
from dea_export.model.study import Study
from dea_export.notes.adopted_types import AdoptedNote, AdoptedType


def record_adoption(
    study: Study,
    notes: Mapping[str, AdoptedNote],
    types: Mapping[int, AdoptedType],
    media: Mapping[str, bytes],
    looks: Digests,
) -> Ledger:
    """The ledger of facts that were adopted, by id; the other facts of the study are new.

    Its only release is the newest change of the old deck, and called by its month. As the facts stand is as they were
    released: a learner's note is replaced once its fact changes, and not before.
    """
    stamp = max(note.modified for note in notes.values())
    release = Release(f"{datetime.fromtimestamp(stamp, UTC):%Y.%m}", stamp)
    ledger = record_release(study, EMPTY, media, looks, release)
    entries = {id_: replace(ledger.entries[id_], adopted=note) for id_, note in notes.items()}
    return replace(ledger, entries=entries, adopted=dict(types))
