"""Templates: folders on top of each other, read by name, and filled in by Jinja as strictly as it gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dea_export.model.diagnostic import DeaExportError

if TYPE_CHECKING:
    from markupsafe import Markup

    from dea_export.words import Words


@dataclass(frozen=True, slots=True)
class Templates:
    """A file is read from the first folder that has it, so a folder of themes holds only what differs from ours.

    For exporters of others it can be walked like a path: `templates / "yours"`, `iterdir()`, `read_text()`.
    """

    roots: tuple[Path, ...]  # at least one

    def read(self, name: str) -> str:
        """The text of a file, e.g. `anki/style.css`; raises DeaExportError when no folder has it."""
        for _, text in self.every(name):
            return text
        raise DeaExportError(f"there is no template '{name}'", f"looked for in {', '.join(map(str, self.roots))}")

    def every(self, name: str) -> Iterator[tuple[Path, str]]:
        """Path and text of the file in each folder that has it, the uppermost first."""
        for root in self.roots:
            if (path := root / name).is_file():
                try:
                    yield path, path.read_text(encoding="utf-8")
                except UnicodeDecodeError as error:
                    raise DeaExportError(f"{path}: this is not UTF-8: {error}", "save it as UTF-8") from error

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of every file there is, sorted by name."""
        names = {path.relative_to(root).as_posix() for root in self.roots for path in root.rglob("*") if path.is_file()}
        return ((name, (self / name).read_bytes()) for name in sorted(names))

    def over(self, other: Templates) -> Templates:
        """These folders on top of others."""
        return Templates((*self.roots, *other.roots))

    def fill(self, name: str, values: Mapping[str, object], language: str = "en") -> str:
        """A template with its values in place; raises DeaExportError for what Jinja does not understand.

        `say("count.facts", n=3)` is a word of ours in the language of the study, `number(1000)` a number. A misspelt name is an error. Everything is escaped for HTML unless it is markup already, in any file: a text in a
        style sheet goes through `css_string`. Templates may include others by name.
        """
        from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError

        from dea_export.words import words_in

        loader = FunctionLoader(lambda wanted: next((text for _, text in self.every(wanted)), None))
        environment = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        environment.filters["css_string"] = css_string
        words = words_in(language)
        environment.globals |= {"say": _speaker(words), "number": words.show}
        try:
            return environment.get_template(name).render(values)
        except TemplateError as error:
            what = f"the template '{name}' cannot be filled in: {type(error).__name__}: {error}"
            raise DeaExportError(what, f"it is looked for in {', '.join(map(str, self.roots))}") from error

    # --- like a path

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.roots[0].name

    def __truediv__(self, name: str) -> Templates:
        return Templates(tuple(root / name for root in self.roots))

    def iterdir(self) -> Iterator[Templates]:
        """What is in any of the folders, sorted by name."""
        names = {child.name for root in self.roots if root.is_dir() for child in root.iterdir()}
        return (self / name for name in sorted(names))

    def is_dir(self) -> bool:
        """Whether the uppermost that exists is a folder."""
        return self._first().is_dir()

    def is_file(self) -> bool:
        """Whether the uppermost that exists is a file."""
        return self._first().is_file()

    def read_bytes(self) -> bytes:
        """The bytes of the uppermost that exists."""
        return self._first().read_bytes()

    def read_text(self, encoding: str = "utf-8") -> str:
        """The text of the uppermost that exists."""
        return self._first().read_text(encoding)

    def _first(self) -> Path:
        return next((root for root in self.roots if root.exists()), self.roots[0])


def _speaker(words: Words) -> Callable[..., Markup]:
    """What says words in a template: as markup, into which values come escaped, and markup as it is."""
    from markupsafe import Markup, escape

    def say(key: str, form: str = "", **values: object) -> Markup:
        safe = {name: value if isinstance(value, int) else escape(value) for name, value in values.items()}
        return Markup(words.say(key, form, **safe))  # noqa: S704  a word has no sign of HTML, its values are escaped

    return say


def css_string(text: object) -> Markup:
    """A string of CSS with its quotes: no sign in it ends the string, or the `<style>` around it."""
    from markupsafe import Markup

    plain = text.unescape() if isinstance(text, Markup) else str(text)
    escaped = re.sub(r'["\\<\x00-\x1f]', lambda found: f"\\{ord(found[0]):x} ", plain)
    return Markup(f'"{escaped}"')  # noqa: S704  escaped for where it stands
