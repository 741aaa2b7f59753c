"""Makes the fonts of the PDFs: static subsets of two variable OFL families. `hatch_build.py` runs it by its path.

Static because variable fonts make WeasyPrint slow and its bytes differ at each run; under the names that style sheets
use, so that `fonts.conf` is all that WeasyPrint needs: no copies in a temporary folder.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from typing import Any, NamedTuple

CHARACTERS = Path(__file__).parents[1] / "dea_export" / "model" / "characters.py"
SUMS = Path(__file__).with_name("SHA256SUMS")
PINNED = (".ttf", ".json")
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum"]  # no ligatures: `>=` must not become one sign

REPACKER = "fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"  # else bytes hang on whether uharfbuzz is installed

HIGH_PLUS, HIGH_MINUS = "⁺", "⁻"


class Typeface(NamedTuple):
    """One file to make: an instance of a variable font."""

    file: str  # without folder and ".ttf"
    family: str
    style: str  # Regular or Bold, as the font says of itself
    package: str  # the distribution that holds the variable font
    source: str  # path inside its module
    axes: tuple[tuple[str, float], ...]


_OPEN = ("Sheet", "fontpkg-open-sans", "files/OpenSans[wdth,wght].ttf")
_CONSOLE = ("Mono", "fontpkg-inconsolata", "files/Inconsolata[wdth,wght].ttf")
TYPEFACES = tuple(
    Typeface(file, family, style, package, source, (("wdth", width), ("wght", weight)))
    for (family, package, source), file, style, width, weight in (
        (_OPEN, "sheet-regular", "Regular", 82, 400),
        (_OPEN, "sheet-bold", "Bold", 82, 700),
        (_CONSOLE, "mono-regular", "Regular", 85, 520),  # 400 looks paler than the text around it
        (_CONSOLE, "mono-bold", "Bold", 85, 800),
    )
)
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <!-- The only fonts a PDF may use are the ones beside this file: no machine's own fonts can slip in. -->
  <reset-dirs/>
  <dir prefix="relative">.</dir>
</fontconfig>
"""


def make_fonts(folder: Path) -> tuple[Path, ...]:
    """Makes what `folder` must hold, unless it is there already; all files, sorted. Safe to run side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    edition = folder / "EDITION"
    if not edition.is_file() or edition.read_text() != _edition():
        made = dict(_files())
        _compare(made)
        for name, data in made.items():
            _write(folder / name, data)
        for path in folder.iterdir():
            if path.name not in made and not path.name.startswith("."):
                path.unlink()
        _write(edition, _edition().encode())
    return tuple(sorted(path for path in folder.iterdir() if not path.name.startswith(".")))


def _edition() -> str:
    """What decides how the files come out: a folder of another edition is made anew."""
    sources = sha256(Path(__file__).read_bytes() + CHARACTERS.read_bytes() + SUMS.read_bytes()).hexdigest()
    packages = sorted({"fonttools", *(face.package for face in TYPEFACES)})
    return "\n".join((sources, *(f"{name} {version(name)}" for name in packages), ""))


def _compare(made: dict[str, bytes]) -> None:
    """Raises ValueError for fonts that are not those of all other machines, on which the bytes of all PDFs hang."""
    if "UPDATE_FONTS" in os.environ:
        lines = (
            f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(made.items()) if name.endswith(PINNED)
        )
        SUMS.write_text("".join(lines), encoding="utf-8")
    for line in SUMS.read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        if sha256(made[name]).hexdigest() != digest:
            what = f"{name} came out otherwise than fonts/SHA256SUMS says"
            raise ValueError(
                f"{what}: build with the fonttools of pyproject.toml, or set UPDATE_FONTS=1 to pin it anew"
            )


def _source(package: str) -> Path:
    spec = find_spec(package.replace("-", "_"))
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _files() -> Iterator[tuple[str, bytes]]:
    fonts = {face.file: _static(face) for face in TYPEFACES}
    for name, data in fonts.items():
        yield f"{name}.ttf", data
    for package in sorted({face.package for face in TYPEFACES}):
        yield f"{package.removeprefix('fontpkg-')}-OFL.txt", (_source(package) / "LICENSE").read_bytes()
    yield "metrics.json", _metrics(fonts)
    yield "fonts.conf", CONFIGURATION.encode()


def _metrics(fonts: dict[str, bytes]) -> bytes:
    """What the prediction of line counts needs, so that it starts without a font library: advances in em."""
    import json
    from io import BytesIO

    from fontTools.ttLib import TTFont

    metrics = {}
    for name, data in fonts.items():
        font = TTFont(BytesIO(data))
        em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        advances = {chr(code): round(widths[glyph][0] / em, 5) for code, glyph in sorted(font.getBestCmap().items())}
        metrics[name] = {"x_height": round(font["OS/2"].sxHeight / em, 5), "advances": advances}
    return json.dumps(metrics, ensure_ascii=False, indent=0).encode()


def _static(face: Typeface) -> bytes:
    """The instance, cut down to the characters that texts may have, renamed, without a clock in it."""
    from io import BytesIO

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(_source(face.package) / face.source, recalcTimestamp=False)
    font = instantiateVariableFont(font, dict(face.axes), updateFontNames=False)
    kept = run_path(str(CHARACTERS))["PRINTED"] - ({HIGH_MINUS} if face.family == "Mono" else set())
    if face.family == "Sheet":
        _add_high_minus(font)
    options = Options(layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, glyph_names=False, hinting=False)
    font.cfg[REPACKER] = False
    subsetter = Subsetter(options)
    subsetter.populate(text="".join((*kept, "\ufffd")))
    subsetter.subset(font)
    _rename(font, face)
    for table in ("STAT", "avar", "HVAR", "MVAR"):
        if table in font:
            del font[table]
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _add_high_minus(font: Any) -> None:  # noqa: ANN401  fontTools has no types
    """The bar of ⁺ as ⁻: Open Sans lacks the sign, and Inconsolata's is a minus, so that 10⁻³ would be 10−³."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    plus = font.getBestCmap()[ord(HIGH_PLUS)]
    points, _, _ = font["glyf"][plus].getCoordinates(font["glyf"])
    (left, *_, right), (_, low, *_, high, _) = (sorted({point[axis] for point in points}) for axis in (0, 1))
    pen = TTGlyphPen(None)
    pen.moveTo((left, low))
    for corner in ((left, high), (right, high), (right, low)):
        pen.lineTo(corner)
    pen.closePath()
    name = f"uni{ord(HIGH_MINUS):04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = font["hmtx"][plus]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(HIGH_MINUS)] = name


def _rename(font: Any, face: Typeface) -> None:  # noqa: ANN401  fontTools has no types
    names = font["name"]
    for record in [record for record in names.names if record.nameID in {16, 17, 21, 22, 25}]:
        names.removeNames(nameID=record.nameID)
    plain = face.family.replace(" ", "")
    full = f"{face.family} {face.style}"
    for number, text in ((1, face.family), (2, face.style), (3, full), (4, full), (6, f"{plain}-{face.style}")):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if face.style == "Bold" else 400
    font["OS/2"].fsSelection = 0x20 if face.style == "Bold" else 0x40
    font["head"].macStyle = 1 if face.style == "Bold" else 0


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: another process may be making the same file."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
