"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from dea_export.cli.content_file import BUILTIN
from dea_export.cli.request import WEAKEST

AHEAD = 30  # days to the exam, where none is named
DATE = click.DateTime(["%Y-%m-%d"])
Command = TypeVar("Command", bound=Callable[..., Any])


def require_words(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A callback for what will stand in a study: some words, in UTF-8, or nothing was said."""
    if value is not None and not value.strip():
        raise click.BadParameter("an empty text", ctx, param)
    if any("\ud800" <= c <= "\udfff" for c in value or ""):  # how the system hands on bytes that are no characters
        raise click.BadParameter("it is not UTF-8", ctx, param)
    return value


def _remember(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """For `find_content`: no command has to hand it on."""
    del param
    ctx.meta[BUILTIN] = value


builtin_option = click.option(
    "--builtin", is_flag=True, expose_value=False, callback=_remember,
    help="Take the study that came with this program.",
)  # fmt: skip


def file_argument(command: Command) -> Command:
    """The content file, and --builtin instead of it."""
    return click.argument("file", required=False, type=click.Path(path_type=Path))(builtin_option(command))


format_option = click.option(
    "--format", "form", type=click.Choice(["human", "json", "github"]), default="human", show_default=True,
    help="How problems are printed; github makes annotations.",
)  # fmt: skip
strict_option = click.option("--strict", is_flag=True, help="Warnings fail too.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
debug_option = click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks.")  # `main` sees to it
templates_option = click.option(
    "--templates", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of themes to use instead of the built-in ones.",
)  # fmt: skip

theme_option = click.option("--theme", metavar="NAME", help="The theme of the PDFs, a folder in templates/pdf.")


def build_options(command: Command) -> Command:
    """What `all` and the exporters' commands have in common."""
    for option in (
        click.option("--debug", is_flag=True, help="Show tracebacks."),
        quiet_option,
        strict_option,
        format_option,
        click.option("--locked", is_flag=True, help="Refuse when the content is not what the ledger says was released."),
        click.option("--stamp", type=click.Choice(["release", "now"]), default="release", show_default=True,
                     help="The time of unreleased changes: SOURCE_DATE_EPOCH, else of the content's last commit, else "
                          "just after the last release; 'now' is for trying them on your own phone."),
        click.option("-j", "--jobs", type=click.IntRange(1),
                     help="Processes at once; as many as there are cores. With 1, this one makes everything."),
        click.option("--timeout", type=click.FloatRange(0, 1e6), default=600, show_default=True,
                     help="Seconds that one output may take in a process; 0 for ever."),
        templates_option,
        click.option("--exam", type=DATE, metavar="DATE", help=f"With --from: day of the exam, else {AHEAD} days ahead."),
        click.option("--weakest", type=click.IntRange(1, 1000), metavar="N",
                     help=f"With --from: how many facts at most, else {WEAKEST}."),
        click.option("--from", "collection", metavar="COLLECTION",
                     help="Only the facts that you forget, weighed by the exam, from your Anki: a profile's folder, "
                          "collection.anki2 or a .colpkg; 'anki' looks where Anki keeps it."),
        click.option("--rank", "ranks", multiple=True, type=int, help="Only facts of this rank."),
        click.option("--tag", "tags", multiple=True, help="Only facts with this tag."),
        click.option("--kind", "kinds", multiple=True, help="Only facts of this kind, e.g. choice."),
        click.option("--service", "services", multiple=True, help="Only facts about this service."),
        click.option("--task", "tasks", multiple=True, help="Only facts of this exam task, e.g. 1.1."),
        click.option("--domain", "domains", multiple=True, help="Only facts of this domain, by number or id."),
        click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("build"),
                     show_default=True, help="The folder to write to."),
        file_argument,
    ):  # fmt: skip
        command = option(command)
    return command
