"""`dea-export simulate`."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from dea_export.cli.options import debug_option
from dea_export.model.diagnostic import DeaExportError

DECK = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("simulate")
@click.argument("old", type=DECK)
@click.argument("new", type=DECK)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@debug_option
@click.pass_context
def simulate_command(ctx: click.Context, old: Path, new: Path, *, as_json: bool) -> None:
    """Try an update as a learner: import OLD, study and edit, import NEW, and say what is left.

    OLD and NEW are .apkg files. The real Anki backend runs in a process of its own; it is licensed AGPL-3.0 and comes
    with the extra 'simulate'. Exit code 1 when reviews, cards, notes or corrections were lost.

    \b
    Examples:
      dea-export simulate released/my-study.apkg build/my-study.apkg
      dea-export simulate old.apkg new-update.apkg --json
    """
    if find_spec("anki") is None:
        raise DeaExportError("simulate needs the Anki backend", "pip install 'dea-export[simulate]' (AGPL-3.0)")
    command = [sys.executable, "-m", "dea_export.simulation", str(old), str(new)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own module
    if run.returncode:
        last = run.stderr.strip().splitlines()[-1:] or ["no message"]
        what = f"Anki could not take the packages: {last[0]}"
        raise DeaExportError(what, "run again with --debug") from RuntimeError(run.stderr)
    found = json.loads(run.stdout)
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        _show(found)
    ctx.exit(1 if found["losses"] else 0)


def _show(found: dict[str, Any]) -> None:
    fates = ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in found["imported"].items() if count)
    click.echo(
        f"notes {found['notes'][0]} -> {found['notes'][1]}, cards {found['cards'][0]} -> {found['cards'][1]}; {fates}"
    )
    click.echo(f"\n{'what the learner did':32}{'note not changed':20}note corrected")
    for row in found["table"]:
        click.echo(f"{row['did']:32}{row.get('untouched', '–'):20}{row.get('corrected', '–')}")
    if found["orphans"]:
        click.echo("\nfor Tools > Empty Cards: " + ", ".join(found["orphans"]))
    click.echo("\n" + ("\n".join(f"LOST: {loss}" for loss in found["losses"]) or "nothing lost"))
