"""The folders that stand at the top level of the repository and inside the package in a wheel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path
from typing import IO, Any


def resource_root(name: str) -> Traversable:
    """The folder `templates` or `content`: in a wheel beside the code, in a checkout one level up."""
    packaged = files("dea_export") / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / name


def template_root(own: Path | None = None) -> Traversable:
    """The built-in themes, below the files of a folder of one's own if there is one."""
    builtin = resource_root("templates")
    return Layered((own, Path(str(builtin)))) if own is not None else builtin


@dataclass(frozen=True, slots=True)
class Layered(Traversable):
    """Folders on top of each other: a file is read from the first that has it.

    So a folder of themes holds only what differs from the built-in ones.
    """

    layers: tuple[Path, ...]

    @property
    def name(self) -> str:
        """The last part of the path, the same in all layers."""
        return self.layers[0].name

    def _first(self) -> Path:
        return next((path for path in self.layers if path.exists()), self.layers[0])

    def is_dir(self) -> bool:
        """Whether the uppermost layer that has it has a folder."""
        return self._first().is_dir()

    def is_file(self) -> bool:
        """Whether the uppermost layer that has it has a file."""
        return self._first().is_file()

    def iterdir(self) -> Iterator[Traversable]:
        """The children of all layers, sorted by name."""
        names = {child.name for path in self.layers if path.is_dir() for child in path.iterdir()}
        return (self.joinpath(name) for name in sorted(names))

    def joinpath(self, *descendants: str | PathLike[str]) -> Layered:
        """The path below, in all layers."""
        return Layered(tuple(path.joinpath(*descendants) for path in self.layers))

    def __truediv__(self, child: str | PathLike[str]) -> Layered:
        return self.joinpath(child)

    def open(self, mode: str = "r", *args: Any, **options: Any) -> IO[Any]:  # noqa: ANN401
        """The file of the uppermost layer that has it."""
        return self._first().open(mode, *args, **options)

    def read_bytes(self) -> bytes:
        """Its bytes."""
        return self._first().read_bytes()

    def read_text(self, encoding: str | None = None, errors: str | None = None) -> str:
        """Its text."""
        return self._first().read_text(encoding, errors)
