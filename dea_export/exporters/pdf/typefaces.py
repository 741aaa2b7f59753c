"""Makes the fonts of the PDFs: static Latin subsets of two variable OFL families. A build step.

Runs when the wheel is built (`hatch_build.py` loads this file by its path, so it imports nothing of the package) and
at the first PDF of a plain checkout. Static because variable fonts make WeasyPrint slow and its bytes differ at each
run; instances under names of their own, so that no installed font of the same name is taken for them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

EDITION = "1"  # raise it when the files below come out differently, so that checkouts make them anew
CHARACTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x2BC, 0x2C6, 0x2DA, 0x2DC,
    *map(ord, "\ufffd–—‘’‚“”„†‡•…‰‹›€™−√∞∫≈≠≤≥←↑→↓↔↕×÷·Ωμπ∆Δ∂∏∑◊■□▪▫▲►▼◄◆◇○●◦✓✗✔✘⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"),
    *range(0x391, 0x3CA), *range(0x410, 0x450),
)  # fmt: skip
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum"]  # no ligatures: `>=` must not become one sign


@dataclass(frozen=True, slots=True)
class Typeface:
    """One file to make: an instance of a variable font."""

    file: str  # without folder and ".ttf"
    family: str
    style: str  # Regular or Bold, as the font says of itself
    package: str  # the distribution that holds the variable font
    source: str  # path inside its module
    axes: tuple[tuple[str, float], ...]


_OPEN = ("DEA Sheet", "fontpkg-open-sans", "files/OpenSans[wdth,wght].ttf")
_CONSOLE = ("DEA Sheet Mono", "fontpkg-inconsolata", "files/Inconsolata[wdth,wght].ttf")
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


def make(folder: Path) -> tuple[Path, ...]:
    """Writes whatever is missing or of another edition into `folder`; all files, sorted. Safe to run side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / "EDITION"
    if not stamp.is_file() or stamp.read_text() != _stamp():
        for name, data in _files():
            _write(folder / name, data)
        _write(stamp, _stamp().encode())
    return tuple(sorted(path for path in folder.iterdir() if not path.name.startswith(".")))


def missing() -> tuple[str, ...]:
    """The packages that must be installed before `make` can run."""
    return tuple(name for name in sorted({face.package for face in TYPEFACES}) if find_spec(_module(name)) is None)


def _stamp() -> str:
    packages = (f"{name} {version(name)}" for name in sorted({face.package for face in TYPEFACES}))
    return "\n".join((EDITION, *packages, ""))


def _module(package: str) -> str:
    return package.replace("-", "_")


def _source(package: str) -> Path:
    spec = find_spec(_module(package))
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
    """The instance, cut down to CHARACTERS, renamed, without a clock in it."""
    from io import BytesIO

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(_source(face.package) / face.source, recalcTimestamp=False)
    font = instantiateVariableFont(font, dict(face.axes), updateFontNames=False)
    options = Options(layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, glyph_names=False, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    _rename(font, face)
    for table in ("STAT", "avar", "HVAR", "MVAR"):
        if table in font:
            del font[table]
    out = BytesIO()
    font.save(out)
    return out.getvalue()


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
