"""The mini study in another language without a Latin letter in its texts: every other word of an output is one of ours."""

import re
from html import unescape
from pathlib import Path
from string import ascii_letters

import yaml

from dea_export.reading import load

MINI = Path(__file__).parents[1] / "mini.yaml"
WRITTEN = {
    "title", "short", "exam", "deck", "edition", "disclaimer", "license", "name", "formerly", "text", "why", "prompt", "answer",
    "intro", "steps", "things", "cells", "scenario", "loses", "deciding", "stem", "question", "reason",
}  # fmt: skip
LETTERS = {"ja": "αβγδεζηθικλμνξοπρστυφχψωάέ", "he": "אבגדהוזחטיכלמנסעפצקרשתאבגד"}  # for the 26 of the mini study
CODE = re.compile(r"(?s)```.*?```|`[^`]*`")
GAP = re.compile(r"(\{\{c\d+::)")
NAMES = {
    "Anki", "AnkiDroid", "AnkiMobile", "Android", "iPhone", "iPad", "Quizlet", "GitHub", "Open", "Sans", "Inconsolata", "SIL",
    "Font", "License", "JavaScript", "Letter", "Enter", "apkg", "mini", "www", "https", "com",
}  # fmt: skip


def wordless_study(language="ja"):
    made = yaml.safe_load(MINI.read_text(encoding="utf-8"))
    made["study"] |= {"language": language}
    for topic in (topic for domain in made["domains"] for topic in domain["topics"]):
        topic["facts"] = [fact for fact in topic["facts"] if fact["id"] not in {"nasty-characters", "glue-code"}]
    loaded = load(
        yaml.safe_dump(
            _spelt(made, str.maketrans(ascii_letters, LETTERS[language] * 2)), allow_unicode=True, sort_keys=False
        ).encode(),
        "wordless.yaml",
    )
    assert loaded.study is not None, loaded.problems
    return loaded.study


def _spelt(value, letters, key=None):
    if isinstance(value, dict):
        return {name: _spelt(one, letters, "name" if key == "skills" else name) for name, one in value.items()}
    if isinstance(value, list):
        return [_spelt(one, letters, key) for one in value]
    if not (isinstance(value, str) and key in WRITTEN):
        return value
    pieces = GAP.split(CODE.sub("1", value))
    pieces[::2] = [piece.translate(letters) for piece in pieces[::2]]
    return "".join(pieces)


def latin_words(text, study):
    """The Latin words of a text that are neither names nor of the ids and addresses of the study."""
    known = [f"{one.id} {one.source}" for one in study.checkable] + [f"{one.id} {one.docs}" for one in study.services]
    known += [f"{option.source}" for exam in study.exams for item in exam.items for option in item.options]
    return set(re.findall(r"[A-Za-z]{3,}", text)) - NAMES - set(re.findall("[A-Za-z]{3,}", " ".join(known)))


def page_words(page):
    """What a reader of a page meets: its texts, labels and titles."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page)
    said = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', body)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", body), *said]))
