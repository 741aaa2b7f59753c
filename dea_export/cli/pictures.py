"""Pictures as they are packed: opened, since what cannot be shown must be said at once; small, and without EXIF.

A phone writes where a photo was taken into it, and 4 MB; every learner would get both. What needs no change keeps its
bytes, so that a released picture stays the one that learners have.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from dea_export.cli.media_files import OTHERS, MediaError, Packed, first_bytes

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "WEBP": (".webp",), "GIF": (".gif",)}
DRAWING = ".svg"
PICTURES = (*(suffix for suffixes in SUFFIXES.values() for suffix in suffixes), DRAWING)
LARGEST_FILE = 64 * 1024 * 1024  # bytes; nothing larger is read
LARGEST_PICTURE = 200 * 1024  # bytes; a phone loads the whole deck
MOST_PIXELS = 60_000_000  # of all frames: a good phone's photo has 50 million
EDGES = (1600, 1200, 900)  # pixels of the longer side, tried one after the other until the file is small enough
SHOWN = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}  # kinds of pixels that every target shows
OTHER_PICTURES = (  # how files begin that often stand in a picture's place, what they are, and what to do
    (b"<?xml", "an SVG drawing or another XML file", "name a drawing .svg, here and in media/"),
    (b"<svg", "an SVG drawing", "name it .svg, here and in media/"),
    (b"%pdf-", "a PDF", "export the page as PNG"),
    (b"bm", "a BMP picture", "save it as PNG"),
    (b"ii*\0", "a TIFF picture", "save it as PNG"),
    (b"mm\0*", "a TIFF picture", "save it as PNG"),
)


def find_pictures(folder: Path) -> dict[str, Path]:
    """The files in a folder of pictures and sounds by name, in the composed form of Unicode; no link is followed.

    What a link leads to is not the study's: somebody else's repository could read any file of this machine by it.
    """
    if folder.is_symlink():
        return {}
    files = (path for path in sorted(folder.glob("*")) if path.is_file() and not path.is_symlink())
    return {normalize("NFC", path.name): path for path in files}


class _Opened(NamedTuple):
    image: Image  # loaded, first frame
    kind: str  # PNG, JPEG …
    frames: int


def pack_picture(name: str, data: bytes) -> Packed:
    """The bytes to pack for the file `name`: the same for the same bytes and versions. Raises MediaError."""
    if name.lower().endswith(DRAWING) and _is_xml(data):
        return _packed_drawing(name, data)
    return Packed(_packed_pixels(name, data))


def _is_xml(data: bytes) -> bool:
    """Whether the file is XML, as far as its beginning says; a web page is not."""
    start = first_bytes(data)
    return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")) and not start.startswith(
        (b"<!doctype html", b"<html")
    )


def _packed_drawing(name: str, data: bytes) -> Packed:
    from dea_export.cli.drawings import clean_drawing

    drawing, lost = clean_drawing(name, data)
    if len(drawing) > LARGEST_PICTURE:
        message = f"the drawing '{name}' has {len(drawing) // 1024} KB when it is cleaned"
        raise MediaError("E220", message, f"at most {LARGEST_PICTURE // 1024} KB: simplify it, or export it as PNG")
    return Packed(drawing, lost)


def _packed_pixels(name: str, data: bytes) -> bytes:
    with warnings.catch_warnings(), _strictly():
        warnings.simplefilter("ignore")  # of Pillow, about files that it reads all the same
        opened = _open(name, data)
        bare = _without_metadata(opened, data)
        if bare is not None and len(bare) <= LARGEST_PICTURE and opened.image.mode in SHOWN:
            return bare
        return _made_anew(name, opened, len(data))


@contextmanager
def _strictly() -> Iterator[None]:
    """Pillow refuses what is cut off; WeasyPrint tells it not to, in every process that has loaded it."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _open(name: str, data: bytes) -> _Opened:
    """The picture; raises MediaError for whatever else the file is."""
    from PIL import Image, UnidentifiedImageError

    if not data:
        raise MediaError("E230", f"the figure '{name}' is an empty file", "save the picture again")
    for mark, what, hint in (*OTHERS, *OTHER_PICTURES):
        if first_bytes(data).startswith(mark):
            raise MediaError("E230", f"the figure '{name}' is {what}, not a picture", hint)
    try:
        image = Image.open(io.BytesIO(data), formats=tuple(SUFFIXES))
    except UnidentifiedImageError:
        hint = f"save it as one of {', '.join(PICTURES)}"
        raise MediaError("E230", f"the figure '{name}' is not a picture that can be opened", hint) from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(name, "") from None
    except Exception as error:
        raise _damaged(name, error) from error
    kind, frames = str(image.format), int(getattr(image, "n_frames", 1))
    if kind == "MPO":  # a phone's photo with a second, small picture behind it
        kind, frames = "JPEG", 1
    if image.width * image.height * frames > MOST_PIXELS:
        raise _too_many_pixels(name, f"{image.width} × {image.height}" + (f" × {frames}" if frames > 1 else ""))
    if not name.lower().endswith(SUFFIXES[kind]):
        hint = f"name it '{name.rpartition('.')[0]}{SUFFIXES[kind][0]}', here and in media/"
        raise MediaError("E231", f"the figure '{name}' is a {kind} file by its content", hint)
    try:
        for frame in range(frames):
            image.seek(frame)
            image.load()
        image.seek(0)
        image.load()
    except Exception as error:
        raise _damaged(name, error) from error
    return _Opened(image, kind, frames)


