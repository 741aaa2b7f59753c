"""The Anki deck: `<stem>.apkg` with what lives, `<stem>-update.apkg` with what was retired too, and a text to review.

`looks` reads the templates, `order` decides what is studied when, `deck` puts both and the ledger together,
`apkg` writes bytes, `review` writes the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.model.study import Study


class Anki:
    """The exporter."""

    help = "The Anki deck, and the same with retired notes for those who update."
    options: tuple[Option, ...] = ()
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """The two packages and `review/<stem>.notes.txt`."""
        from dea_export.exporters.anki.apkg import package
        from dea_export.exporters.anki.deck import build
        from dea_export.exporters.anki.review import text

        stem = job.stem if job.stamp is None else f"{job.stem}-dev"
        update = build(study, job)
        deck = update.living
        counts = {"notes": len(deck.notes), "cards": sum(len(note.fields.cards) for note in deck.notes)}
        retired = {"retired": len(update.notes) - len(deck.notes)}
        return [
            Artifact(f"{stem}.apkg", package(deck), counts),
            Artifact(f"{stem}-update.apkg", package(update), counts | retired),
            Artifact(f"review/{stem}.notes.txt", text(update).encode()),
        ]


exporter = Anki()
