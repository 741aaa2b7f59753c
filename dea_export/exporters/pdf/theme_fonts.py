"""A theme's own font files: `fonts/sheet-regular.ttf` and its like print instead of the built-in fonts of these names.

What they lack the built-in ones print, then those of the extras.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dea_export.exporters.pdf.themes import Theme
from dea_export.model.diagnostic import DeaExportError
from dea_export.typefaces import OwnTypeface, print_also

FACES = {"sheet": "the text", "mono": "code and signs"}
WEIGHTS = ("regular", "bold")
SUFFIXES = (".ttf", ".otf")


@contextmanager
def own_fonts(theme: Theme) -> Iterator[None]:
    """Prints with the fonts of a theme, as long as the block lasts; raises DeaExportError for what is no font of ours."""
    with print_also(tuple(_read_typefaces(theme))):
        yield


def _read_typefaces(theme: Theme) -> Iterator[OwnTypeface]:
    found = {path.stem: path for root in reversed(theme.files.roots) for path in _font_files(root / "fonts")}
    for stem, path in found.items():
        if stem not in {f"{face}-{weight}" for face in FACES for weight in WEIGHTS}:
            known = ", ".join(f"{face}-{weight}" for face in FACES for weight in WEIGHTS)
            raise DeaExportError(f"{path}: no font of the PDFs has this name", f"fonts of a theme are called {known}")
    for face in FACES:
        files = [found.get(f"{face}-{weight}") for weight in WEIGHTS]
        regular, bold = files
        if regular and bold:
            yield OwnTypeface.read(face.capitalize(), regular, bold)
        elif given := regular or bold:
            other = f"{face}-{WEIGHTS[files.index(None)]}"
            raise DeaExportError(f"{given}: the other weight is missing", f"add {other}.ttf: answers are bold")


def _font_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
