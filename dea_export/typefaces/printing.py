"""Text -> text in characters that are printed; what no font has becomes a sign of absence."""

from __future__ import annotations

from unicodedata import normalize

from dea_export.model.characters import ALIKE, INVISIBLE, MISSING, PRINTED
from dea_export.typefaces.extra_fonts import find_typeface, installed_typefaces


class _Printing(dict[int, str]):
    """What is printed for a character, by code point; found when first asked for."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _printing(chr(code))
        return shown


def _printing(char: str) -> str:
    if char in ALIKE:
        return ALIKE[char]
    if char in PRINTED or char in INVISIBLE or char in "\n\t":
        return char
    parts = normalize("NFD", char)  # a letter that the fonts have in pieces
    if PRINTED.issuperset(parts):
        return parts
    return char if find_typeface(char) else MISSING


_PRINTING = _Printing()


def look_again() -> None:
    """Forgets which families are installed, and what is printed therefore."""
    _PRINTING.clear()
    installed_typefaces.cache_clear()
    find_typeface.cache_clear()


def as_printed(text: str) -> str:
    """The text in characters that the fonts have: what they lack in pieces, as its like, or as a sign of absence."""
    return text if text.isascii() else normalize("NFC", text).translate(_PRINTING)


def find_missing(text: str) -> tuple[str, ...]:
    """The characters of a text that cannot be printed, each once, in order."""
    if text.isascii():
        return ()
    return tuple(
        dict.fromkeys(char for char in normalize("NFC", text) if char != MISSING and _PRINTING[ord(char)] == MISSING)
    )
