"""`dea-export schema`."""

from __future__ import annotations

import click

from dea_export.cli.options import debug_option


@click.command("schema")
@debug_option
def schema_command() -> None:
    """Print the JSON Schema of the content file, for completion and checks in an editor.

    \b
    Example:
      dea-export schema > content/content.schema.json
    """
    from dea_export.reading.schema import json_schema

    click.echo(json_schema(), nl=False)
