"""SVG drawings on paper: whatever was cleaned is printed without a complaint, in the colours that it has."""

import io

import pypdfium2
import pytest

from dea_export.cli.drawings import clean_drawing
from dea_export.cli.media_files import MediaError
from dea_export.exporters.pdf.rendering import render
from tests.support.drawings import random_drawing

PAGE = "<html lang=en><head><title>a</title><style>@page {{ size: 40mm; margin: 0 }} img {{ width: 40mm }}</style></head><body>{}</body></html>"


def printed(drawings):
    """The PDF of drawings, one below the other."""
    html = "".join(f'<img src="dea:{name}" alt="a">' for name in drawings)
    with render(PAGE.format(html), drawings) as rendered:
        return rendered.write()


def test_every_drawing_that_is_accepted_is_printed():
    """150 drawings of every element and attribute, in one document: WeasyPrint's complaints are errors."""
    drawings = {}
    for seed in range(150):
        try:
            drawings[str(seed)] = clean_drawing("a.svg", random_drawing(seed)).data
        except MediaError:
            continue
    assert len(drawings) > 130
    assert printed(drawings).startswith(b"%PDF")


def test_a_gradient_that_two_shapes_take_from_another_is_in_both():
    """WeasyPrint itself draws it in the first one only."""
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 4 4">'
        '<linearGradient id="a"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="red"/></linearGradient>'
        '<linearGradient id="b" xlink:href="#a"/><g fill="url(#b)"><rect width="2" height="4"/></g>'
        '<rect x="2" width="2" height="4" style="fill: url(#b)"/></svg>'
    )
    data = printed({"a": clean_drawing("a.svg", text.encode()).data})
    page = pypdfium2.PdfDocument(io.BytesIO(data))[0].render().to_pil()
    width, height = page.size
    assert [page.getpixel((int(width * x), height // 2))[:3] for x in (0.25, 0.75)] == [(255, 0, 0), (255, 0, 0)]


@pytest.mark.usefixtures("every_font")
def test_words_of_another_script_are_printed_though_the_page_has_none_of_it():
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><text y="9" font-size="9">漢字</text></svg>'
    data = printed({"a": clean_drawing("a.svg", text.encode()).data})
    assert pypdfium2.PdfDocument(io.BytesIO(data))[0].get_textpage().get_text_range().strip() == "漢字"


def test_a_sign_that_the_fonts_lack_is_printed_as_one_that_is_missing():
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><text y="9" font-size="9">a 😀</text></svg>'
    data = printed({"a": clean_drawing("a.svg", text.encode()).data})
    page = pypdfium2.PdfDocument(io.BytesIO(data))[0]
    assert page.get_textpage().get_text_range().split() == ["a", "\ufffd"]
