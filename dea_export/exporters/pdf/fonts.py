"""The fonts of the PDFs, in the package: `fonts/make.py` made them when it was installed."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.model.diagnostic import DeaExportError

FACES = {  # what the style sheets call the families, and the weights of their files
    "Sheet": {"400": "sheet-regular", "700": "sheet-bold"},
    "Mono": {"400": "mono-regular", "700": "mono-bold"},
}
FAMILIES = {"Sheet", "Mono"}  # as the PDFs must name them


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


@cache
def read_metrics() -> Metrics:
    """The advances of the fonts."""
    read = json.loads((font_folder() / "metrics.json").read_text(encoding="utf-8"))
    return Metrics({name: face["advances"] for name, face in read.items()}, read["sheet-regular"]["x_height"])


def font_files() -> dict[str, bytes]:
    """The font files by name, as the style sheets address them: `sheet-regular.ttf`."""
    return {
        f"{name}.ttf": (font_folder() / f"{name}.ttf").read_bytes() for face in FACES.values() for name in face.values()
    }


def font_faces() -> str:
    """The `@font-face` rules for the families `Sheet` and `Mono`."""
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(dea:{name}.ttf)}}"
        for family, weights in FACES.items()
        for weight, name in weights.items()
    )
