"""Runs the rules over a study and hears the facts' excuses."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.rules import RULES, CheckedStudy, rule_name
from dea_export.checking.rules.glyphs import find_missing_glyphs
from dea_export.model.diagnostic import Diagnostic, sort_by_place
from dea_export.model.facts import Fact
from dea_export.model.study import Study

UNKNOWN_EXCUSE, IDLE_EXCUSE, GLYPH = "W421", "W422", "W412"


def check_study(study: Study) -> tuple[Diagnostic, ...]:
    """Everything the rules find that its fact does not excuse, sorted by place."""
    checked = CheckedStudy(study)
    used: set[tuple[str, str]] = set()
    problems: list[Diagnostic] = []
    for code, rule in RULES.items():
        for found in rule(checked):
            if _is_excused(found.fact, code):
                used.add((found.fact.id, code))
            else:
                problems.append(found.text.problem(code, found.message, found.hint, found.part))
    problems += (problem for fact in study.living for problem in _excuses(fact, used))
    return sort_by_place(problems)


def check_glyphs(fact: Fact) -> tuple[Diagnostic, ...]:
    """What the fonts cannot print of a fact, in the words in which `check_study` says it."""
    if _is_excused(fact, GLYPH):
        return ()
    return tuple(
        found.text.problem(GLYPH, found.message, found.hint, found.part) for found in find_missing_glyphs(fact)
    )


def _is_excused(fact: Fact, code: str) -> bool:
    return not {code, rule_name(code)}.isdisjoint(fact.excuse or {})


def _excuses(fact: Fact, used: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Excuses of rules that do not exist or do not complain."""
    by_name = {rule_name(code): code for code in RULES}
    for word in fact.excuse or {}:
        code = by_name.get(word, str(word))
        if code not in RULES:
            hint = f"rules: {', '.join(RULES)}"
            yield word.problem(UNKNOWN_EXCUSE, f"there is no rule '{word}' to be excused from", hint)
        elif (fact.id, code) not in used:
            yield word.problem(IDLE_EXCUSE, f"{word} has nothing against '{fact.id}'", "delete the excuse")
