"""The folders that stand at the top level of the repository and inside the package in a wheel."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dea_export.exporters.templates import Templates


def resource_root(name: str) -> Traversable:
    """The folder `templates` or `content`: in a wheel beside the code, in a checkout one level up."""
    packaged = files("dea_export") / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / name


def template_root(own: Path | None = None) -> Templates:
    """The built-in themes, below the files of a folder of one's own if there is one."""
    builtin = Path(str(resource_root("templates")))
    return Templates((builtin,) if own is None else (own, builtin))
