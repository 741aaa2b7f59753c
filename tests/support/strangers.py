"""Distributions of strangers, as folders on the path: what `pip install` would leave behind."""

from __future__ import annotations

import textwrap
from pathlib import Path


def stranger(folder: Path, name: str, body: str, *, top: str = "", attributes: str = "") -> None:
    """A distribution `stranger-<name>` in `folder` whose exporter `name` has this body of `export(study, job)`."""
    module = f"stranger_{name.replace('-', '_')}"
    code = (
        f"import os, signal, time\nfrom dea_export.exporters.api import Artifact, Option\n{top}\n"
        "class Exporter:\n"
        "    help = 'A stranger.'\n    options = ()\n    variants = ('',)\n"
        "    def export(self, study, job):\n"
        f"{textwrap.indent(textwrap.dedent(body).strip(), ' ' * 8)}\n"
        f"{textwrap.indent(textwrap.dedent(attributes), ' ' * 4)}\n"
        "exporter = Exporter()\n"
    )
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: stranger-{name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[dea_export.exporters]\n{name} = {module}:exporter\n", encoding="utf-8")
