"""Mock exams against the shape of the real one, as `dea-export coverage` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from dea_export.checking.exam_forms import FormCount
from dea_export.cli.tables import format_table
from dea_export.model.exams import Exam

Forms = Sequence[tuple[Exam, Sequence[FormCount]]]


def forms_as_tables(forms: Forms) -> Iterator[str]:
    """For the terminal: a table a form, what is out of its bounds in red."""
    for exam, counts in forms:
        rows = [[one.measure, _painted(one), _bound(one)] for one in counts]
        yield from format_table(f"exam {exam.id}: {exam.title}", ["", "is", "real exam"], rows)


def forms_as_markdown(forms: Forms) -> Iterator[str]:
    """A table a form, with a `!` where a count is out of its bounds."""
    for exam, counts in forms:
        yield from ("", f"## exam {exam.id}: {exam.title}", "", "|  | is | real exam |", "| --- | --- | --- |")
        yield from (f"| {one.measure} | {one.count:g}{' !' if one.missed else ''} | {_bound(one)} |" for one in counts)


def forms_as_objects(forms: Forms) -> Iterator[dict[str, object]]:
    """In the form of the groups of facts."""
    for exam, counts in forms:
        bounds = {one.measure: {"min": one.bound.min, "max": one.bound.max} for one in counts if one.bound}
        yield {"level": "exam", "name": exam.id, "title": exam.title, "counts": {one.measure: one.count for one in counts},
               "targets": bounds, "missed": [one.measure for one in counts if one.missed]}  # fmt: skip


def _painted(one: FormCount) -> str:
    return click.style(f"{one.count:g}", fg="red") if one.missed else f"{one.count:g}"


def _bound(one: FormCount) -> str:
    if one.bound is None:
        return ""
    return str(one.bound)
