"""The text of a file: its encoding, and what is wrong with it."""

from __future__ import annotations

import codecs

from dea_export.importers.harvest import Source, refuse
from dea_export.reading.decoding import LARGEST

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text(source: Source) -> str:
    """The text, lines ended by LF; raises ImportRefusedError where it is none."""
    data = source.data
    if not data.strip():
        raise refuse(source.name, "the file is empty")
    if len(data) > LARGEST:
        raise refuse(source.name, f"the file has more than {LARGEST >> 20} MB of text", "split it")
    marked = next((name for bom, name in BOMS if data.startswith(bom)), "")
    encoding = source.wishes.encoding or marked or "utf-8"
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _undecodable(source, encoding, error.start) from error
    except (LookupError, UnicodeError):  # `undefined` and `idna` are no encodings of texts
        raise refuse(source.name, f"there is no encoding '{encoding}'", "utf-8, cp1252, utf-16, shift_jis …") from None
    if "\0" in text:
        where = f"{source.name}:{text[: text.index(chr(0))].count(chr(10)) + 1}"
        raise refuse(where, "this is no text", "perhaps UTF-16: --encoding utf-16; a package of Anki ends in .apkg")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def looks_like_text(source: Source) -> bool:
    """Whether the file is text of some encoding."""
    start = source.data[:4096]
    return b"\0" not in start or start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def first_lines(source: Source, count: int = 20) -> list[str]:
    """The first lines, as far as they can be read without an error."""
    encoding = next((name for bom, name in BOMS if source.data.startswith(bom)), "utf-8")
    try:
        text = source.data[:65536].decode(source.wishes.encoding or encoding, errors="replace").removeprefix("\ufeff")
    except (LookupError, UnicodeError):  # said when the file is read
        return [""]
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:count]


def _undecodable(source: Source, encoding: str, offset: int) -> Exception:
    line = source.data[:offset].count(b"\n") + 1
    begin, end = source.data.rfind(b"\n", 0, offset) + 1, source.data.find(b"\n", offset) % (len(source.data) + 1)
    shown = source.data[max(begin, offset - 20) : min(end, offset + 20)].decode("cp1252", errors="replace").strip()
    hint = f"in Windows-1252 it reads '{shown}'; if that is right: --encoding cp1252, else save it as UTF-8"
    return refuse(f"{source.name}:{line}", f"the file is not {encoding} here", hint)
