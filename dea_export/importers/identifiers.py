"""Ids proposed from words: a few of them, in the letters that an id may have, each id once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from dea_export.reading.ids import LONGEST_ID, is_id

MOST_WORDS = 6
ROOM = LONGEST_ID - 5  # for the number of a second one
LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
})  # fmt: skip
FILLERS = frozenset(["a", "an", "the", "of", "to", "in", "on", "at", "is", "are", "was", "be", "do", "does", "what", "which", "who", "how", "when", "where", "why", "and", "or", "for", "with", "it", "der", "die", "das", "ein", "eine", "und", "ist", "was", "wie", "el", "la", "los", "las", "un", "una", "le", "les"])  # fmt: skip
# in front of a word only: elsewhere they may tell facts apart, as in "OS" and "Type I"
ARTICLES = frozenset(["o", "os", "as", "um", "uma", "uns", "umas", "il", "lo", "i", "gli", "uno"])
ELIDED = re.compile(r"^\W*(?:l|un)['’](?=\w)")


class IdMaker:
    """Gives ids that nobody has; `taken` are those of the study that the drafts will join."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self.last: dict[str, int] = {}  # the number that was given last, by stem

    def propose(self, wanted: str, *texts: str, base: str = "fact") -> str:
        """`wanted` where it can be had, else words of the first text with any that an id can hold, else `base`."""
        stems = [wanted if is_id(wanted) else slug(wanted), *map(slug, texts), base]
        stem = next(filter(is_id, stems), "fact")
        root, made = stem[:ROOM].rstrip("-"), stem
        while made in self.taken:
            self.last[root] = self.last.get(root, 1) + 1
            made = f"{root}-{self.last[root]}"
        self.taken.add(made)
        return made


def slug(text: str) -> str:
    """Up to six words of a text in small Latin letters, digits and hyphens; "" when it has too few of them."""
    bare = latin(text)
    words = latin_words(ELIDED.sub("", bare))
    if sum(map(len, words)) * 2 < sum(map(str.isalnum, bare)):
        return ""  # most of it is in another script
    later = words[1:] if words[:1] and words[0] in ARTICLES else words
    told = [word for word in later if word not in FILLERS] or words
    return hyphenated(told[:MOST_WORDS], ROOM)


def hyphenated(words: Sequence[str], room: int = LONGEST_ID) -> str:
    """An id of as many of the words as there is room for; of a first one that is too long, its beginning."""
    made = ""
    for word in words:
        if len(longer := f"{made}-{word}".strip("-")) > room:
            break
        made = longer
    return made or "".join(words[:1])[:room]


def latin_words(text: str) -> list[str]:
    """The words that an id can hold, in small letters and digits."""
    return re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)['’](?=\w)", "", latin(text)))


def latin(text: str) -> str:
    """Small letters without accents; other scripts stay as they are."""
    plain = unicodedata.normalize("NFC", text.lower()).translate(LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
