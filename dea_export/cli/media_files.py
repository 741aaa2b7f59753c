"""Files in media/: as they are packed, and what is said of one that cannot be shown or played."""

from __future__ import annotations

from typing import NamedTuple

OTHERS = (  # how files begin that often stand in another's place, what they are, and what to do
    (b"version https://git-lfs.github.com/spec/", "a pointer of Git LFS", "fetch the file: git lfs pull"),
    (b"<!doctype html", "a web page", "save the file itself, not the page that shows it"),
    (b"<html", "a web page", "save the file itself, not the page that shows it"),
)


class Packed(NamedTuple):
    """A picture or sound as every target gets it."""

    data: bytes
    lost: tuple[str, ...] = ()  # of a drawing: what was left out and may be missed, in words


class MediaError(Exception):
    """A file that is no picture or sound for a card: the code and the words of the diagnostic."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def first_bytes(data: bytes) -> bytes:
    """How a file begins, in small letters and without what may stand before a text."""
    return data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
