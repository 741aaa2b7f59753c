"""The catalogue of all codes: what each means, with a bad and a good example. Read from `codes.toml` when asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

GROUPS = (
    ("E0", "The file", "What YAML can do beyond plain lists, mappings and texts is refused."),
    ("E1", "Keys and values", "The shape of the content file; `dea-export schema` prints it for editors."),
    ("E2", "Ids, references, evidence", "What the shape cannot say."),
    ("E3", "Texts and clozes", "Markdown with `{{c1::answer::hint}}`."),
    (
        "4",
        "Rules",
        "What could be better. Facts and items excuse themselves with `excuse: {W401: the reason}`; `rules: {W401: off}` beside `study:` switches a rule off.",
    ),
    ("E5", "The ledger", "What must not change once learners have the cards."),
    ("6", "Outputs", "What exporters report of their files."),
)


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code; `of` says whether its examples are facts, an item (or the keys of one), or anything else."""

    code: str  # E104
    title: str
    text: str
    bad: str
    good: str
    of: Literal["fact", "item", "file"] = "fact"


@cache
def read_codes() -> Mapping[str, CodeEntry]:
    """Every code of the program, in the order of the catalogue."""
    written = tomllib.loads(files("dea_export.checking").joinpath("codes.toml").read_text(encoding="utf-8"))
    return {code: CodeEntry(code=code, **entry) for code, entry in written.items()}


def explain_code(code: CodeEntry) -> str:
    """A code for the terminal."""
    return f"{code.code}: {code.title}\n\n{code.text}\n\nbad:\n{_indented(code.bad)}\n\ngood:\n{_indented(code.good)}\n"


def catalogue() -> str:
    """All codes as Markdown: docs/codes.md."""
    return "\n".join(_pages()) + "\n"


def _pages() -> Iterator[str]:
    yield "# Codes"
    yield ""
    yield "What `dea-export check` says, and what to do about it. `dea-export check --explain E104` prints one of these."
    yield "**E** errors stop every export, **W** warnings stop it under `--strict`, **I** infos never do."
    yield "This page is generated from `dea_export/checking/codes.toml`."
    for mark, title, about in GROUPS:
        yield f"\n## {title}\n\n{about}"
        for code in read_codes().values():
            if _group(code.code) == mark:
                yield f"\n### {code.code}: {code.title}\n\n{code.text}\n"
                yield f"Bad:\n```yaml\n{code.bad}\n```\nGood:\n```yaml\n{code.good}\n```"


def _group(code: str) -> str:
    if code[1] in "467":
        return "6" if code[1] == "7" else code[1]
    if code[1] == "3":
        return "E3"
    return "4" if code[0] != "E" else code[:2]


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))
