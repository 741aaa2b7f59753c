"""What the study would release: for `lock`, which records it, and `--locked`, which refuses it."""

from __future__ import annotations

import click

from dea_export.cli.content import Content
from dea_export.exporters.anki.card_templates import read_card_templates
from dea_export.exporters.templates import Templates
from dea_export.ledger import Ledger
from dea_export.ledger.releases import Digests, Pending, find_pending
from dea_export.model.diagnostic import DeaExportError
from dea_export.model.study import Study


class UnreleasedError(DeaExportError):
    """The content is not what was released."""

    exit_code = 1


def template_digests(study: Study, templates: Templates) -> Digests:
    """The looks of the note types, as the ledger knows them."""
    return {kind: face.digest for kind, face in read_card_templates(study, templates).items()}


def refuse_unreleased(content: Content, templates: Templates) -> None:
    """Raises when the study has changes that no release has."""
    study = content.loaded.study
    assert study is not None
    if not content.ledger:
        raise UnreleasedError("--locked: nothing has been released yet", "dea-export lock RELEASE")
    found = find_pending(study, content.ledger, content.media, template_digests(study, templates))
    if found:
        raise UnreleasedError(
            f"--locked: {describe_pending(found)} since {_last(content.ledger)}", "dea-export lock RELEASE"
        )


def describe_pending(found: Pending) -> str:
    """`2 new notes, 1 changed note, other looks of cloze`."""
    counts = (("new", found.new), ("changed", found.changed), ("retired", found.retired))
    parts = [f"{len(ids)} {word} note{'' if len(ids) == 1 else 's'}" for word, ids in counts if ids]
    if found.looks:
        parts.append(f"other looks of {' and '.join(found.looks)}")
    return ", ".join(parts) or "no change"


def show_pending(found: Pending) -> None:
    """What a release brings, one id a line."""
    for word, ids in (("new", found.new), ("changed", found.changed), ("retired", found.retired)):
        for id_ in ids:
            click.echo(f"  {word:8} {id_}")
    for kind in found.looks:
        click.echo(f"  looks    {kind}")


def _last(ledger: Ledger) -> str:
    return ledger.last.name if ledger.last else "the beginning"
