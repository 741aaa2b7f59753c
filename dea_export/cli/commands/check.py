"""`dea-export check`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import click

from dea_export.checking import check_study
from dea_export.cli.console import Format, in_one_line, show_problems, summarise
from dea_export.cli.content import read_content
from dea_export.cli.options import (
    debug_option,
    file_argument,
    format_option,
    quiet_option,
    strict_option,
    templates_option,
    theme_option,
)
from dea_export.cli.themed_fonts import use_fonts_of
from dea_export.model.diagnostic import Diagnostic, count_of, has_errors, has_warnings, sort_by_place
from dea_export.model.study import Study


def _explain(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Prints what a code means, and ends."""
    del param
    if value is None or ctx.resilient_parsing:
        return
    from dea_export.checking.codes import explain_code, read_codes
    from dea_export.model.suggestions import did_you_mean

    known = read_codes()
    if value.upper() not in known:
        hint = did_you_mean(value.upper(), known) or "docs/codes.md lists all"
        raise click.UsageError(f"there is no code '{value}'; {hint}", ctx)
    click.echo(explain_code(known[value.upper()]), nl=False)
    ctx.exit(0)


def _age(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Days of `180d`, `26w` or `6m`."""
    del ctx, param
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,5})([dwmy])", value)
    if not found:
        raise click.BadParameter("write 180d, 26w, 6m or 1y")
    return int(found[1]) * {"d": 1, "w": 7, "m": 30, "y": 365}[found[2]]


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    del ctx, param
    try:
        return None if value is None else dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is not a date; write YYYY-MM-DD") from error


@click.command("check")
@file_argument
@format_option
@strict_option
@click.option("--explain", metavar="CODE", callback=_explain, is_eager=True, expose_value=False,
              help="Say what a code means, with a bad and a good example.")  # fmt: skip
@click.option("--stale", "age", metavar="AGE", callback=_age, help="Also list facts checked longer ago: 180d, 26w, 1y.")
@click.option("--as-of", metavar="DATE", callback=_day, help="The day to count from; today when not given.")
@templates_option
@theme_option
@quiet_option
@debug_option
@click.pass_context
def check_command(
    ctx: click.Context, /, file: Path | None, form: Format, age: int | None, as_of: dt.date | None,
    *, strict: bool, quiet: bool, **printed: Any,  # noqa: ANN401
) -> None:  # fmt: skip
    """Say what is wrong with the content: all problems in one run, sorted by place.

    Exit code 1 when there is an error, with --strict also when there is a warning. Nothing depends on today's date
    unless --stale asks for it. With --templates and --theme it knows what the theme's own fonts print.

    \b
    Examples:
      dea-export check
      dea-export check content/my-study.yaml --strict --format github
      dea-export check --explain E104
      dea-export check --stale 180d --as-of 2027-06-01
    """
    with use_fonts_of(**printed):
        content = read_content(file)
        study = content.loaded.study
        problems = list(content.loaded.problems)
        if study is not None:
            problems = [*sort_by_place([*problems, *check_study(study)])]
            problems += _dated(study, age, as_of)
    show_problems(problems, content.loaded.text, form)
    if form == "human" and not quiet:
        counted = f"{count_of(len(study.facts), 'fact')}, " if study else ""
        click.echo(in_one_line(f"{content.name}: {counted}{summarise(problems)}"))
    ctx.exit(1 if (has_warnings if strict else has_errors)(problems) else 0)


def _dated(study: Study, age: int | None, as_of: dt.date | None) -> list[Diagnostic]:
    """What depends on a date; nothing when none was asked for. Old evidence stays in the order of its urgency."""
    from dea_export.checking.evidence import future_evidence, stale_evidence

    day = as_of or dt.datetime.now(dt.UTC).date()
    return [
        *(future_evidence(study, day) if as_of is not None or age is not None else ()),
        *(stale_evidence(study, age, day) if age is not None else ()),
    ]
