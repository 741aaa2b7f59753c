"""The folders that stand at the top level of the repository and inside the package in a wheel."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resource_root(name: str) -> Traversable:
    """The folder `templates` or `content`: in a wheel beside the code, in a checkout one level up."""
    packaged = files("dea_export") / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / name
