"""Any formula that `check` passes, in every field of every kind, is a formula in every target, or named at its place."""

import random
import re

import pytest

from dea_export.cards import make_cards
from dea_export.checking import check_study
from dea_export.exporters.pdf.paper_cards.side_html import back_html, front_html
from dea_export.markup import parse, read_formula, walk
from dea_export.model.diagnostic import Level
from dea_export.reading import load
from tests.support import pdf_forms
from tests.support.apkg import collection_of
from tests.support.exports import outputs
from tests.support.hostile import emitted

PARTS = [
    "x", "12", "+", "=", "-", "^{2}", "_i", r"\frac{a}{b}", r"\sqrt{c+1}", r"\alpha", r"\sum_{i=1}^n", r"\bar{x}", r"\to", "<",
    r"\left( \frac{u}{v} \right)", r"\text{ if & so }", r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", r"\cancel{y}", r"\%",
    r"\ce{SO4^2-}", r"\ce{^{14}_6C}", r"\underbrace{a+b}_{n}", r"\mathbb{R}", "'", r"\{ x \}", "|y|", "e^{x^{y^{z}}}", "*", "~",
]  # fmt: skip
COUNT, SEED = 2, 20261128


class Formulas:
    """Random formulas, each with a word of its own; `tex` by that word, and where it must be seen."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.tex, self.places = {}, {}

    def __call__(self, place="fact", gap=None, *, display=True):
        """A text with a formula; with a gap in it, of that number, where one is given."""
        word = f"q{len(self.tex)}z"
        while True:
            parts = self.chance.choices(PARTS, k=self.chance.randint(1, 5))
            inside = " ".join((*parts, rf"\text{{{word}}}"))
            if gap:
                answer = " ".join(self.chance.choices(PARTS, k=2))
                inside += rf" \frac{{ {{{{c{gap}::{answer}}}}} }}{{2}}"
            opening, closing = self.chance.choice([(r"\(", r"\)"), (r"\[ ", r" \]")] if display else [(r"\(", r"\)")])
            if not parse(opening + inside + closing, inline=True).problems:
                self.tex[word], self.places[word] = opening + inside + closing, place
                return f"As {opening}{inside}{closing} says"


def study_of_formulas(seed):
    """The content as JSON that is YAML, a text a line, and its formulas."""
    law = Formulas(seed)
    facts, items = [], []
    for n in range(COUNT):
        facts += [
            {"kind": "statement", "text": f"{law(gap=1)}, {{{{c2::{law()}}}}}", "why": law(), "sheet": {"text": law("sheet"), "priority": "must"}},
            {"kind": "statement", "text": f"- {law()}\n- {{{{c1::a}}}}\n\n| b | c |\n| --- | --- |\n| {law('fact', display=False).replace('|', '/')} | d |"},
            {"kind": "question", "prompt": law(), "answer": law()},
            {"kind": "question", "reversed": True, "prompt": law(), "answer": law()},
            {"kind": "compare", "things": ["a", "b"], "aspects": [{"name": "is", "cells": [law(), law(gap=1)]}]},
            {"kind": "steps", "intro": law(), "flow": n % 2 == 0, "steps": [law(), law(gap=1)]},
            {"kind": "choice", "scenario": law(), "deciding": law(), "options": [{"text": law(), "pick": True}, {"text": law(), "loses": law()}]},
            {"kind": "tree", "prompt": law(), "branches": [{"if": law(), "then": f"{{{{c1::{law()}}}}}", "why": law()}, {"if": "no", "then": "{{c2::b}}"}]},
        ]  # fmt: skip
        lost = [{"text": law("exam"), "loses": law("key"), "fails": "job", "facts": ["fact-0"]} for _ in range(3)]
        items.append({"id": f"item-{n}", "skill": "1.1.1", "hinge": "s", "level": "easy", "stem": law("exam"), "question": f"{law('exam')} ?",
                      "deciding": law("key"), "facts": ["fact-0"], "options": [{"text": law("exam"), "pick": True, "why": law("key")}, *lost]})  # fmt: skip
    for n, fact in enumerate(facts):
        fact |= {"id": f"fact-{n}", "skill": "1.1.1"}
    tasks = [{"id": "1.1", "title": "t", "skills": {"1.1.1": "s"}}]
    topics = [{"title": "Topic", "facts": facts}]
    return emitted({
        "format": 1, "study": {"id": "any", "title": "Any", "exam": "E-1", "language": "en"}, "services": [{"id": "s", "name": "S"}],
        "domains": [{"id": "all", "number": 1, "title": "All", "weight": 100, "tasks": tasks, "topics": topics}],
        "exams": [{"id": "form-1", "title": "Mock", "items": items}],
    }), law  # fmt: skip


@pytest.fixture(scope="module")
def made():
    text, law = study_of_formulas(SEED)
    loaded = load(text.encode(), "any.yaml")
    assert [str(problem) for problem in loaded.problems if problem.level is Level.ERROR] == []
    files = outputs(loaded.study, {"anki", "quizlet", "markdown", "html", "exam"}, without=("letter", "update"))
    return text, law, loaded.study, files


def missing(law, shown, *places):
    found = set(re.findall(r"q\d+z", shown))
    return [law.tex[word] for word, place in law.places.items() if place in places and word not in found]


def test_cards_have_formulas_of_mathjax_and_whole_gaps(made):
    _, law, _, files = made
    fields = [
        one
        for (all_,) in collection_of(files["any.apkg"]).execute("select flds from notes")
        for one in all_.split("\x1f")
    ]
    formulas = re.findall(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", "\n".join(fields), re.DOTALL)
    assert missing(law, "\n".join("".join(one) for one in formulas), "fact") == []
    for field in fields:
        assert field.count("{{c") == field.count("}}"), field


def test_page_file_and_sets_show_them(made):
    _, law, _, files = made
    assert missing(law, files["any.html"].decode(), "fact", "exam", "key") == []
    drawn = re.findall(r"\$`(.*?)`\$", files["any.md"].decode())
    assert missing(law, "\n".join(drawn), "fact") == []
    hidden = {word for word, tex in law.tex.items() if law.places[word] == "fact"}
    rows = files["any-quizlet.csv"].decode("utf-8-sig")
    shown = set(re.findall(r"q\d+z", rows))
    beside = [word for word in hidden - shown if f"{word}" in "".join(_asides(made[2]))]
    assert sorted(hidden - shown) == sorted(beside)  # a set has no reasons


def _asides(study):
    for fact in study.living:
        yield str(fact.why or "")
        yield from (str(option.loses or "") for option in getattr(fact, "options", ()))
        yield from (str(branch.why or "") for branch in getattr(fact, "branches", ()))


@pytest.mark.parametrize(("paper", "place"), [("any-exam-1-a4", "exam"), ("any-exam-1-key", "key")])
def test_exams_show_them(made, paper, place):
    _, law, _, files = made
    (name,) = [name for name in files if name.startswith(paper)]
    words = re.sub(r"\s", "", pdf_forms.words(files[name]))
    assert missing(law, "\n".join((words, *pdf_forms.alternatives(files[name]))), place) == []


def test_cards_to_cut_show_them(made):
    _, law, study, _ = made
    backs = [back_html(study, fact, card.number) for fact in study.living for card in make_cards(fact)]
    fronts = [front_html(study, fact, card.number, {})[0] for fact in study.living for card in make_cards(fact)]
    assert missing(law, "\n".join((*fronts, *backs)), "fact") == []


def test_what_no_line_can_say_is_named_at_its_place(made):
    text, law, study, _ = made
    found = [problem for problem in check_study(study) if problem.code == "W419" and "the fonts" not in problem.message]
    named = {problem.place.line for problem in found}
    expected = set()
    for number, line in enumerate(text.split("\n"), 1):
        for word in re.findall(r"q\d+z", line):
            (math,) = [node for node in walk(parse(law.tex[word], inline=True).root) if node.kind == "math"]
            if read_formula(math).unsaid:
                expected.add(number)
    assert expected
    assert named == expected
