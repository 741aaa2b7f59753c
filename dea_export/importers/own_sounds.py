"""The sounds of our own decks: their words, which stand below the reason, each with the sound where it is the back's."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from dea_export.importers.harvest import DraftSound

LINE = re.compile(
    r'<div class="aside"><span class="label">[^<]*</span> (?P<words>(?:[^<]|<wbr>)*)'
    r'(?:<div class="sound">\[sound:(?P<file>[^\]]+)\]</div>)?</div>$'
)


class Heard(NamedTuple):
    """The words of the front's sound, and the sound of the back."""

    front: str = ""
    back: DraftSound | None = None

    def given(self, sounds: tuple[DraftSound, ...]) -> tuple[DraftSound, ...]:
        """The sounds of a draft with their words; that of the back beside them."""
        named = tuple(sound._replace(words=self.front) if sound.asks else sound for sound in sounds)
        return (*named, self.back) if self.back else named


def take_heard(why: str) -> tuple[str, Heard]:
    """The field Why without the lines of its sounds, and what they say."""
    heard = Heard()
    while line := LINE.search(why):
        why, words = why[: line.start()], unescape(line["words"].replace("<wbr>", "")).strip()
        heard = heard._replace(back=DraftSound(line["file"], words)) if line["file"] else heard._replace(front=words)
    return why, heard
