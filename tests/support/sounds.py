"""Small sounds of every form, made by hand: as little as players take for one."""

from __future__ import annotations

import io
import math
import struct
import wave


def wav(seconds: float = 0.2, pitch: float = 440) -> bytes:
    """A tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        count = int(8000 * seconds)
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n * pitch / 1273.2))) for n in range(count)))
    return out.getvalue()


def mp3(frames: int = 8, tag: bytes = b"") -> bytes:
    """Silence, behind a title if one is given."""
    head = b"ID3\x03\x00\x00" + bytes((0, 0, len(tag) >> 7, len(tag) & 0x7F)) + tag if tag else b""
    return head + (b"\xff\xfb\x90\xc4" + bytes(413)) * frames


def ogg(codec: bytes = b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00", *, last: bool = True) -> bytes:
    """A first page, and one that may say it is the last."""
    return _page(2, 0, codec) + _page(4 if last else 0, 1, b"samples")


def _page(kind: int, number: int, packet: bytes) -> bytes:
    return struct.pack("<4sBBqIIIBB", b"OggS", 0, kind, 0, 7, number, 0, 1, len(packet)) + packet


def m4a(handler: bytes = b"soun") -> bytes:
    """The boxes of a file, with nothing in them."""
    seen = _box(b"hdlr", bytes(8) + handler)
    return _box(b"ftyp", b"M4A \0\0\0\0") + _box(b"moov", seen) + _box(b"mdat", b"samples")


def _box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside) + 8) + name + inside


def flac() -> bytes:
    """The first block."""
    return b"fLaC\x80\x00\x00\x22" + bytes(34)
