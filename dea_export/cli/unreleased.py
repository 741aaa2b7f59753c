"""Whether the content is what was released: `--locked` insists on it."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.cli.content import Content
from dea_export.cli.pending import describe_pending
from dea_export.exporters.anki.card_templates import read_card_templates
from dea_export.exporters.anki.delivery import is_dated, warn_of_stuck
from dea_export.exporters.templates import Templates
from dea_export.ledger.releases import Digests, Pending, find_pending
from dea_export.model.diagnostic import DeaExportError, Diagnostic
from dea_export.model.study import Study

RECORD = "dea-export release NAME"


class UnreleasedError(DeaExportError):
    """The content is not what was released."""

    exit_code = 1


def template_digests(study: Study, templates: Templates) -> Digests:
    """The looks of the note types, as the ledger knows them."""
    return {kind: face.digest for kind, face in read_card_templates(study, templates).items()}


def pending_changes(content: Content, study: Study, templates: Templates) -> Pending:
    """What the next release of this content would bring."""
    return find_pending(study, content.ledger, content.media, template_digests(study, templates))


def refuse_unreleased(content: Content, study: Study, templates: Templates) -> None:
    """Raises UnreleasedError when the study has changes that no release has."""
    if not content.ledger:
        raise UnreleasedError("--locked: nothing has been released yet", RECORD)
    if found := pending_changes(content, study, templates):
        last = content.ledger.last.name if content.ledger.last else "the beginning"
        raise UnreleasedError(f"--locked: {describe_pending(found)} since {last}", RECORD)


def find_stuck(content: Content, study: Study, templates: Templates, stamp: int | None) -> Iterator[Diagnostic]:
    """A warning when notes that no release holds would carry a time that never changes."""
    if is_dated(stamp, content.ledger):
        return
    found = pending_changes(content, study, templates)
    if found.new or found.changed or found.retired:
        yield warn_of_stuck(study, content.ledger, len(found.new), len(found.changed) + len(found.retired))
