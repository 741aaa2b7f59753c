"""Figures are opened: what every target shows is packed, small and bare; anything else is said at the figure's place."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from dea_export.cli.media_files import MediaError
from dea_export.cli.pictures import LARGEST_PICTURE, pack_picture
from dea_export.exporters.pdf import rendering
from tests.support.facts import study_text

FIGURE = "text: Athena runs {{c1::SQL}} on S3.\nfigure: {file: %s, alt: A drawing}"
MODES = {"PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"), "JPEG": ("1", "L", "RGB", "CMYK")}  # that there are


def written(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 40), **how) -> bytes:
    image = Image.new("RGB", size, "white")
    image.paste("navy", (10, 10, 30, 30))
    image = Image.new("I;16", size, 40000) if mode == "I;16" else image.convert(mode)
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def noise(kind: str, size: tuple[int, int], **how) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)).save(out, kind, **how)
    return out.getvalue()


def claiming(size: tuple[int, int]) -> bytes:
    """A small PNG whose head says that it is of another size."""
    data = bytearray(written())
    data[16:24] = struct.pack(">II", *size)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


def photo(edge: int = 3000) -> bytes:
    """A photo of a phone that was held upright, with where it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Phone"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.radial_gradient("L").resize((edge, edge // 2)).convert("RGB").save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


BAD = {
    "empty": (b"", "E230", "is an empty file"),
    "lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "E230", "Git LFS"),
    "html": (b"\n<!DOCTYPE html><html><body>Sign in</body></html>", "E230", "a web page"),
    "html-with-bom": (b"\xef\xbb\xbf<HTML><p>a", "E230", "a web page"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "E230", "SVG"),
    "xml": (b'<?xml version="1.0"?><svg/>', "E230", "SVG"),
    "pdf": (b"%PDF-1.7\n", "E230", "a PDF"),
    "bmp": (written("BMP"), "E230", "a BMP"),
    "tiff": (written("TIFF"), "E230", "a TIFF"),
    "text": (b"a drawing", "E230", "can be opened"),
    "zeros": (bytes(5000), "E230", "can be opened"),
    "half": (noise("PNG", (200, 200))[:60000], "E232", "damaged or cut off"),
    "flipped": (written()[:60] + b"\xff\xff" + written()[62:], "E232", "damaged"),
    "jpeg": (written("JPEG"), "E231", "is a JPEG file"),
    "gif": (written("GIF"), "E231", "is a GIF file"),
    "bomb": (claiming((30000, 30000)), "E220", "too many pixels"),
    "large": (noise("PNG", (1200, 1200)), "E220", "KB when made smaller"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_is_refused_at_the_figure(name: str, cli, tmp_path):
    data, code, message = BAD[name]
    (tmp_path / "a.yaml").write_text(study_text(FIGURE % "a.png"), "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").write_bytes(data)
    result = cli("check", "a.yaml")
    (line,) = [line for line in result.output.splitlines() if f"error {code}: the figure 'a.png'" in line]
    assert message in line
    assert line.startswith("a.yaml:")
    assert result.exit_code == 1


def test_half_a_jpeg_is_refused():
    with pytest.raises(MediaError, match="cut off"):
        pack_picture("a.jpg", noise("JPEG", (100, 100))[:5000])


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.JPG"), ("WEBP", "a.webp"), ("GIF", "a.gif")])
def test_a_plain_picture_keeps_its_bytes(kind: str, name: str):
    data = written(kind)
    assert pack_picture(name, data).data == data


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
def test_pixels_of_every_kind_are_printed(kind: str, mode: str):
    packed = pack_picture("a.png" if kind == "PNG" else "a.jpg", written(kind, mode)).data
    html = '<html lang="en"><title>t</title><img src="dea:a" alt="a">'
    with rendering.render(html, {"a": packed}) as rendered:
        assert b"/Image" in rendered.write()


def test_a_photo_with_a_second_picture_in_it_is_one_picture():
    out = io.BytesIO()
    first, second = (Image.new("RGB", (40, 30), colour) for colour in ("red", "blue"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    packed = Image.open(io.BytesIO(pack_picture("a.jpg", out.getvalue()).data))
    assert packed.format == "JPEG"
    assert getattr(packed, "n_frames", 1) == 1


def test_grey_of_16_bits_keeps_its_shade():
    assert Image.open(io.BytesIO(pack_picture("a.png", written(mode="I;16")).data)).getpixel((0, 0)) == pytest.approx(
        156, abs=1
    )


def test_a_photo_is_turned_made_smaller_and_does_not_say_where_it_was_taken():
    packed = pack_picture("a.jpg", photo()).data
    image = Image.open(io.BytesIO(packed))
    assert len(packed) <= LARGEST_PICTURE
    assert image.height == 1600
    assert image.width == 800
    assert not image.getexif()
    assert packed == pack_picture("a.jpg", photo()).data


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp")])
def test_a_small_picture_loses_its_exif(kind: str, name: str):
    exif = Image.Exif()
    exif[0x010F] = "Phone of Jane"
    packed = pack_picture(name, written(kind, exif=exif)).data
    image = Image.open(io.BytesIO(packed))
    image.load()
    assert not image.getexif()
    assert b"Jane" not in packed


@pytest.mark.parametrize(("there", "typed"), [("u\u0308ber.png", "über.png"), ("über.png", "u\u0308ber.png")])
def test_a_name_is_found_in_either_form_of_unicode(there: str, typed: str, cli, tmp_path):
    (tmp_path / "a.yaml").write_text(study_text(FIGURE % typed), "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / there).write_bytes(written())
    assert " error " not in (output := cli("check", "a.yaml").output)
    assert "W219" not in output


def test_what_systems_leave_beside_pictures_is_not_named(cli, tmp_path):
    (tmp_path / "a.yaml").write_text(study_text(FIGURE % "a.png"), "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").write_bytes(written())
    for name in ("Thumbs.db", "thumbs.db", ".DS_Store", "desktop.ini", "Desktop.ini", "._a.png", "Icon\r"):
        (tmp_path / "media" / name).write_bytes(b"x")
    assert "W219" not in cli("check", "a.yaml").output
