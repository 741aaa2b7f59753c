"""The bytes of a content file -> a study, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from dea_export.model.diagnostic import Diagnostic, has_errors, sort_by_place
from dea_export.model.place import Place
from dea_export.model.study import Study
from dea_export.reading.consistency import inconsistencies
from dea_export.reading.decoding import decode
from dea_export.reading.explanations import explain_all
from dea_export.reading.schema import validate
from dea_export.reading.yaml_tree import Branch, read_tree

MANGLED = {"E007", "E008", "E010"}  # parts are missing from the tree, so what is wrong with its shape would mislead


@dataclass(frozen=True, slots=True)
class Loaded:
    """A study, unless an error forbids it; every problem, sorted by place; the text, for excerpts."""

    study: Study | None
    problems: tuple[Diagnostic, ...]
    text: str


def load(raw: bytes, file: str) -> Loaded:
    """Reads a content file. `file` is the name to print; nothing else is read. Never raises for bad content."""
    text, problems = decode(raw, file)
    if problems:
        return Loaded(None, tuple(problems), text)
    grown = read_tree(text, file)
    if grown.tree is None:
        return Loaded(None, tuple(grown.problems), text)
    if not isinstance(grown.tree, Branch):
        wrong = Diagnostic(Place(file), "E106", "the file must be a mapping of keys", "it begins with 'format: 1'")
        return Loaded(None, (*grown.problems, wrong), text)
    if any(problem.code in MANGLED for problem in grown.problems):
        return Loaded(None, sort_by_place(grown.problems), text)
    study, errors = validate(grown.tree)
    said = {problem.place for problem in grown.problems}  # what YAML lost there cannot be of the right kind, too
    found = [*explain_all(errors, grown.tree), *(inconsistencies(study) if study is not None else ())]
    problems = [*grown.problems, *(problem for problem in found if problem.place not in said)]
    return Loaded(None if has_errors(problems) else study, sort_by_place(problems), text)
