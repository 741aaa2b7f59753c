"""`dea-export list`."""

from __future__ import annotations

from pathlib import Path

import click

from dea_export.cli.build.descriptions import describe_exporter
from dea_export.cli.commands import COMMANDS, ONLY_ALL
from dea_export.cli.console import in_one_line
from dea_export.cli.content import read_study
from dea_export.cli.options import debug_option, file_argument
from dea_export.exporters.registry import BrokenExporterError, installed
from dea_export.model.diagnostic import count_of
from dea_export.model.study import Study

WHAT = ("exporters", "domains", "topics", "services", "facts")


@click.command("list")
@click.argument("what", type=click.Choice(WHAT), default="exporters")
@file_argument
@debug_option
def list_command(what: str, file: Path | None) -> None:
    """List exporters, or the domains, topics, services or facts of a study, one a line, columns separated by tabs.

    \b
    Examples:
      dea-export list
      dea-export list facts | grep redshift
    """
    if what == "exporters":
        for name, found in installed().items():
            try:
                text = describe_exporter(found).help
            except BrokenExporterError as error:
                text = f"broken: {error.message}"
            note = f" ({ONLY_ALL})" if name in COMMANDS else ""
            click.echo(in_one_line(f"{name}\t{found.package}\t{text}{note}"))
        return
    _, study = read_study(file)
    for line in _lines(study, what):
        click.echo(in_one_line(line))


def _lines(study: Study, what: str) -> list[str]:
    match what:
        case "domains":
            return [
                f"{d.number}\t{d.id}\t{f'{d.weight} %' if d.weight else ''}\t{count_of(len(d.living), 'fact')}\t{d.title}"
                for d in study.domains
            ]
        case "topics":
            return [
                f"{count_of(len(t.living), 'fact')}\t{t.title}" for section in study.sections for t in section.topics
            ]
        case "services":
            return [
                f"{s.id}\t{count_of(sum(s.id in fact.services for fact in study.living), 'fact')}\t{s.name}"
                for s in study.services
            ]
        case _:
            return [
                f"{f.id}\t{f.kind_name}\t{f.skill or ''}\t{','.join(f.services)}\trank {f.rank}" for f in study.facts
            ]
