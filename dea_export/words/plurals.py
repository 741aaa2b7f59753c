"""Which form of a word a number takes, by the cardinal rules of CLDR for whole numbers, as browsers apply them, too."""

from __future__ import annotations

FORMS = ("zero", "one", "two", "few", "many", OTHER := "other")


def choose_form(language: str, number: int) -> str:
    """One of `FORMS`; of a language that is not known here, as English has it."""
    match language:
        case "ja" | "ko" | "zh" | "vi" | "th" | "id":
            return OTHER
        case "fr" | "pt":
            return "one" if number in {0, 1} else OTHER
        case "ru" | "uk" | "pl":
            return _slavic(
                number, singular=number == 1 if language == "pl" else number % 10 == 1 and number % 100 != 11
            )
        case "cs" | "sk":
            return "one" if number == 1 else "few" if number in {2, 3, 4} else OTHER
        case "he":
            return {1: "one", 2: "two"}.get(number, OTHER)
        case "ar":
            return _arabic(number)
        case _:
            return "one" if number == 1 else OTHER


def _arabic(number: int) -> str:
    if number <= 2:
        return FORMS[number]
    return "few" if 3 <= number % 100 <= 10 else "many" if number % 100 > 10 else OTHER


def _slavic(number: int, *, singular: bool) -> str:
    if singular:
        return "one"
    return "few" if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else "many"
