"""An old deck goes on as a study: the ledger of the notes that its learners have, written beside the drafts."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dea_export.cli.content_file import ledger_of

if TYPE_CHECKING:
    from dea_export.importers.draft_study import Drafted
    from dea_export.importers.harvest import Draft, Harvest


def require_new_study(study: str | None, output: Path | None, into: Path | None) -> None:
    """A deck is adopted by a study of its own, whose ledger is new; raises UsageError otherwise.

    One ledger has one deck, and begins with what its learners have: it cannot have begun with another.
    """
    if into is not None:
        raise click.UsageError(
            f"--keep-guids makes a study of its own, and '{into}' is one already, with another deck: adopt with --study ID "
            f"-o FILE and add the facts of '{into}' there, if it has no release; or leave --keep-guids out, and begin anew"
        )
    if study is None or output is None:
        raise click.UsageError("--keep-guids makes a new study with its ledger: name both, --study ID -o FILE")
    lock = ledger_of(output)
    if lock == output or lock.exists():
        raise click.UsageError(f"'{lock}' {'is the ledger' if lock == output else 'exists'}: name a new file")


def name_deck(drafts: Sequence[Draft], title: str) -> str:
    """The deck of all notes that are adopted, so that new cards come to it; the title where they have none in common."""
    decks = [draft.deck.split("::") for draft in drafts if draft.adopted]
    common = takewhile(lambda parts: len(set(parts)) == 1, zip(*decks, strict=False))
    return "::".join(parts[0] for parts in common) or title


def adopt_notes(drafted: Drafted, harvest: Harvest, media: Mapping[str, bytes]) -> str:
    """The text of the ledger, "" when no note can be kept; why not goes into the harvest.

    `media`: pictures and sounds as decks hold them, by the names that drafts use.
    """
    from dea_export.cli.unreleased import template_digests
    from dea_export.exporters.resources import template_root
    from dea_export.ledger.adoption import record_adoption
    from dea_export.ledger.ledger_file import format_ledger
    from dea_export.reading import load

    now, guids = int(time.time()), dict[str, str]()
    notes = {}
    for id_, draft in zip(drafted.ids, drafted.drafts, strict=True):
        if draft.adopted is None:
            continue
        if guids.setdefault(draft.adopted.guid, draft.where) != draft.where:
            harvest.lose(draft.where, f"its reviews: it has the guid of {guids[draft.adopted.guid]}; it begins anew")
            continue
        if draft.adopted.modified > now:
            harvest.lose(draft.where, "its time, which lies in the future: Anki takes no correction of it until then")
        notes[id_] = draft.adopted._replace(modified=max(1, min(draft.adopted.modified, now)))
    if not notes:
        return ""
    study = load(drafted.text.encode(), "drafts").study
    assert study is not None, "write_drafts hands out what can be read"
    used = {note.type: harvest.types[note.type] for note in notes.values()}
    return format_ledger(record_adoption(study, notes, used, media, template_digests(study, template_root())))
