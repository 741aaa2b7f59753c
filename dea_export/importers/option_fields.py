"""Note types of Anki that offer options: the fields that hold them, and the one that says which are right.

Read by their names, since there are many such types: `Q_1 … Q_5` with `Answers` of noughts and ones (AllInOne), `Option
A … D` with a letter, a number or the words of the right one, a right answer beside wrong ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dea_export.importers.offered_options import named_options

OPTION = re.compile(
    r"(?:q|option|choice|answer|alternative|antwort|opci[oó]n|op[cç][aã]o|respuesta|resposta)?[ _.-]?([1-9]|[a-h])",
    re.IGNORECASE,
)
WRONG = re.compile(
    r"(?:wrong|incorrect|false|falsche?|distractor|incorrecta|errada)[ _.-]?(?:answer|option|choice|antwort|respuesta)?[ _.-]?[1-9a-h]?",
    re.IGNORECASE,
)
KEY = re.compile(
    r"(?:(?:correct|right|richtige?|correcta)[ _.-]?)?(?:answers?|option|choice|letter|key|solution|antwort|l[öo]sung|respuesta)"
    r"(?:[ _.-]?(?:correct|correcta|key))?|correct|right|richtig|correcta",
    re.IGNORECASE,
)
ASKED = re.compile(r"question|prompt|stem|front|scenario|frage|pregunta|pergunta", re.IGNORECASE)
EXPLAINS = re.compile(
    r"(?:explanation|rationale|reason|why|extra|comments?|feedback|notes?|remarks?|erkl[äa]rung|explicaci[oó]n)[ _.-]?\d?",
    re.IGNORECASE,
)
SOURCE = re.compile(r"(?:sources?|references?|link|url|quelle|fuente)s?", re.IGNORECASE)


class OptionFields(NamedTuple):
    """The fields of a note type with options."""

    options: tuple[str, ...]
    key: str  # says which of them are right; or is the right one itself, beside `wrong` ones
    wrong: bool
    roles: dict[str, str]  # of the others: asked, why, source


def find_option_fields(fields: Sequence[str]) -> OptionFields | None:
    """What the fields are for; None where they hold no options."""
    key = next((name for name in fields if KEY.fullmatch(name.strip())), "")
    wrong = tuple(name for name in fields if WRONG.fullmatch(name.strip()))
    options = wrong or _in_a_row(fields)
    if not key or len(options) < (1 if wrong else 2):
        return None
    others = [name for name in fields if name != key and name not in options]
    asked = next((name for name in others if ASKED.fullmatch(name.strip())), next(iter(others), ""))
    if not asked:
        return None
    roles = {name: "why" for name in others if EXPLAINS.fullmatch(name.strip())}
    roles |= {name: "source" for name in others if SOURCE.fullmatch(name.strip())}
    return OptionFields(options, key, bool(wrong), roles | {asked: "asked"})


def _in_a_row(fields: Sequence[str]) -> tuple[str, ...]:
    """Fields that are called by 1, 2, 3 … or A, B, C …, from the first on."""
    found = [(name, match[1].upper()) for name in fields if (match := OPTION.fullmatch(name.strip()))]
    for marks in ("123456789", "ABCDEFGH"):
        row = [name for name, mark in found if mark in marks]
        if len(row) > 1 and [mark for _, mark in found if mark in marks] == list(marks[: len(row)]):
            return tuple(row)
    return ()


def right_options(key: str, texts: Mapping[int, str]) -> set[int] | None:
    """The numbers of the options that a key names, from 0; None where it names none. `texts` has no empty option."""
    words = key.split()
    if len(words) > 1 and set(words) <= {"0", "1"}:
        return {number for number, word in enumerate(words) if word == "1" and number in texts}
    in_words = {number for number, text in texts.items() if text.casefold() == key.strip().casefold()}
    named = named_options(key) or set()
    numbers = named if named and max(named) <= max(texts, default=-1) else set()
    if in_words and numbers and in_words != numbers:
        return None  # "3" among the options 2, 3 and 4
    return numbers or in_words or None
