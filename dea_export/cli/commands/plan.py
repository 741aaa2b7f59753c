"""`dea-export plan`."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from dea_export.cli.build.folder import explained, replace_file
from dea_export.cli.console import in_one_line, wants_colour
from dea_export.cli.content import read_study
from dea_export.cli.options import DATE, builtin_option, debug_option, templates_option
from dea_export.cli.own_collection import find_met, today_option
from dea_export.cli.plan_report import describe_plan, plan_object
from dea_export.exporters.resources import template_root
from dea_export.ledger import EMPTY, Ledger
from dea_export.model.diagnostic import DeaExportError
from dea_export.model.study import Study
from dea_export.progress.plan_calendar import write_calendar
from dea_export.progress.plan_page import render_plan
from dea_export.progress.study_plan import Forecast, StudyPlan, count_new_days, list_unmet

FARTHEST = 730  # days to an exam
PAGE = click.Path(path_type=Path, dir_okay=False)


@click.command("plan")
@click.option("--exam", type=DATE, required=True, metavar="DATE", help="Day of the exam, e.g. 2027-02-01.")
@click.option("--minutes", type=click.FloatRange(1, 1000), default=30, show_default=True,
              help="What a day may take, as the mean of a week.")  # fmt: skip
@click.option("--from", "collection", metavar="COLLECTION",
              help="Go on from where you are in your Anki: a profile's folder, collection.anki2 or a .colpkg; 'anki' "
                   "looks where Anki keeps it.")  # fmt: skip
@click.option("--content", type=click.Path(path_type=Path), metavar="FILE", help="The content file of the study.")
@builtin_option
@today_option
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("--html", "page", type=PAGE, metavar="PAGE", help="Write one page to print and tick off.")
@click.option("--ics", "calendar", type=PAGE, metavar="FILE", help="Write a calendar to import.")
@templates_option
@debug_option
def plan_command(  # noqa: PLR0913, PLR0917  the command line is the interface
    exam: datetime, minutes: float, collection: str | None, content: Path | None, today: datetime | None,
    page: Path | None, calendar: Path | None, templates: Path | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Plan the weeks until the exam: new cards a day, their last day, reviews by week, days of mock exams.

    Anki's own simulator counts, in a process of its own; it is licensed AGPL-3.0 and comes with the extra 'simulate'.
    Of your collection only a copy is read.

    \b
    Examples:
      dea-export plan --exam 2027-02-01 --minutes 30
      dea-export plan --exam 2027-02-01 --from anki --html plan.html --ics plan.ics
    """
    if find_spec("anki") is None:
        raise DeaExportError("plan needs the Anki backend", "pip install 'dea-export[simulate]' (AGPL-3.0)")
    found, study = read_study(content)
    plan = make_plan(study, exam, minutes, collection, today, found.ledger)
    if page is not None:
        _write(page, render_plan(plan, template_root(templates)).encode())
    if calendar is not None:
        _write(calendar, write_calendar(plan))
    if as_json:
        click.echo(json.dumps(plan_object(plan), indent=2, ensure_ascii=False))
        return
    for line in describe_plan(plan):
        click.echo(line, color=wants_colour())
    for path in filter(None, (page, calendar)):
        click.echo(in_one_line(f"  {path}"))


def _write(path: Path, data: bytes) -> None:
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, data)


def make_plan(
    study: Study, exam: datetime, minutes: float, collection: str | None, today: datetime | None, ledger: Ledger = EMPTY
) -> StudyPlan:
    """The plan for one study; raises click.BadParameter for a day that is over or too far, and what reading a collection raises."""
    with TemporaryDirectory(prefix="dea-export-") as folder:
        copy = Path(folder) / "copy.anki2" if collection is not None else None
        day, met = find_met(study, collection, today, copy, ledger)
        if not 0 < (exam.date() - day).days <= FARTHEST:
            what = f"{exam.date()} is no day to plan for: today is {day}, and {FARTHEST} days are the most"
            raise click.BadParameter(what, param_hint="'--exam'")
        asked = {
            "collection": copy and str(copy), "study": str(study.study.id), "minutes": minutes,
            "cards": len(list_unmet(study, met)), "days": (exam.date() - day).days,
            "new_days": count_new_days(day, exam.date()),
        }  # fmt: skip
        said = _ask(asked)
    days = [(new, reviews, seconds) for new, reviews, seconds in said["days"]]
    forecast = Forecast(said["new"], days, own_pace=said["own"], lacking=said["lacking"])
    return StudyPlan(study, day, exam.date(), minutes, met, forecast)


def _ask(asked: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "dea_export.simulation.forecast"]
    run = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)  # noqa: S603  our own module
    if run.returncode:
        last = run.stderr.strip().splitlines()[-1:] or ["no message"]
        raise DeaExportError(f"Anki's simulator failed: {last[0]}", "run again with --debug") from RuntimeError(
            run.stderr
        )
    found: dict[str, Any] = json.loads(run.stdout)
    return found
