"""Puts what stands at the top level into the wheel: templates, the content, and the fonts made on the spot."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
CARRIED = {"templates": "dea_export/templates", "content": "dea_export/content"}
LEFT_OUT = {"provenance.tsv", "LICENSE"}


class CarryFolders(BuildHookInterface):  # type: ignore[type-arg]
    """Maps the top-level folders into the package; an editable install reads them where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the wheel is put together."""
        if version == "editable":
            return
        for folder, target in CARRIED.items():
            for path in sorted((ROOT / folder).rglob("*")):
                if path.is_file() and path.name not in LEFT_OUT:
                    build_data["force_include"][str(path)] = f"{target}/{path.relative_to(ROOT / folder).as_posix()}"
