"""What a code of a language tells of how it is written."""

from __future__ import annotations

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}  # that run from right to left


def runs_backwards(code: str) -> bool:
    """Whether a language is written from right to left, by its script or by itself: `he`, `az-Arab`, but `ur-Latn` not."""
    main, *more = code.lower().split("-")
    return not SCRIPTS.isdisjoint(more) or (main in RIGHT_TO_LEFT and "latn" not in more)
