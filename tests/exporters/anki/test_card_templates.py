"""The style sheet and the templates, without a browser: contrast, both modes, nothing that leaks or loads."""

import re

import pytest

from dea_export.exporters.anki.card_templates import read_card_templates
from dea_export.exporters.resources import template_root

AA = 4.5
LINES = 3.0  # borders and other marks that are not text


@pytest.fixture(scope="module")
def faces():
    from tests.support.releases import Publisher

    author = Publisher(None)
    author.content["study"]["repository"] = "https://example.org/notes"
    return read_card_templates(author.study(), template_root())


def variables(css, selector):
    body = re.search(rf"(?ms)^{re.escape(selector)}[^{{]*\{{(.*?)\}}", css)[1]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", body))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    ("text", "back", AA), ("quiet", "back", AA), ("link", "back", AA), ("gap", "gap-back", AA), ("text", "soft", AA),
    ("quiet", "soft", AA), ("warn", "warn-back", AA), ("good", "good-back", AA), ("key", "soft", AA), ("string", "soft", AA),
    ("number", "soft", AA), ("comment", "soft", AA), ("name", "soft", AA), ("line", "back", LINES), ("line", "soft", LINES),
]  # fmt: skip


@pytest.mark.parametrize("selector", [".card {", ".card.nightMode"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_have_contrast_by_day_and_by_night(faces, selector, front, back, least):
    colours = variables(faces["cloze"].css, selector.removesuffix(" {"))
    assert contrast(colours[front], colours[back]) >= least


def test_every_colour_is_a_variable_and_has_a_night(faces):
    css = faces["cloze"].css
    assert variables(css, ".card").keys() == variables(css, ".card.nightMode").keys()
    rest = re.sub(r"(?ms)^\.card(?:\.nightMode[^{]*)? \{.*?\}", "", css)
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rest)) == {"#ffffff", "#1b1f24"}  # under pictures, day and night
    assert not re.search(r"(?<!-)\b(?:black|white|red|blue|green|gr[ae]y)\b(?!-)", re.sub(r"/\*.*?\*/", "", rest))


def test_both_note_types_have_one_style_sheet(faces):
    assert faces["cloze"].css == faces["question"].css


def test_nothing_runs_and_nothing_loads(faces):
    for face in faces.values():
        assert not re.search(
            r"(?i)<script|\son\w+=|@import|@font-face|url\(|<iframe|<link", face.front + face.back + face.css
        )
        assert re.findall(r'(?:src|href)="([^"]*)', face.front) == []
        assert all(address.startswith("https://example.org/") for address in re.findall(r'href="([^"]*)', face.back))


def test_the_front_shows_what_is_asked_and_nothing_else(faces):
    shown = {kind: set(re.findall(r"\{\{(?:\w+:)?(\w+)\}\}", face.front)) for kind, face in faces.items()}
    assert shown == {"cloze": {"Notice", "Text"}, "question": {"Notice", "Prompt", "Options"}}
    assert "{{hint:Options}}" in faces["question"].front
