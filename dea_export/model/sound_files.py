"""Which files are sounds: by the ending of the name, as phones, Anki and browsers tell them."""

from __future__ import annotations

SOUNDS = {  # ending -> what it is called on the web
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
}


def is_sound(name: str) -> bool:
    """Whether a file is one by its name."""
    return name.lower().endswith(tuple(SOUNDS))
