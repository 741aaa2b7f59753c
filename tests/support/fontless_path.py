"""Where the packages of fonts lie that tests hide: see `conftest.FONTLESS`."""

from importlib.metadata import files
from pathlib import Path


def font_package(module: str) -> Path:
    """The folder of a package of fonts."""
    name = module.replace("_", "-")
    return next(Path(str(file.locate())).parent for file in files(name) or () if file.name == "__init__.py")
