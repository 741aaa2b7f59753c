"""A file of words -> what says them. `en.toml` is the list of all there are; every other file has the same keys.

A word is a text with `{names}` in it, or a table of its forms: by the number `{n}` (`plurals.FORMS`) or by what is
asked for (`day`, `month`), else `other`. No word has a sign of HTML, so that it can stand in HTML as it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from dea_export.model.languages import read_direction
from dea_export.words.plurals import OTHER, choose_form

Word = str | Mapping[str, str]
ENDING = ".toml"
SPOKEN_ELSEWHERE = "en"  # where a language has no file
LEFT_TO_RIGHT, ENDED = "\u2066", "\u200e\u2069"  # LRI and PDI of Unicode; LRM for the end of a broken line


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language by table and key."""

    language: str  # code of the file
    locale: str  # by which browsers write short dates
    thousands: str  # the sign between groups of three digits
    grouped: int  # the least number that is written in groups
    months: Sequence[str]
    texts: Mapping[str, Word]

    def say(self, key: str, form: str = "", **values: object) -> str:
        """A word with its values in place; a number `n` chooses the form if none is asked for."""
        word = self.texts[key]
        if not isinstance(word, str):
            number = values.get("n")
            form = form or (choose_form(self.language, number) if isinstance(number, int) else OTHER)
            word = word.get(form, word[OTHER])
        return word.format(**{name: self.show(value) for name, value in values.items()})

    def show(self, value: object) -> str:
        """A number in groups of three digits, anything else as it is."""
        if not isinstance(value, int):
            return str(value)
        return f"{value:,}".replace(",", self.thousands) if value >= self.grouped else str(value)

    def join(self, names: Sequence[str], by: str) -> str:
        """Names as a sentence lists them, the last one after `list.and` or `list.or`."""
        *some, last = names
        return self.say(f"list.{by}", some=self.say("list.comma").join(some), last=last) if some else last

    def within(self, *tables: str) -> dict[str, Word]:
        """The words of some tables by their whole keys."""
        return {key: word for key, word in self.texts.items() if key.split(".")[0] in tables}


def words_in(language: str) -> Words:
    """The words of a language by its BCP 47 code: those of its region, else of the language, else English."""
    words = _read(find_file(language) or SPOKEN_ELSEWHERE)
    if read_direction(language) == read_direction(words.language):
        return words
    return replace(words, texts={key: _isolated(word) for key, word in words.texts.items()})


def _isolated(word: Word) -> Word:
    """A word that runs from left to right in a text that does not: without marks its ends would change places."""
    if not isinstance(word, str):
        return {form: f"{LEFT_TO_RIGHT}{text}{ENDED}" for form, text in word.items()}
    return f"{LEFT_TO_RIGHT}{word}{ENDED}" if re.search("[A-Za-z]", re.sub("{[^}]*}", "", word)) else word


def find_file(language: str) -> str:
    """The code of the file that a language's words stand in; empty when it has none."""
    code = language.lower()
    known = list_languages()
    while code not in known and code:
        code = code.rpartition("-")[0]
    return code


@cache
def list_languages() -> tuple[str, ...]:
    """The codes of all files, sorted."""
    names = (path.name for path in files("dea_export.words").iterdir())
    return tuple(sorted(name.removesuffix(ENDING) for name in names if name.endswith(ENDING)))


@cache
def _read(code: str) -> Words:
    read = tomllib.loads(files("dea_export.words").joinpath(code + ENDING).read_text(encoding="utf-8"))
    about = read.pop("language")
    return Words(code, about["locale"], about["thousands"], about["grouped"], about["months"], dict(_flat(read)))


def _flat(read: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    return ((f"{table}.{key}", word) for table, words in read.items() for key, word in words.items())
