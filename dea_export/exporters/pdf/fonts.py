"""The fonts of the PDFs, in the package: `fonts/make.py` made them when it was installed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.model.characters import INVISIBLE, PRINTED
from dea_export.model.diagnostic import DeaExportError
from dea_export.typefaces import Typeface, find_typeface

FAMILIES = {"Sheet", "Mono"}  # as style sheets and PDFs name them; `fonts.conf` knows no others


CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><reset-dirs/><dir>{0}</dir><dir>{1}</dir><cachedir>{1}</cachedir></fontconfig>
"""


class FontFile(NamedTuple):
    """A font beside ours."""

    family: str  # as it says of itself
    data: bytes


class MissingFontsError(DeaExportError):
    """The package was copied or cloned, not installed."""

    exit_code = 3


@cache
def font_folder() -> Path:
    """The folder with the font files, their licences, fontconfig's file and the metrics."""
    folder = Path(str(files("dea_export"))) / "fonts"
    if not (folder / "EDITION").is_file():
        what = f"the fonts of the PDFs are missing in {folder}"
        raise MissingFontsError(what, "in a checkout run: pip install --editable .  (or install the wheel)")
    return folder


@contextmanager
def configured(added: Sequence[FontFile]) -> Iterator[Path]:
    """Fontconfig's file for our fonts and these, which lie in a folder of their own as long as the block lasts."""
    if not added:
        yield font_folder() / "fonts.conf"
        return
    with TemporaryDirectory(prefix="dea-export-") as folder:
        for number, font in enumerate(added):
            (Path(folder) / f"{number}.ttf").write_bytes(font.data)
        file = Path(folder) / "fonts.conf"
        file.write_text(CONFIGURATION.format(*map(escape, (str(font_folder()), folder))), encoding="utf-8")
        yield file


def cut_fonts(text: str, language: str) -> tuple[FontFile, ...]:
    """The fonts that a text needs beside ours, in both weights."""
    wanted: dict[Typeface, list[str]] = {}
    for char in sorted(set(text) - PRINTED - INVISIBLE) if not text.isascii() else ():
        if typeface := find_typeface(char):
            wanted.setdefault(typeface, []).append(char)
    return tuple(
        FontFile(typeface.family.name, typeface.cut(characters, language, bold=bold))
        for typeface, characters in wanted.items()
        for bold in (False, True)
    )


@cache
def read_metrics() -> Metrics:
    """The advances of the fonts."""
    read = json.loads((font_folder() / "metrics.json").read_text(encoding="utf-8"))
    return Metrics({name: face["advances"] for name, face in read.items()}, read["sheet-regular"]["x_height"])
