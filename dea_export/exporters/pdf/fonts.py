"""The fonts of the PDFs, in the package: `fonts/make.py` made them when it was installed."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.model.diagnostic import DeaExportError

FAMILIES = {"Sheet", "Mono"}  # as style sheets and PDFs name them; `fonts.conf` knows no others


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
