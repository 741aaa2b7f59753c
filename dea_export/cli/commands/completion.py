"""`dea-export completion`."""

from __future__ import annotations

import click

from dea_export.cli.options import debug_option

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@debug_option
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete commands, options and their values.

    \b
    Examples:
      dea-export completion bash > ~/.local/share/bash-completion/completions/dea-export
      dea-export completion zsh > ~/.zfunc/_dea-export
      dea-export completion fish > ~/.config/fish/completions/dea-export.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "dea-export", "_DEA_EXPORT_COMPLETE").source())
