"""SVG drawings are written anew from what only shows: whatever runs, loads, hides or unfolds is left out or refused."""

import re
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dea_export.cli import drawing_source
from dea_export.cli.drawings import clean_drawing
from dea_export.cli.media_files import MediaError
from dea_export.cli.pictures import pack_picture
from dea_export.simulation.learner import Learner
from tests.support.drawings import random_drawing
from tests.support.facts import study_text

FIGURE = "text: Athena runs {{c1::SQL}} on S3.\nfigure: {file: a.svg, alt: A drawing}"
HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30"'
RECT = '<rect width="5" height="5"/>'
KEPT = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="40" height="30">{RECT}</svg>'
ACTIVE = re.compile(
    r"script|javascript|\bon\w+=|style|url\((?!#)|href=\"(?!#)|data:|@|<!|<\?|foreign|image|iframe|&(?!amp|lt|gt|quot|#x27)"
)
TAGS = {
    "svg", "g", "defs", "symbol", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "use", "linearGradient", "radialGradient", "stop", "clipPath", "marker", "pattern", "mask",
}  # fmt: skip


def svg(inside, more=""):
    return f"<svg {HEAD}{more}>{RECT}{inside}</svg>".encode()


def cleaned(inside, more=""):
    """What is left of a drawing, and what it lost."""
    data, lost = clean_drawing("a.svg", svg(inside, more))
    return data.decode(), list(lost)


@pytest.mark.parametrize(
    ("inside", "lost"),
    [
        ("<script>alert(1)</script>", "<script> in line 1"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>", "<foreignObject> in line 1"),
        ("<image href='http://x/a.png'/>", "<image> in line 1"),
        ("<image href='data:image/png;base64,AA'/>", "<image> in line 1"),
        ("<animate attributeName='href' to='javascript:a()'/>", "<animate> in line 1"),
        ("<set attributeName='onload' to='a()'/>", "<set> in line 1"),
        ("<use href='http://x/a.svg#a'/>", "href of <use> in line 1"),
        ("<use xlink:href='data:image/svg+xml,a#a'/>", "href of <use> in line 1"),
        ("<style>@import 'http://x/a.css';</style>", "@import of <style> in line 1"),
        ("<style>@font-face { src: url(http://x) }</style>", "@font-face of <style> in line 1"),
        ("<style>rect { fill: url(http://x) }</style>", "fill of the style of <style> in line 1"),
        ("<style>rect { background: red }</style>", "background of the style of <style> in line 1"),
        ("<style>rect:new { fill: red }</style>", "the rule 'rect:new' of <style> in line 1"),
        ("<iframe src='http://x'/>", "<iframe> in line 1"),
        ("<filter id='f'><feImage href='http://x'/></filter>", "<filter> in line 1"),
    ],
)
def test_what_runs_or_loads_is_left_out_and_said(inside, lost):
    data, said = cleaned(inside)
    assert (data, lost in said) == (KEPT, True)


@pytest.mark.parametrize(
    ("attribute", "lost"),
    [
        ("onload='a()'", "onload of <g> in line 1"),
        ("ONCLICK='a()'", "ONCLICK of <g> in line 1"),
        ("fill='url(http://x#a)'", "fill of <g> in line 1"),
        ("fill='url(javascript:a())'", "fill of <g> in line 1"),
        (r"fill='u\72l(http://x)'", "fill of <g> in line 1"),
        ("fill='red;background:url(x)'", "fill of <g> in line 1"),
        ("style='fill:expression(a())'", "fill of the style of <g> in line 1"),
        ("filter='url(#f)'", "filter of <g> in line 1"),
        ("transform='scale(1e400)'", "transform of <g> in line 1"),
        ("font-family='&lt;b>'", "font-family of <g> in line 1"),
        ("src='http://x'", "src of <g> in line 1"),
    ],
)
def test_an_attribute_that_is_no_plain_value_is_left_out_and_said(attribute, lost):
    assert cleaned(f"<g {attribute}/>") == (KEPT.replace("</svg>", "<g/></svg>"), [lost])


@pytest.mark.parametrize(
    "inside",
    [
        "<!-- a comment --><?php a() ?><metadata><a/></metadata><title>A</title><desc>B</desc>",
        "<sodipodi:namedview xmlns:sodipodi='http://x' id='base'/>",
        "<style>.a { -inkscape-stroke: none; font-variant: normal; pointer-events: none }</style>",
    ],
)
def test_what_editors_note_for_themselves_goes_without_a_word(inside):
    assert cleaned(inside) == (KEPT, [])


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<style>.a, #b > path { fill: red }</style><g id='b'><path class='a' d='M0,0L1-1z'/></g>",
         '<g><path d="M0 0L1 -1z" fill="red"/></g>'),
        ("<style>g path { fill: red } path { fill: blue }</style><g><path d='M0 0h1' fill='green'/></g>",
         '<g><path d="M0 0h1" fill="red"/></g>'),
        ("<path d='M0 0h1' style='fill:none;stroke:#123'/>", '<path d="M0 0h1" fill="none" stroke="#123"/>'),
        ("<path d='m0 0a1 2 30 0110 10z'/>", '<path d="m0 0a1 2 30 0 1 10 10z"/>'),
        ("<a href='http://x'><text x='1'>a<tspan>b</tspan> &amp; c</text></a>",
         '<g><text x="1">a<tspan>b</tspan> &amp; c</text></g>'),
        ("<defs><g id='d'><path d='M0 0h1'/></g></defs><use xlink:href='#d' x='3'/>",
         '<defs><g id="d"><path d="M0 0h1"/></g></defs><use href="#d" x="3"/>'),
        ("<linearGradient id='a'><stop offset='1'/></linearGradient><circle r='1' fill='url(#b) blue'/><radialGradient id='b' xlink:href='#a'/>",
         '<linearGradient><stop offset="1"/></linearGradient><circle r="1" fill="url(#b)"/><radialGradient id="b"><stop offset="1"/></radialGradient>'),
        ("<circle r='1' fill='url(#none) blue' clip-path='url(#none)'/>", '<circle r="1" fill="blue"/>'),
        ("<switch><foreignObject/><text>a</text><text>b</text></switch>", "<g><text>a</text></g>"),
    ],
)  # fmt: skip
def test_shapes_texts_and_colours_are_kept(inside, kept):
    data, _ = cleaned(inside)
    assert data == KEPT.replace("</svg>", f"{kept}</svg>")


