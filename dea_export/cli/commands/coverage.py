"""`dea-export coverage`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from shutil import get_terminal_size

import click

from dea_export.checking.coverage import SHOWN, Group, count_groups
from dea_export.checking.exam_forms import count_form
from dea_export.cli.console import in_one_line, wants_colour
from dea_export.cli.content import read_study
from dea_export.cli.form_report import Forms, forms_as_markdown, forms_as_objects, forms_as_tables
from dea_export.cli.options import debug_option, file_argument
from dea_export.cli.tables import BETWEEN, display_width, fit_width, format_table
from dea_export.model.measures import MEASURES

LEVELS = ("all", "domain", "topic", "task", "skill", "service", "kind", "rank", "checked", "sheet", "exam")


@click.command("coverage")
@file_argument
@click.option("--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True,
              help="How it is printed.")  # fmt: skip
@click.option("--by", "levels", type=click.Choice(LEVELS), multiple=True, help="Only this level; may be repeated.")
@click.option("--missed", is_flag=True, help="Only groups that miss a target.")
@click.option("--strict", is_flag=True, help="Exit code 1 when a target is missed.")
@debug_option
@click.pass_context
def coverage_command(
    ctx: click.Context, file: Path | None, form: str, levels: Sequence[str], *, missed: bool, strict: bool
) -> None:
    """Show facts and cards by domain or topic, task, skill, service, kind, rank, checked and sheet, against the targets.

    And each mock exam; one of 65 items against the shape of the real exam.

    The targets, minimums and maximums, stand in the content file under 'targets:'.

    \b
    Examples:
      dea-export coverage --by domain --by task
      dea-export coverage --missed --strict
      dea-export coverage --format markdown > coverage.md
    """
    _, study = read_study(file)
    every = count_groups(study)
    chosen = [group for group in every if (not levels or group.level in levels) and (group.missed or not missed)]
    exams = study.exams if not levels or "exam" in levels else ()
    counted = [(exam, count_form(study, exam)) for exam in study.exams]
    forms = [(exam, [one for one in counts if one.missed or not missed]) for exam, counts in counted if exam in exams]
    match form:
        case "json":
            objects = [*map(_object, chosen), *forms_as_objects(forms)]
            click.echo(json.dumps(objects, indent=2, ensure_ascii=False))
        case "markdown":
            click.echo("\n".join([*_markdown(chosen), *forms_as_markdown(forms)]))
        case _:
            for line in forms_as_tables(forms):
                click.echo(line, color=wants_colour())
            _print(chosen, every, counted)
    missing = any(group.missed for group in every) or any(one.missed for _, counts in counted for one in counts)
    ctx.exit(1 if strict and missing else 0)


def _object(group: Group) -> dict[str, object]:
    bounds = {measure: {"min": bound.min, "max": bound.max} for measure, bound in group.bounds.items()}
    return {"level": group.level, "name": group.name, "title": group.title, "counts": group.counts,
            "targets": bounds, "missed": list(group.missed)}  # fmt: skip


def _cells(group: Group) -> list[str]:
    """The counts of a row, each with its bound; measures that are no column stand in the last one."""
    cells = [_cell(group, measure) for measure in SHOWN]
    more = [f"{measure} {_cell(group, measure)}" for measure in group.bounds if measure not in SHOWN]
    return [group.name or "all", group.title, *cells, ", ".join(more)]


def _cell(group: Group, measure: str) -> str:
    count = group.counts[measure]
    shown = f"{count:g} %" if MEASURES[measure].per_cent else f"{count:g}"
    bound = group.bounds.get(measure)
    return shown if bound is None else f"{shown} ({bound}{'' if bound.allows(count) else ' !'})"


def _markdown(groups: Sequence[Group]) -> list[str]:
    lines: list[str] = []
    for level, some in groupby(groups, key=lambda group: group.level):
        lines += ["", f"## {level}", "", f"| {level} | title | {' | '.join(SHOWN)} | other targets |",
                  "|" + " --- |" * (len(SHOWN) + 3)]  # fmt: skip
        lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in _cells(group)) + " |" for group in some]
    return lines[1:]


def _print(chosen: Sequence[Group], every: Sequence[Group], forms: Forms) -> None:
    """Tables on the terminal, and one line that says how many targets are missed."""
    for level, some in groupby(chosen, key=lambda group: group.level):
        for line in _table(level, list(some), get_terminal_size().columns):
            click.echo(line, color=wants_colour())
    asked = sum(len(group.bounds) for group in every) + sum(one.bound is not None for _, some in forms for one in some)
    missed = [f"{group.level} {group.name} {name} {_cell(group, name)}" for group in every for name in group.missed]
    missed += [
        f"exam {exam.id} {one.measure} {one.count:g} ({one.bound} !)"
        for exam, some in forms
        for one in some
        if one.missed
    ]
    for line in missed:
        click.echo(in_one_line(f"missed: {line}".replace("  ", " ")))
    click.echo(f"{len(missed)} of {asked} targets missed" if asked else "no targets: set some under 'targets:'")


def _table(level: str, groups: Sequence[Group], width: int) -> Iterator[str]:
    """A table whose titles give way on a narrow terminal, and nothing else."""
    heads = [level, *(MEASURES[measure].head or measure for measure in SHOWN), "targets"]
    rows = [[group.name or "all", *_counts(group), _met(group)] for group in groups]
    widths = [max(map(display_width, column)) for column in zip(heads, *rows, strict=True)]
    room = max(8, width - sum(widths) - len(BETWEEN) * len(widths))
    titled = ([name, fit_width(group.title, room), *cells] for group, (name, *cells) in zip(groups, rows, strict=True))
    return format_table(level, [level, "title", *heads[1:]], list(titled), left=2)


def _counts(group: Group) -> list[str]:
    """The counts of a row, in red where a target is missed."""
    counts = {measure: f"{group.counts[measure]:.0f}{' %' if MEASURES[measure].per_cent else ''}" for measure in SHOWN}
    return [click.style(count, fg="red") if measure in group.missed else count for measure, count in counts.items()]


def _met(group: Group) -> str:
    """`9 of 9`; nothing without targets."""
    return f"{len(group.bounds) - len(group.missed)} of {len(group.bounds)}" if group.bounds else ""
