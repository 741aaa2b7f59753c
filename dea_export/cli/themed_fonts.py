"""What a theme's own fonts print, for those who only check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dea_export.exporters.resources import template_root


@contextmanager
def use_fonts_of(templates: Path | None, theme: str | None) -> Iterator[None]:
    """Prints, as long as the block lasts, with the fonts of a theme in a folder of themes; the built-in ones have none.

    Raises DeaExportError as `read_theme` and `own_fonts` do.
    """
    if not (templates or theme):
        yield
        return
    from dea_export.exporters.pdf.theme_fonts import own_fonts
    from dea_export.exporters.pdf.themes import THEME, read_theme

    with own_fonts(read_theme(template_root(templates), theme or str(THEME.default))):
        yield
