"""Sounds as they are packed: told by their bytes, whole and small. They are not made anew: each keeps its bytes.

How a file is built: MPEG frames (ISO 11172-3, 2.4.1), Ogg pages (RFC 3533), boxes (ISO 14496-12), RIFF chunks.
"""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.cli.media_files import OTHERS, MediaError, Packed, first_bytes
from dea_export.model.sound_files import SOUNDS

LARGEST_SOUND = 500 * 1024  # bytes; a minute of speech as MP3 of 64 kbit/s
NAMED = {"MP3": (".mp3",), "M4A": (".m4a",), "Ogg": (".ogg", ".oga", ".opus"), "WAV": (".wav",), "FLAC": (".flac",)}
CODECS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")  # how the first packet of a sound in Ogg begins
OTHER_SOUNDS = (  # what browsers or phones do not play, or what is no sound
    (b"mthd", "MIDI notes", "save what is heard as .mp3"),
    (b"form", "an AIFF file", "save it as .mp3"),
    (b"#!amr", "an AMR recording", "save it as .mp3"),
    (b"\x30\x26\xb2\x75", "a WMA file", "save it as .mp3"),
    (b"\x1ae\xdf\xa3", "a WebM or Matroska file", "save its sound as .mp3"),
    (b"\x89png", "a picture", "name it in a 'figure'"),
    (b"\xff\xd8\xff", "a picture", "name it in a 'figure'"),
)
BIT_RATES = {  # kbit/s of layer III by the second byte's version bits
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    0: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def pack_sound(name: str, data: bytes) -> Packed:
    """The bytes to pack for the file `name`, which are those that are there. Raises MediaError."""
    if not data:
        raise MediaError("E230", f"the sound '{name}' is an empty file", "save the sound again")
    kind = _kind(data)
    if not kind:
        raise _other(name, data)
    if not name.lower().endswith(NAMED[kind]):
        hint = f"name it '{name.rpartition('.')[0]}{NAMED[kind][0]}', here and in media/"
        raise MediaError("E231", f"the sound '{name}' is a file of type {kind} by its content", hint)
    if kind in CHECKS and (why := CHECKS[kind](data)):
        raise MediaError("E232", f"the sound '{name}' {why}", "copy or save it once more")
    if len(data) > LARGEST_SOUND:
        hint = f"at most {LARGEST_SOUND // 1024} KB: cut it, or save it as .mp3 in mono of 64 kbit/s"
        raise MediaError("E220", f"the sound '{name}' has {-(-len(data) // 1024)} KB", hint)
    return Packed(data)


def _kind(data: bytes) -> str:
    """What the bytes are; "" for what is none of these."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "WAV"
    if data[:4] == b"OggS":
        return "Ogg"
    if data[:4] == b"fLaC":
        return "FLAC"
    if data[4:8] == b"ftyp":
        return "M4A"
    return "MP3" if data[:3] == b"ID3" or _frame(data, 0) else ""


def _other(name: str, data: bytes) -> MediaError:
    start = first_bytes(data)
    for mark, what, hint in (*OTHERS, *OTHER_SOUNDS):
        if start.startswith(mark):
            return MediaError("E230", f"the sound '{name}' is {what}", hint)
    hint = f"save it as one of {', '.join(SOUNDS)}"
    return MediaError("E230", f"the sound '{name}' is not a sound that can be played", hint)


# --- what is wrong with a file, in words; "" when nothing is


def _wrong_mp3(data: bytes) -> str:
    """A first frame, and a second where it ends, behind what a recorder says of the piece."""
    start = 0
    while data[start : start + 3] == b"ID3" and len(data) >= start + 10:
        size = 0
        for part in data[start + 6 : start + 10]:
            size = size << 7 | part & 0x7F
        start += 10 + size + (10 if data[start + 5] & 0x10 else 0)
    while start < len(data) and data[start] == 0:
        start += 1
    length = _frame(data, start)
    whole = length and (start + length >= len(data) or _frame(data, start + length))
    return "" if whole else "is damaged or cut off: it has no frame of sound"


def _frame(data: bytes, start: int) -> int:
    """The length of the frame of layer III that begins there; 0 when none does."""
    if len(data) < start + 4 or data[start] != 0xFF or data[start + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, samples = data[start + 1] >> 3 & 3, data[start + 2] >> 4, data[start + 2] >> 2 & 3
    if version == 1 or rate in {0, 15} or samples == 3:
        return 0
    slots = 144000 if version == 3 else 72000
    return slots * BIT_RATES[version][rate - 1] // SAMPLE_RATES[version][samples] + (data[start + 2] >> 1 & 1)


def _wrong_wav(data: bytes) -> str:
    """A recorder that could not say how long the piece would be has written 0 or the largest number."""
    length = int.from_bytes(data[4:8], "little")
    if length not in {0, 0xFFFFFFFF} and length + 8 > len(data) + 1:
        return f"is cut off: {length + 8} bytes are announced, {len(data)} are there"
    return "" if b"fmt " in data[:4096] and b"data" in data[12:65536] else "is damaged: it has no samples"


def _wrong_ogg(data: bytes) -> str:
    """Pages one after the other, the last of which says that it is."""
    start, last = 0, 0
    first = data[27 + data[26] :] if len(data) > 26 else b""
    if not first.startswith(CODECS):
        return "is a film, or in an unknown form: Vorbis, Opus, FLAC and Speex are known"
    while data[start : start + 4] == b"OggS" and len(data) >= start + 27:
        last, segments = data[start + 5], data[start + 26]
        start += 27 + segments + sum(data[start + 27 : start + 27 + segments])
    return "" if start == len(data) and last & 4 else "is damaged or cut off: it has no last page"


def _wrong_m4a(data: bytes) -> str:
    """Boxes one after the other, among them what is heard and how; nothing to be seen."""
    boxes = dict(_boxes(data))
    if not {b"moov", b"mdat"} <= boxes.keys():
        return "is damaged or cut off: it has no sound, or not all of it"
    start, end = boxes[b"moov"]
    return "is a film: save its sound alone" if b"hdlr\0\0\0\0\0\0\0\0vide" in data[start:end] else ""


def _boxes(data: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Name, beginning and end of each whole box."""
    start = 0
    while start + 8 <= len(data):
        size = int.from_bytes(data[start : start + 4])
        size = int.from_bytes(data[start + 8 : start + 16]) if size == 1 else size or len(data) - start
        if size < 8 or start + size > len(data):
            return
        yield data[start + 4 : start + 8], (start, start + size)
        start += size


CHECKS = {"MP3": _wrong_mp3, "WAV": _wrong_wav, "Ogg": _wrong_ogg, "M4A": _wrong_m4a}
