"""Runs the rules over a study and hears the facts' excuses."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.rules import RULES, CheckedStudy, Finding
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact
from dea_export.model.study import Study

UNKNOWN_EXCUSE, IDLE_EXCUSE = "W421", "W422"


def check_study(study: Study) -> tuple[Diagnostic, ...]:
    """Everything the rules find that its fact does not excuse, sorted by place."""
    deck = CheckedStudy(study)
    used: set[tuple[str, str]] = set()
    problems: list[Diagnostic] = []
    for code, rule in RULES.items():
        for finding in rule(deck):
            if code in (finding.fact.excuse or {}):
                used.add((finding.fact.id, code))
            else:
                problems.append(_diagnostic(code, finding))
    problems += (problem for fact in study.living for problem in _excuses(fact, used))
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.code)))


def _diagnostic(code: str, finding: Finding) -> Diagnostic:
    return Diagnostic(finding.place, code, finding.message, finding.hint, finding.width)


def _excuses(fact: Fact, used: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Excuses of rules that do not exist or do not complain."""
    for code in fact.excuse or {}:
        if code not in RULES:
            message, hint = f"there is no rule '{code}' to be excused from", f"rules: {', '.join(RULES)}"
            yield Diagnostic(code.place, UNKNOWN_EXCUSE, message, hint, len(code))
        elif (fact.id, code) not in used:
            message = f"{code} has nothing against '{fact.id}'"
            yield Diagnostic(code.place, IDLE_EXCUSE, message, "delete the excuse", len(code))
