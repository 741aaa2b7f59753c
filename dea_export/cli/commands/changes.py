"""`dea-export changes`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from dea_export.cli.change_report import as_markdown, as_terminal
from dea_export.cli.content import Content, read_content, read_ledger
from dea_export.cli.content_file import find_content
from dea_export.cli.options import builtin_option, debug_option
from dea_export.cli.revisions import find_last_release, read_revision
from dea_export.cli.tables import unturned
from dea_export.ledger.changes import anki_search, compare_ledgers, find_changes
from dea_export.model.diagnostic import DeaExportError
from dea_export.model.study import Study
from dea_export.reading.loader import load


@click.command("changes")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice(["terminal", "markdown", "json"]), default="terminal",
              show_default=True, help="markdown is for release notes.")  # fmt: skip
@builtin_option
@debug_option
def changes_command(old: str | None, new: str | None, form: str) -> None:
    """Show what differs between two states of the content: new, corrected, retired facts, and gaps given up.

    OLD and NEW are content files or git revisions. Without NEW it is the content file as it stands; without OLD it is
    the content of the last release, that is of the commit that last changed the ledger. Two ledgers (*.lock) show
    which ids differ.

    \b
    Examples:
      dea-export changes
      dea-export changes v2026.11 v2026.12 --format markdown
      dea-export changes old/my-study.yaml content/my-study.yaml
    """
    if old and new and old.endswith(".lock") and new.endswith(".lock"):
        _show_ledgers(Path(old), Path(new), form)
        return
    named = (Path(word) for word in (new, old) if new and word)
    path = next((path for path in named if path.is_file()), None) or find_content(None)[0]
    current = read_content(path, compared=False)
    before = _content(old or find_last_release(path), current)
    after = _content(new, current) if new else current
    was, now = _study(before), _study(after)
    found = find_changes(was, now, before.media, after.media)
    released_now = after.ledger.last.name if after.ledger.last and not new else None
    hint = anki_search(str(now.study.id), found, released_now)
    match form:
        case "json":
            click.echo(json.dumps({**asdict(found), "search": hint}, indent=2, ensure_ascii=False))
        case "markdown":
            click.echo(as_markdown(now, found, hint), nl=False)
        case _:
            click.echo(unturned(as_terminal(now, found, hint)), nl=False)


def _content(word: str, current: Content) -> Content:
    """A content file by its name, or the current one as it was in a git revision, with the pictures of today."""
    if Path(word).is_file():
        return read_content(Path(word), compared=False)
    name = f"{word}:{current.path.name}"
    return Content(current.path, name, b"", load(read_revision(current.path, word), name), current.media)


def _study(content: Content) -> Study:
    if content.loaded.study is None:
        first = next((f": {problem}" for problem in content.loaded.problems), "")
        raise DeaExportError(f"{content.name} has errors{first}", "dea-export check")
    return content.loaded.study


def _show_ledgers(old: Path, new: Path, form: str) -> None:
    ledgers = []
    for path in (old, new):
        if not path.exists():
            raise DeaExportError(f"there is no file '{path}'", "name two ledgers: dea-export changes OLD.lock NEW.lock")
        ledger, problems = read_ledger(path)
        if problems:
            raise DeaExportError(str(problems[0]), problems[0].hint)
        ledgers.append(ledger)
    found = compare_ledgers(*ledgers)
    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for word, ids in found.items():
        for id_ in ids:
            click.echo(f"- {word}: `{id_}`" if form == "markdown" else f"{word:9} {id_}")