def _bomb(levels, tag="use"):
    """Ten times ten times ten …"""
    inside = "".join(f"<g id='a{n}'>{f'<{tag} href=chr39#a{n + 1}chr39/>' * 10}</g>" for n in range(levels))
    return inside.replace("chr39", "'") + f"<g id='a{levels}'><path d='M0 0h1'/></g><use href='#a0'/>"


REFUSED = {
    "entities": (f"<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><svg {HEAD}>&b;</svg>", "E233", "entities in line 1"),
    "outside": (f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg {HEAD}><text>&a;</text></svg>", "E233", "entities"),
    "parameters": (f"<!DOCTYPE svg [<!ENTITY % a SYSTEM 'http://x'> %a;]><svg {HEAD}>{RECT}</svg>", "E233", "entities"),
    "use bomb": (svg(_bomb(9)), "E233", "unfolds to more than 20000 elements"),
    "circle": (svg("<g id='a'><use href='#a'/></g>"), "E233", "uses a part of itself"),
    "pattern circle": (svg("<pattern id='a'><path d='M0 0h1' fill='url(#a)'/></pattern>"), "E233", "uses a part of itself"),
    "deep": (svg("<g>" * 100 + "</g>" * 100), "E233", "60 elements within each other"),
    "deep by use": (
        svg("".join(f"<g id='a{n}'><g><use href='#a{n + 1}'/></g></g>" for n in range(60)) + "<g id='a60'/>"),
        "E233", "100 elements within each other",
    ),
    "many": (svg("<g/>" * 20_001), "E233", "more than 20000 elements"),
    "markers": (
        svg(f"<marker id='m'>{RECT * 300}</marker><path marker-mid='url(#m)' d='M0 0{'L1 1' * 300}'/>"),
        "E233", "unfolds to more than",
    ),
    "markers of a path without blanks": (
        svg(f"<marker id='m'>{RECT * 300}</marker><path marker-mid='url(#m)' d='M0 0{'h1' * 300}'/>"),
        "E233", "unfolds to more than",
    ),
    "markers of a group": (
        svg(f"<marker id='m'>{RECT * 300}</marker><g marker-mid='url(#m)'><path d='M0 0{'L1 1' * 300}'/></g>"),
        "E233", "unfolds to more than",
    ),
    "patterns": (
        svg(f"<pattern id='m'>{RECT * 300}</pattern>" + "".join(f"<pattern id='p{n}' href='#m'/>" for n in range(300))),
        "E233", "unfolds to more than",
    ),
    "nothing": (f"<svg {HEAD}><image href='data:image/png;base64,AA'/></svg>", "E233", "shows nothing, only <image> in line 1"),
    "no size": (f"<svg xmlns='http://www.w3.org/2000/svg'>{RECT}</svg>", "E233", "has no size"),
    "too wide": (f"<svg xmlns='http://www.w3.org/2000/svg' width='99999' height='9'>{RECT}</svg>", "E233", "99999 × 9 pixels"),
    "no namespace": ("<svg viewBox='0 0 1 1'/>", "E233", "begins with <svg>, which is no SVG"),
    "another": ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "E233", "which is no SVG"),
    "half": (svg("<g/>")[:-20], "E232", "damaged or cut off: line 1, column"),
    "latin": (f"<svg {HEAD}><text>\xe9</text></svg>".encode("latin-1"), "E232", "damaged or cut off: line 1"),
    "bogus": (f"<?xml version='1.0' encoding='bogus'?><svg {HEAD}/>", "E232", "unknown encoding: bogus"),
    "japanese": (f"<?xml version='1.0' encoding='Shift_JIS'?><svg {HEAD}/>", "E232", "multi-byte encodings"),
    "html": ("<!DOCTYPE html><svg/>", "E230", "a web page"),
    "png": (b"\x89PNG\r\n\x1a\n", "E230", "can be opened"),
    "large": (svg("<text>" + "a" * 300_000 + "</text>"), "E220", "KB when it is cleaned"),
    "larger": (svg("<text>" + "a" * (drawing_source.LARGEST_SOURCE + 1) + "</text>"), "E220", "has 4 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_shown_is_refused(name):
    data, code, message = REFUSED[name]
    with pytest.raises(MediaError) as caught:
        pack_picture("a.svg", data if isinstance(data, bytes) else data.encode())
    assert (caught.value.code, message in caught.value.message) == (code, True), caught.value.message
    assert caught.value.hint


def test_whatever_is_drawn_nothing_in_it_is_active():
    """2,000 drawings of every element and attribute: what is left shows only, and is left by the next cleaning, too."""
    kept = 0
    for seed in range(2000):
        try:
            data, _ = clean_drawing("a.svg", random_drawing(seed))
        except MediaError:
            continue
        kept += 1
        assert ACTIVE.search(data.decode()) is None, data
        tags = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in ET.fromstring(data).iter()}
        assert tags <= TAGS
        assert clean_drawing("a.svg", data) == (data, ())
    assert kept > 1800


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_drawing_of_another_encoding_is_read(encoding):
    text = f"<svg {HEAD}><text>Größe</text></svg>"
    assert "Größe" in pack_picture("a.svg", text.encode(encoding)).data.decode()


@pytest.mark.parametrize(
    ("size", "written"),
    [
        ('width="80" height="60" viewBox="0 0 40 30"', (80, 60)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="80" viewBox="0 0 40 30"', (80, 60)),
        ('height="60" viewBox="0 0 40 30"', (80, 60)),
        ('width="100%" height="100%" viewBox="0 0 40 30"', (40, 30)),
    ],
)
def test_every_drawing_has_a_size_in_pixels(size, written):
    root = ET.fromstring(
        clean_drawing("a.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{RECT}</svg>'.encode())[0]
    )
    assert (float(root.get("width")), float(root.get("height"))) == written
    assert root.get("viewBox")


def test_a_sign_that_the_pdfs_lack_is_said():
    assert cleaned("<text>a 😀</text>")[1] == ["'😀', which the PDFs cannot print"]


@pytest.fixture
def study(tmp_path):
    """A study with a drawing that runs something."""
    (tmp_path / "a.yaml").write_text(study_text(FIGURE), "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.svg").write_bytes(svg("<script>alert(1)</script>"))


@pytest.mark.usefixtures("study")
def test_what_was_left_out_is_a_warning_at_the_figure(cli):
    (line,) = [line for line in cli("check", "a.yaml").output.splitlines() if "W220" in line]
    assert line == "a.yaml:26:28: warning W220: the drawing 'a.svg' is shown without <script> in line 1"


@pytest.mark.usefixtures("study")
def test_card_and_page_show_the_cleaned_drawing(cli):
    assert cli("html", "a.yaml").exit_code == 0
    assert f"data:image/svg+xml;base64,{b64encode(KEPT.encode()).decode()}" in Path("build/example.html").read_text(
        "utf-8"
    )
    assert cli("anki", "a.yaml").exit_code == 0
    with Learner() as learner:
        learner.take(Path("build/example.apkg"))
        (name,) = re.findall(r'src="(example-a-[0-9a-f]{8}[.]svg)"', learner.state().fields["example:example"][1])
        assert Path(learner.collection.media.dir(), name).read_text("utf-8") == KEPT
