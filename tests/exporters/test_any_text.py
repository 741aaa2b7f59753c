"""Any text that `check` passes, in every field of every kind, stands in every target, and makes no exporter fail."""

import io
import json
import random
import re
import sqlite3
import zipfile

import pytest

from dea_export.markup import parse
from dea_export.model.diagnostic import Level
from dea_export.reading import load
from tests.support import pdf_forms
from tests.support.exports import outputs

PIECES = [
    "word", "Prag", "é", "שלום", "№ 5", "5 GB", "- ", "+ 5", "* ", "7. ", "1918. ", "> ", "# ", "---", "*", "**", "**bold**", "*em*",
    "_x_", "`a::b`", "`~x~`", "``a`b``", "H~2~O", "x^2^", "^", "~", "\\(x^2\\)", "\\(\\frac{a}{b}\\)", "$5", "$$y+1$$", "[a](https://e.org/_b*c)",
    "<https://e.org>", "&amp;", "&copy;", "&bogus;", "<T>", "<", "\\*", "\\", "|", "{", "}", "[sound:a.mp3]", "[latex]", "[$]", "{% x %}",
    "=1", "@a", "!", "::", '"q"', "'", "🎉", "\u200b", "\u202fa", "a\u2011b", "\u00ad", "  \n", "\\\n", "\n",
]  # fmt: skip
BLOCKS = [
    "- a\n  - b\n    - c\n      1. d", "3. a\n   - b\n\n   more\n4. c", "* a\n* b", "```sql\nSELECT '<T>' -- $$\n```", "````\n```\n````",
    "| a | b |\n| :-- | --: |\n| `x\\|y` | **c** |", "\\[\n\\sum_{i=1}^n i\n\\]", "9. a\n\ntext\n\n10. b",
]  # fmt: skip
COUNT, SEED = 12, 20261128


def texts_of(chance, mark, *, inline, block=""):
    """A text that is not refused, with a mark that no other has, and the block before or behind it."""
    while True:
        text = "".join(chance.choice([*PIECES, " ", " "]) for _ in range(chance.randint(1, 6)))
        text = f"{text.strip()} {mark}"
        if block:
            text = "\n\n".join(chance.sample([text, block], 2))
        if not any(problem.code.startswith("E") for problem in parse(text, inline=inline).problems):
            return text


def study_of_texts(seed):
    """A study of every kind of fact and a mock exam, and the marks of what each target must show."""
    chance, marks = random.Random(seed), {"full": [], "sheet": [], "exam": [], "key": []}

    def mark_of(where):
        marks[where].append(f"q{sum(map(len, marks.values()))}z")
        return marks[where][-1]

    def text(where="full"):
        block = BLOCKS[len(marks[where]) % len(BLOCKS)] if chance.random() < 0.5 else ""
        return texts_of(chance, mark_of(where), inline=False, block=block)

    def line(where="full"):
        return texts_of(chance, mark_of(where), inline=True)

    facts, items = [], []
    for n in range(COUNT):
        sheet = {"text": line("sheet"), "priority": "must"}
        facts += [
            {"kind": "statement", "text": f"{text()}\n\n{{{{c1::gap}}}}", "why": text(), "sheet": sheet},
            {"kind": "question", "prompt": text(), "answer": text()},
            {"kind": "question", "reversed": True, "prompt": line(), "answer": line()},
            {"kind": "compare", "things": [line(), "b"], "aspects": [{"name": line(), "cells": [line(), "{{c1::x}}"]}]},
            {"kind": "steps", "intro": text(), "flow": n % 2 == 0, "steps": [line(), "{{c1::x}}"]},
            {"kind": "choice", "scenario": text(), "deciding": text(),
             "options": [{"text": text(), "pick": True}, {"text": text(), "loses": text()}]},
        ]  # fmt: skip
        lost = [{"text": line("exam"), "loses": line("key"), "fails": "job", "facts": ["fact-1"]} for _ in range(3)]
        picked = {"text": line("exam"), "pick": True, "why": line("key")}
        items.append({"id": f"item-{n}", "skill": "1.1.1", "hinge": "s", "level": "easy", "stem": f"{line('exam')}\n\n{BLOCKS[n % len(BLOCKS)]}",
                      "question": f"{line('exam')} ?", "deciding": line("key"), "facts": ["fact-1"], "options": [picked, *lost]})  # fmt: skip
    for _ in range(COUNT):
        fork = [{"if": line(), "then": "{{c2::b}}"}, {"if": line(), "then": "{{c3::c}}"}]
        answered = {"if": line(), "then": f"{{{{c1::a}}}} {line()}", "why": line()}
        facts.append({"kind": "tree", "prompt": text(), "branches": [answered, {"if": line(), "branches": fork}]})
    for n, fact in enumerate(facts):
        fact |= {"id": f"fact-{n}", "skill": "1.1.1"}
    tasks = [{"id": "1.1", "title": "t", "skills": {"1.1.1": "s"}}]
    topics = [{"title": "Topic", "facts": facts}]
    return {
        "format": 1, "study": {"id": "any", "title": "Any", "exam": "E-1", "language": "en"}, "services": [{"id": "s", "name": "S"}],
        "domains": [{"id": "all", "number": 1, "title": "All", "weight": 100, "tasks": tasks, "topics": topics}],
        "exams": [{"id": "form-1", "title": "Mock", "items": items}],
    }, marks  # fmt: skip


@pytest.fixture(scope="module")
def made():
    mapping, marks = study_of_texts(SEED)
    loaded = load(json.dumps(mapping, ensure_ascii=False).encode(), "any.yaml")
    assert [str(problem) for problem in loaded.problems if problem.level is Level.ERROR] == []
    names = {"anki", "quizlet", "markdown", "html", "pdf", "exam", "cards"}
    return outputs(loaded.study, names, without=("letter", "mono")), marks


def notes_of(package):
    """All fields of all notes of a deck."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        collection = sqlite3.connect(":memory:")
        collection.deserialize(archive.read("collection.anki2"))
    with collection as open_one:
        return "\n".join(fields for (fields,) in open_one.execute("SELECT flds FROM notes"))


def missing(marks, text):
    shown = set(re.findall(r"q\d+z", text))
    return [mark for mark in marks if mark not in shown]


def test_cards_page_and_file_show_every_text(made):
    files, marks = made
    for shown in (notes_of(files["any.apkg"]), files["any.html"].decode(), files["any.md"].decode()):
        assert missing(marks["full"], shown) == []


@pytest.mark.parametrize(
    ("file", "where"),
    [("any-full-a4.pdf", "full"), ("any-cheatsheet-a4.pdf", "sheet"), ("any-exam-1-a4.pdf", "exam"), ("any-exam-1-key-a4.pdf", "key")],
)  # fmt: skip
def test_paper_shows_every_text(made, file, where):
    files, marks = made
    assert missing(marks[where], pdf_forms.words(files[file])) == []
