"""The Anki deck, as packages and as a text to review.

`<stem>.apkg` has what lives, `<stem>-update.apkg` what was retired too, `options/<stem>-preset.apkg` deck options for who wants them.
`card_templates` reads the templates, `deck` puts them, the study and the ledger together, `apkg` writes bytes, `review` the
text, `preset` the options, `preview` a page of what `card_sides` renders; `delivery` says whom the deck reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dea_export.exporters.api import Artifact, Job, Json, Option
from dea_export.model.study import Study
from dea_export.words import words_in

if TYPE_CHECKING:
    from dea_export.exporters.anki.deck import Deck


class Anki:
    """The exporter."""

    help = "The Anki deck, and the same with retired notes for those who update."
    options: tuple[Option, ...] = ()
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """The two packages, of a whole study the preset's, and `review/<stem>.notes.txt`."""
        from dea_export.exporters.anki.apkg import write_apkg
        from dea_export.exporters.anki.deck import build_deck
        from dea_export.exporters.anki.delivery import describe_delivery
        from dea_export.exporters.anki.preset import offer_preset
        from dea_export.exporters.anki.review import describe_deck

        words = words_in(study.study.language)
        stem = f"{job.stem}-dev" if job.trial else job.stem
        update = build_deck(study, job)
        deck = update.living
        retired = {"retired": len(update.notes) - len(deck.notes)}
        data = write_apkg(deck)
        told = () if job.trial else tuple(describe_delivery(study, update, job.ledger, job.stamp))
        offered = None if job.trial or job.filtered else offer_preset(deck)
        preset = (
            []
            if offered is None
            else [Artifact(f"options/{stem}-preset.apkg", write_apkg(offered), purpose=words.say("purpose.preset"))]
        )
        return [
            Artifact(f"{stem}.apkg", data, _counts(deck), told, words.say("purpose.deck")),
            Artifact(
                f"{stem}-update.apkg",
                write_apkg(update) if retired["retired"] else data,
                _counts(update) | retired,
                purpose=words.say("purpose.update"),
            ),
            *preset,
            Artifact(f"review/{stem}.notes.txt", describe_deck(update).encode(), purpose=words.say("purpose.review")),
        ]


def _counts(deck: Deck) -> dict[str, Json]:
    return {"notes": len(deck.notes), "cards": sum(len(note.fields.cards) for note in deck.notes)}


exporter = Anki()
