"""The bytes of a content file -> its text, or why they are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import Place

LARGEST = 16 * 1024 * 1024  # bytes
NEVER = "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)  # no characters by definition
FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u2028\u2029{NEVER}]")


def decode(raw: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file: UTF-8, without BOM, with LF line ends, in Unicode form NFC."""
    start = Place(file)
    if len(raw) > LARGEST:
        return "", [
            Diagnostic(start, "E003", "the file is larger than 16 MB", "split the study, or look what is in it")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace")
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        shown = "\n".join(raw.decode("utf-8-sig", errors="replace").splitlines())
        return shown, [Diagnostic(place, "E002", "the file is not UTF-8 here", "save the file as UTF-8")]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, list(_forbidden(text, file))


def _forbidden(text: str, file: str) -> Iterator[Diagnostic]:
    if text.replace("\n", "").isprintable():  # nearly always, and ten times as quick to find out
        return
    line, start, seen = 1, 0, 0  # of the last one
    for found in FORBIDDEN.finditer(text):
        at = found.start()
        if down := text.count("\n", seen, at):
            line, start = line + down, text.rfind("\n", seen, at) + 1
        seen = at
        message = f"control character U+{ord(found[0]):04X}"
        yield Diagnostic(Place(file, line, at - start + 1), "E004", message, "delete it; it cannot be seen")
