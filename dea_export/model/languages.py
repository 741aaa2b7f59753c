"""What a language is like, by its BCP 47 code."""

from __future__ import annotations

from typing import Literal

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}  # that run from right to left


def read_direction(language: str) -> Literal["ltr", "rtl"]:
    """What HTML's `dir` says of it; a script in the code wins over the language's own."""
    main, *more = language.lower().split("-")
    backwards = not SCRIPTS.isdisjoint(more) or (main in RIGHT_TO_LEFT and "latn" not in more)
    return "rtl" if backwards else "ltr"


def is_english(language: str) -> bool:
    """Whether rules that know English words have something to say."""
    return language.lower().partition("-")[0] == "en"