def _too_many_pixels(name: str, size: str) -> MediaError:
    return MediaError("E220", f"the figure '{name}' has too many pixels{size and f', {size}'}", "scale it down")


def _damaged(name: str, error: Exception) -> MediaError:
    return MediaError("E232", f"the figure '{name}' is damaged or cut off: {error}", "copy or save it once more")


# --- what needs no decoding ---------------------------------------------------------------------------------------


def _without_metadata(opened: _Opened, data: bytes) -> bytes | None:
    """The file without EXIF, comments and times; None where that takes a new file."""
    if opened.image.getexif().get(0x0112, 1) != 1 or opened.image.format == "MPO":  # to be turned, or to be cut
        return None
    match opened.kind:
        case "JPEG":
            return _bare_jpeg(data)
        case "PNG":
            return _bare_png(data)
        case "WEBP" if b"EXIF" in data[:64] or opened.image.info.keys() & {"exif", "xmp"}:
            return None if opened.frames == 1 else data
        case _:
            return data


def _bare_jpeg(data: bytes) -> bytes:
    """Without the segments APP1, APP3 to APP13, APP15 and comments; colour profile and Adobe's mark stay."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at + 1] not in {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, data[at:]))


def _bare_png(data: bytes) -> bytes:
    """Without texts, times and EXIF."""
    kept, at = [data[:8]], 8
    while at + 8 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] not in {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


# --- what does ----------------------------------------------------------------------------------------------------


def _made_anew(name: str, opened: _Opened, size: int) -> bytes:
    """The picture turned, in pixels that every target shows, and as small as it must be."""
    from PIL import ImageOps

    if opened.frames > 1:
        hint = f"at most {LARGEST_PICTURE // 1024} KB; a picture that moves is not made smaller"
        raise MediaError("E220", f"the figure '{name}' has {size // 1024} KB", hint)
    image = _in_eight_bits(ImageOps.exif_transpose(opened.image))
    for edge in EDGES:
        if len(data := _written(image, opened.kind, edge)) <= LARGEST_PICTURE:
            return data
    best = "save it smaller" if opened.kind == "JPEG" else "save a photo as .jpg, a drawing with fewer colours"
    message = f"the figure '{name}' has {size // 1024} KB, and {len(data) // 1024} KB when made smaller"
    raise MediaError("E220", message, f"at most {LARGEST_PICTURE // 1024} KB: {best}")


def _in_eight_bits(image: Image) -> Image:
    """A microscope's 16 bits of grey as 8, what printers use as RGB."""
    if image.mode in SHOWN:
        return image
    if image.mode.startswith("I"):
        return image.convert("F").point(lambda value: value / 257).convert("L")
    return image.convert("RGB")


def _written(image: Image, kind: str, edge: int) -> bytes:
    from PIL import Image

    smaller = image
    if max(image.size) > edge:
        smaller = image if image.mode in {"L", "LA", "RGB", "RGBA"} else image.convert("RGBA")
        smaller = smaller.copy()
        smaller.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    smaller.info = {name: value for name, value in smaller.info.items() if name == "transparency"}
    match kind:
        case "JPEG":
            (smaller if smaller.mode in {"L", "RGB"} else smaller.convert("RGB")).save(
                out, "JPEG", quality=82, optimize=True
            )
        case "WEBP":
            smaller.save(out, "WEBP", quality=82, method=4, exif=b"", xmp=b"")
        case _:
            smaller.save(out, kind, optimize=True)
    return out.getvalue()
