"""Puts what stands at the top level into the wheel: templates, the content, and the fonts made on the spot."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
CARRIED = {"templates": "dea_export/templates", "content": "dea_export/content"}
LEFT_OUT = {"provenance.tsv", "LICENSE"}


def make_fonts(folder: Path) -> tuple[Path, ...]:
    """Makes the static fonts of the PDFs; by path, because the package cannot be imported before it is installed."""
    spec = spec_from_file_location("typefaces", ROOT / "dea_export" / "exporters" / "pdf" / "typefaces.py")
    assert spec is not None
    assert spec.loader is not None
    typefaces = module_from_spec(spec)
    sys.modules["typefaces"] = typefaces  # dataclasses look their module up
    spec.loader.exec_module(typefaces)
    return tuple(typefaces.make(folder))


class CarryFolders(BuildHookInterface):  # type: ignore[type-arg]
    """Maps the top-level folders into the package; an editable install reads them where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the wheel is put together."""
        fonts = make_fonts(ROOT / "dea_export" / "fonts")
        if version == "editable":
            return
        for path in fonts:
            build_data["force_include"][str(path)] = f"dea_export/fonts/{path.name}"
        for folder, target in CARRIED.items():
            for path in sorted((ROOT / folder).rglob("*")):
                if path.is_file() and path.name not in LEFT_OUT:
                    build_data["force_include"][str(path)] = f"{target}/{path.relative_to(ROOT / folder).as_posix()}"
