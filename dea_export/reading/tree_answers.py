"""What the shape of a tree cannot say: each answer is asked by a gap of its own, and is like no other."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.markup import answers, clozes, parse
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Tree
from dea_export.model.text import Text


def wrong_answers(fact: Tree) -> Iterator[Diagnostic]:
    """Answers without a gap, with several, with the number or the words of an earlier one."""
    numbers: dict[int, Text] = {}
    said: dict[str, Text] = {}
    for leaf in fact.leaves():
        assert leaf.then is not None
        yield from _wrong_answer(leaf.then, numbers, said)


def _wrong_answer(then: Text, numbers: dict[int, Text], said: dict[str, Text]) -> Iterator[Diagnostic]:
    root = parse(then, inline=True).root
    gaps = list(clozes(root))
    if len(gaps) != 1:
        message = f"the answer '{then}' has {'no gap' if not gaps else f'gaps of {len(gaps)} numbers'}"
        hint = "each answer is one card: hide what must be recalled, {{c1::answer}}"
        yield then.problem("E235", message, hint, part="")
        return
    number = gaps[0]
    if (first := numbers.setdefault(number, then)) is not then:
        hint = f"give it a number of its own; the first is at {first.place}"
        yield then.problem("E235", f"two answers have the number {number}", hint, f"{{{{c{number}::")
    words = " ".join(answers(root, number)).casefold()
    if (first := said.setdefault(words, then)) is not then:
        hint = f"bring their branches together, or say what differs; the first is at {first.place}"
        yield then.problem("E235", "two branches lead to the same answer", hint, part="")
