"""Jinja, as strict as it gets: a misspelt name is an error, everything is escaped unless it is markup already."""

from __future__ import annotations

from collections.abc import Mapping

from dea_export.exporters.pdf.themes import Theme


def fill_template(theme: Theme, file: str, values: Mapping[str, object]) -> str:
    """The template `file` of a theme, filled in. Templates may include others of the same theme, then of `default`."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape

    def load(name: str) -> str | None:
        for root in (theme.root, theme.fallback):
            if (root / name).is_file():
                return (root / name).read_text(encoding="utf-8")
        return None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(file).render(values)
