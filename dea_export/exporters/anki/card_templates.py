"""What note types look like: the templates and the style sheet of a theme, as strings.

A template is Anki's own mustache; `<!-- about -->` and `<!-- report -->` are replaced by the files of that name, the
second only when the study has a repository to report to; words of ours stand as `<!-- about.status -->`. Cards in
another language than plain English say so, since it decides which way a text runs and how a kanji looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from html import escape
from urllib.parse import quote

from dea_export.exporters.templates import Templates
from dea_export.model.study import Meta, Study
from dea_export.notes.note_types import FIELDS, TypeKind
from dea_export.words import Words, words_in

QUOTED = ("anki.report_card", "anki.report_wrong", "anki.report_source")  # within an address
WORDS = ("about.confused", "about.status", "anki.report", "anki.options")


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """Front, back and style of one note type."""

    front: str
    back: str
    css: str

    @property
    def digest(self) -> str:
        """The same as long as learners need no other."""
        return sha256(f"{self.front}\x1f{self.back}\x1f{self.css}".encode()).hexdigest()[:32]


def read_card_templates(study: Study, templates: Templates) -> dict[TypeKind, CardTemplate]:
    """The looks of both note types."""
    words = words_in(study.study.language)

    def read(name: str) -> str:
        return _in_words(templates.read(f"anki/{name}").strip(), words)

    repository = (study.study.repository or "").rstrip("/").removesuffix(".git")
    report = read("report.html").replace("[repository]", escape(repository)) if repository else ""
    about = read("about.html").replace("<!-- report -->", report)
    css = read("style.css")
    fronts = {kind: read(f"{kind}.front.html") for kind in FIELDS}
    backs = {kind: read(f"{kind}.back.html").replace("<!-- about -->", about) for kind in FIELDS}
    opening, closing = _frame(study.study)
    return {
        kind: CardTemplate(f"{opening}{fronts[kind]}{closing}", f"{opening}{backs[kind]}{closing}", css)
        for kind in FIELDS
    }


def _in_words(template: str, words: Words) -> str:
    """The template with our words at `<!-- about.status -->`. Anki shows a hint under the English name of its field."""
    said = {key: escape(words.say(key)) for key in WORDS}
    for key, word in said.items():
        template = template.replace(f"<!-- {key} -->", word)
    for key in QUOTED:
        template = template.replace(f"[{key}]", quote(words.say(key)))
    if (options := said["anki.options"]) == "Options":
        return template
    return template.replace(
        "{{hint:Options}}", f'<details><summary class="hint">{options}</summary>{{{{Options}}}}</details>'
    )


def _frame(meta: Meta) -> tuple[str, str]:
    """What stands around a card that is not in plain English."""
    if meta.language.lower() == "en":
        return "", ""
    direction = ' dir="rtl" style="text-align: start"' if meta.direction == "rtl" else ""
    return f'<div lang="{escape(meta.language)}"{direction}>\n', "\n</div>"
