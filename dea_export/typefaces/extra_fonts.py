"""The families that are installed here, opened when a character asks for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dea_export.typefaces.families import FAMILIES, Family
from dea_export.typefaces.font_files import FontMetrics, check_font, fit_font, read_font

SHAPER = "uharfbuzz"  # what cuts these fonts down, and knows how wide they run
SPACES = " \u00a0"  # Pango takes them from the font of their neighbours


@dataclass(frozen=True)
class Typeface:
    """A family whose package is there."""

    family: Family
    folder: Path

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that it has."""
        return frozenset(_face(self._file(bold=False), 0).unicodes)

    def cut(self, characters: Iterable[str], language: str, *, bold: bool) -> bytes:
        """A font of these characters, static and of its family's name: the same bytes whenever it is made.

        What joins or combines comes along in all its shapes.
        """
        import uharfbuzz as hb

        face = _face(self._file(bold=bold), self.family.face_for(language))
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(map(ord, {*characters, *SPACES}))
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.DOWNGRADE_CFF2
        if face.axis_infos:
            wanted.pin_axis_location(face, "wght", _weight(bold=bold))
        return fit_font(bytes(wanted.subset(face).blob.data), self.family.name, bold=bold)

    def advances(self, text: str, *, bold: bool) -> list[float]:
        """Of each character in em, joined and combined as it will be; what goes into another's shape has none."""
        import uharfbuzz as hb

        font, written = _font(self._file(bold=bold), bold=bold), hb.Buffer()
        written.add_str(text)
        written.guess_segment_properties()
        hb.shape(font, written)
        widths = [0.0] * len(text)
        for glyph, place in zip(written.glyph_infos, written.glyph_positions, strict=True):
            widths[glyph.cluster] += place.x_advance / font.face.upem
        return widths

    def _file(self, *, bold: bool) -> Path:
        return self.folder / (self.family.bold if bold else self.family.regular)


class OwnTypeface(Typeface):
    """One of a theme's, printed before the built-in family that it stands for."""

    @classmethod
    def read(cls, stands_for: str, regular: Path, bold: Path) -> OwnTypeface:
        """Two files; raises DeaExportError for what is no static font."""
        for path in (regular, bold):
            check_font(path)
        return cls(Family(stands_for, "", "", str(regular), str(bold), ""), Path())

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that both files have."""
        return frozenset.intersection(
            *(frozenset(map(ord, self.metrics(bold=bold).advances)) for bold in (False, True))
        )

    def metrics(self, *, bold: bool) -> FontMetrics:
        """How wide its characters are, and how high an x."""
        return read_font(self._file(bold=bold))

    def cut(self, characters: Iterable[str], language: str, *, bold: bool) -> bytes:
        """The whole font, under a name of its own."""
        del characters, language
        return fit_font(self._file(bold=bold).read_bytes(), f"Own {self.family.name}", bold=bold)

    def advances(self, text: str, *, bold: bool) -> list[float]:
        """Of each character in em, by itself."""
        known = self.metrics(bold=bold).advances
        return [known[char] for char in text]


OWN: list[OwnTypeface] = []  # of the theme that is printed


@cache
def installed_typefaces() -> tuple[Typeface, ...]:
    """Of all families those whose package is installed, if what cuts them is."""
    if find_spec(SHAPER) is None:
        return ()
    found = ((family, _folder(family.package)) for family in FAMILIES)
    return tuple(Typeface(family, folder) for family, folder in found if folder and (folder / family.bold).is_file())


def find_extra(char: str) -> str | None:
    """The extra of this package that would print a character, if there is one that is not installed."""
    there = {typeface.family for typeface in installed_typefaces()}
    return next((family.extra for family in FAMILIES if family.has(char) and family not in there), None)


def installed_packages() -> tuple[str, ...]:
    """The packages that decide what is printed beside the built-in fonts, and how."""
    packages = {typeface.family.package for typeface in installed_typefaces()}
    return (SHAPER, *sorted(packages)) if packages else ()


@cache
def find_typeface(char: str) -> Typeface | None:
    """What prints a character that the built-in fonts lack."""
    return next((typeface for typeface in (*OWN, *installed_typefaces()) if ord(char) in typeface.characters), None)


def _folder(package: str) -> Path | None:
    spec = find_spec(package.replace("-", "_"))
    return Path(spec.origin).parent if spec and spec.origin else None


def _weight(*, bold: bool) -> int:
    return 700 if bold else 400


@cache
def _face(path: Path, index: int) -> Any:  # noqa: ANN401  uharfbuzz has few types
    import uharfbuzz as hb

    return hb.Face(hb.Blob.from_file_path(str(path)), index)


@cache
def _font(path: Path, *, bold: bool) -> Any:  # noqa: ANN401
    import uharfbuzz as hb

    font = hb.Font(_face(path, 0))
    if font.face.axis_infos:
        font.set_variations({"wght": _weight(bold=bold)})
    return font
