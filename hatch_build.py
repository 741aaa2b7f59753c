"""Puts what stands at the top level into the wheel: templates, the content, and the fonts made on the spot."""

from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
CARRIED = {"templates": "dea_export/templates", "content": "dea_export/content"}
LEFT_OUT = {"provenance.tsv", "LICENSE"}


class CarryFolders(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the fonts, and maps the top-level folders into the package; an editable install reads those where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the wheel is put together."""
        make_fonts = run_path(str(ROOT / "fonts" / "make.py"))["make_fonts"]
        fonts = make_fonts(ROOT / "dea_export" / "fonts")
        if version == "editable":
            return
        for path in fonts:
            build_data["force_include"][str(path)] = f"dea_export/fonts/{path.name}"
        for folder, target in CARRIED.items():
            for path in sorted((ROOT / folder).rglob("*")):
                if path.is_file() and path.name not in LEFT_OUT:
                    build_data["force_include"][str(path)] = f"{target}/{path.relative_to(ROOT / folder).as_posix()}"
