"""A PDF in forms that a person can review (the tree of tags, fonts, a picture), and what is printed in it."""

import io
import re
import unicodedata
from collections.abc import Iterator

import pypdf
import pypdfium2
from PIL import Image, ImageChops

DPI = 150
VISIBLE = 32  # levels of grey
TOLERATED = 0.0002  # of the pixels may differ visibly


def words(pdf: bytes) -> str:
    """All text without any space, since line ends and glue say nothing of what is printed."""
    document = pypdfium2.PdfDocument(pdf)
    return squeeze("".join(page.get_textpage().get_text_range() for page in document))


def lines(pdf: bytes) -> str:
    """All text with its spaces, as a reader finds them."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeeze(text: str) -> str:
    """Text without spaces, joiners and hyphens that PDF readers guess."""
    return re.sub(r"[\s\u2060\ufffe\u00ad\x02-]", "", unicodedata.normalize("NFC", text))


def tags(pdf: bytes) -> str:
    """The tree of tags, one a line, indented; without the spans that every line of print has."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found: list[str] = []
    _tags(reader.trailer["/Root"]["/StructTreeRoot"], 0, found)
    return "\n".join(found) + "\n"


def _tags(node: pypdf.generic.PdfObject, depth: int, found: list[str]) -> None:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            _tags(child, depth, found)
    elif isinstance(node, dict):
        kind = node.get("/S")
        shown = kind not in {None, "/Span", "/NonStruct"}
        if shown:
            found.append("  " * depth + str(kind)[1:])
        if "/K" in node:
            _tags(node["/K"], depth + shown, found)


def fonts(pdf: bytes) -> set[str]:
    """The names of the embedded fonts, without the tags of subsets."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            found.add(re.sub(r"^/(?:[A-Z]{6}\+)?", "", str(font.get_object()["/BaseFont"])))
    return found


def picture(pdf: bytes, page: int = 0) -> Image.Image:
    """A page in grey at 150 dpi."""
    return pypdfium2.PdfDocument(pdf)[page].render(scale=DPI / 72).to_pil().convert("L")


def differing(actual: Image.Image, expected: Image.Image) -> float:
    """The share of pixels that differ visibly; 1 when the sizes differ."""
    if actual.size != expected.size:
        return 1.0
    histogram = ImageChops.difference(actual, expected).histogram()
    return sum(histogram[VISIBLE + 1 :]) / (actual.size[0] * actual.size[1])


def colours(pdf: bytes) -> set[tuple[float, ...]]:
    """Every colour that the pages set, for lines and areas."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found = set()
    for page in reader.pages:
        for operands, operator in page.get_contents().operations:
            if operator in {b"rg", b"RG", b"sc", b"SC", b"scn", b"SCN"}:
                found.add(tuple(float(number) for number in operands if not isinstance(number, str)))
            if operator in {b"g", b"G"}:
                found.add((float(operands[0]),) * 3)
    return found


def alternatives(pdf: bytes, kind: str | None = None) -> Iterator[str]:
    """The words that stand for pictures and formulas, or for what is tagged as one kind, `/Formula`."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        if (
            isinstance(found, pypdf.generic.DictionaryObject)
            and "/Alt" in found
            and found["/S"] == (kind or found["/S"])
        ):
            yield str(found["/Alt"])
