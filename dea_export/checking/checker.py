"""Runs the rules over a study and hears the excuses of facts and items."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain

from dea_export.checking.rules import LIMITED, RULES, CheckedStudy, rule_name, rules_for
from dea_export.checking.rules.findings import Finding
from dea_export.checking.rules.glyphs import find_missing_glyphs, find_missing_in_study
from dea_export.model.diagnostic import Diagnostic, sort_by_place
from dea_export.model.exams import ExamItem
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.suggestions import nearest
from dea_export.model.text import Text

UNKNOWN_EXCUSE, IDLE_EXCUSE, NO_LIMIT, GLYPH = "W421", "W422", "W424", "W412"


def check_study(study: Study) -> tuple[Diagnostic, ...]:
    """Everything the rules find that its fact or item does not excuse, sorted by place."""
    checked = CheckedStudy(study, dict(_limits(study)))
    used: set[tuple[str, str]] = set()
    problems: list[Diagnostic] = []
    heard = rules_for(study)
    for code, rule in heard.items():
        for found in rule(checked):
            if found.owner is not None and _is_excused(found.owner, code):
                used.add((found.owner.id, code))
            else:
                problems.append(_problem(code, found))
    problems += (problem for one in study.checkable for problem in _excuses(one, used, heard))
    problems += (_unknown(word, "switched off") for word in study.rules or {} if _code(word) is None)
    problems += (problem for word in study.limits or {} if (problem := _idle_limit(word)))
    return sort_by_place(problems)


def check_printed(study: Study, printed: Iterable[Fact | ExamItem]) -> tuple[Diagnostic, ...]:
    """What the fonts cannot print of titles and names, and of some facts or items, in the words of `check_study`."""
    if GLYPH not in rules_for(study):
        return ()
    asked = (one for one in printed if not _is_excused(one, GLYPH))
    found = chain(find_missing_in_study(study), *map(find_missing_glyphs, asked))
    return tuple(_problem(GLYPH, one) for one in found)


def _problem(code: str, found: Finding) -> Diagnostic:
    return found.text.problem(code, found.message, found.hint, found.part)


def _is_excused(one: Fact | ExamItem, code: str) -> bool:
    return not {code, rule_name(code)}.isdisjoint(one.excuse or {})


def _limits(study: Study) -> Iterator[tuple[str, int]]:
    """The limits that the study sets, by the code of their rule."""
    yield from ((code, most) for word, most in (study.limits or {}).items() if (code := _code(word)))


def _idle_limit(word: Text) -> Diagnostic | None:
    """A limit of a rule that does not exist, or that measures nothing."""
    code = _code(word)
    if code is None:
        return _unknown(word, "given a limit")
    if code in LIMITED:
        return None
    measured = ", ".join(f"{code} {rule_name(code)} ({what})" for code, what in LIMITED.items())
    return word.problem(NO_LIMIT, f"the rule '{word}' has no limit to be set", f"rules with one: {measured}")


def _code(word: str) -> str | None:
    """Of the rule with this code or name."""
    return next((code for code in RULES if word in {code, rule_name(code)}), None)


def _unknown(word: Text, wanted: str) -> Diagnostic:
    names = [*RULES, *map(rule_name, RULES)]
    hint = f"did you mean '{near}'?" if (near := nearest(word, names)) else f"rules: {', '.join(RULES)}"
    return word.problem(UNKNOWN_EXCUSE, f"there is no rule '{word}' to be {wanted}", hint)


def _excuses(one: Fact | ExamItem, used: set[tuple[str, str]], heard: Container[str]) -> Iterator[Diagnostic]:
    """Excuses of rules that do not exist or do not complain; of those that are not heard nobody can tell."""
    for word in one.excuse or {}:
        code = _code(word)
        if code is None:
            yield _unknown(word, "excused from")
        elif code in heard and (one.id, code) not in used:
            yield word.problem(IDLE_EXCUSE, f"{word} has nothing against '{one.id}'", "delete the excuse")
