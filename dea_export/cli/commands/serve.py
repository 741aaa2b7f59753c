"""`dea-export serve`."""

from __future__ import annotations

import threading
import time
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from dea_export.cli.content_file import find_content
from dea_export.cli.options import debug_option, file_argument, quiet_option, templates_option

PAUSE = 0.05  # seconds between two looks at the files


@click.command("serve")
@file_argument
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any that is free."
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@templates_option
@quiet_option
@debug_option
def serve_command(file: Path | None, port: int, templates: Path | None, *, opened: bool, quiet: bool) -> None:
    """Show problems, cards and the sheet in the browser, and renew them whenever the content is saved. Ctrl-C ends it.

    Only browsers on this machine are answered; nothing is written.

    \b
    Example:
      dea-export serve --open
    """
    from dea_export.cli.serving.board import Board
    from dea_export.cli.serving.local_server import LocalServer
    from dea_export.cli.serving.watching import Watch
    from dea_export.cli.serving.workbench import Workbench

    path, _ = find_content(file)
    board = Board()
    bench, watch = Workbench(path, templates, board), Watch(path, templates)
    bench.open()
    with LocalServer(board, port) as server, suppress(KeyboardInterrupt):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        if not quiet:
            click.echo(f"{path} is shown at {server.address}, and again whenever it is saved; Ctrl-C ends it")
        if opened:
            webbrowser.open(server.address)
        while True:
            if watch.has_changed():
                bench.renew()
            time.sleep(PAUSE)
