"""The files of a new study, from templates; what they hold passes `check --strict`, or is not handed out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dea_export.exporters.resources import template_root
from dea_export.importers.identifiers import hyphenated, latin_words
from dea_export.markup import escape_line
from dea_export.model.diagnostic import DeaExportError, has_errors
from dea_export.reading import load
from dea_export.reading.canonical_form import canonical
from dea_export.reading.ids import is_id
from dea_export.reading.schema import json_schema

MARK = re.compile(r"\[(id|title|heading|language)\]")


@dataclass(frozen=True, slots=True)
class Starter:
    """What a new study is called, and where it goes."""

    folder: Path
    id: str
    title: str

    def files(self, language: str, *, exam: bool) -> dict[str, bytes]:
        """Bytes by path within the folder; raises DeaExportError where title or language are none."""
        content = f"content/{self.id}.yaml"
        made = dict(self._filled(language, content, "exam" if exam else "subject"))
        problems = load(made[content].encode(), content).problems
        if has_errors(problems):
            raise DeaExportError(f"this title or language makes no study: {problems[0].message}", problems[0].hint)
        made |= {content: canonical(made[content]), "content/content.schema.json": json_schema()}
        return {name: text.encode() for name, text in made.items()}

    def _filled(self, language: str, content: str, shape: str) -> Iterator[tuple[str, str]]:
        templates = template_root() / "new"
        names = {content: f"{shape}.yaml", "README.md": "README.md", ".gitignore": "gitignore",
                 ".github/workflows/files.yml": "workflow.yml"}  # fmt: skip
        values = {"id": self.id, "title": _quoted(self.title), "heading": escape_line(self.title),
                  "language": _quoted(language)}  # fmt: skip
        return ((name, _fill(templates.read(template), values)) for name, template in names.items())


def name_study(name: str, title: str | None) -> Starter:
    """A name is a folder when it looks like one, or a title of which the folder's name is made."""
    folder = Path(name)
    is_folder = is_id(name) or bool({"/", "\\"} & set(name)) or (name != "" and _is_there(folder))
    word = folder.resolve().name if is_folder else name
    id_ = hyphenated(latin_words(word) or latin_words(title or ""))
    if not id_:
        raise DeaExportError(
            f"no id can be made of '{name}'",
            'give a folder in small letters and digits, and the title: new my-study --title "…"',
        )
    said = title if title is not None else word if not is_folder else _readable(id_)
    return Starter(folder if is_folder else Path(id_), id_, said)


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:  # longer than a name can be
        return False


def _fill(text: str, values: Mapping[str, str]) -> str:
    return MARK.sub(lambda found: values[found[1]], text)


def _quoted(text: str) -> str:
    """As YAML reads it back, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def _readable(word: str) -> str:
    return word.replace("-", " ").capitalize()
