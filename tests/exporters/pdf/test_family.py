"""The family of sheets: each of its kind of contents, its number of pages, its margin."""

import re
from pathlib import Path

import page as page_validation
import pypdfium2
import pytest

from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf import SHEETS, exporter
from dea_export.exporters.pdf.metrics import MM_PER_POINT
from dea_export.exporters.pdf.sheet.contents import find_contents
from dea_export.exporters.pdf.sheet.items import text_of_parts
from dea_export.exporters.resources import template_root
from dea_export.model.diagnostic import DeaExportError
from dea_export.reading import load
from tests.support import pdf_forms, studies

TREES = Path(__file__).parents[2] / "tree.yaml"


def made(study, variant: str, **options) -> list[Artifact]:
    return list(exporter.export(study, Job("made", template_root(), variant, options)))


def statement(number: int, text: str, **more) -> dict:
    return {"id": f"fact-{number}", "domain": 1, "kind": "statement", "skill": "1.1.1", "text": text} | more


def compare(number: int, *rows: tuple[str, str, str]) -> dict:
    aspects = [{"name": name, "cells": [left, right]} for name, left, right in rows]
    return {"id": f"fact-{number}", "domain": 1, "kind": "compare", "skill": "1.1.1", "things": ["A", "B"],
            "aspects": aspects}  # fmt: skip


def choice(number: int) -> dict:
    options = [{"text": f"take {number}", "pick": True}, {"text": "leave it", "loses": "it is slow"}]
    return {"id": f"choice-{number}", "domain": 1, "kind": "choice", "skill": "1.1.1", "scenario": "Which?",
            "deciding": f"fast {number}", "options": options}  # fmt: skip


@pytest.mark.parametrize("variant", ["large-a4", "large-letter"])
def test_the_large_sheet_is_front_and_back_and_legible_without_glasses(variant: str):
    (artifact,) = made(studies.study(studies.facts(12, 500)), variant)
    assert artifact.name == f"made-cheatsheet-{variant}.pdf"
    assert artifact.figures["pages"] == 2
    assert artifact.figures["x-height mm"] >= 1.6
    assert artifact.problems == ()


def test_the_promise_of_a_sheet_stands_over_options():
    study = studies.study(studies.facts(12, 300))
    (artifact,) = made(study, "large-a4", pages="1", theme="default")
    assert (artifact.figures["pages"], artifact.figures["x-height mm"]) == (2, 1.6)


def test_numbers_are_the_gaps_with_figures_by_service():
    facts = [
        statement(1, "A queue keeps {{c1::4 days}}", services=["s2"]),
        statement(2, "{{c1::S3}} has 11 nines"),
        compare(3, ("Size", "{{c1::400 KB}}", "any"), ("Kind", "{{c2::a}}", "b")),
        statement(4, "At most {{c1::1,000}} of them", services=["s1"]),
    ]
    contents = find_contents(studies.study(facts), "numbers")
    assert [item.id for item in contents.items] == ["fact-4", "fact-1", "fact-3"]
    assert "Kind" not in text_of_parts(contents.items[-1].parts)
    assert "400 KB" in text_of_parts(contents.items[-1].parts)


def test_any_number_of_numbers_is_printed_on_one_page():
    study = studies.study([statement(n, f"The limit of thing {n} is {{{{c1::{n} MB}}}} a day") for n in range(1200)])
    (artifact,) = made(study, "numbers-a4")
    assert artifact.figures["pages"] == 1
    assert 200 < artifact.figures["facts"] < 1200


def test_trees_pairs_and_signals_are_one_sheet():
    other = statement(2, "{{c1::y}} is the other", confuse_with=["fact-1"])
    facts = [
        statement(1, "{{c1::x}} is one", confuse_with=["fact-2"]),
        other,
        compare(3, ("Age", "{{c1::old}}", "new")),
        choice(4),
    ]
    contents = find_contents(studies.study(facts), "pairs-trees")
    assert [(area.name, [i.id for i in contents.items if i.domain == n]) for n, area in enumerate(contents.areas)] == [
        ("Easily confused", ["fact-1", "fact-3"]),
        ("What a question says, and what it points to", ["choice-4"]),
    ]
    assert text_of_parts(contents.items[0].parts) == "x is one\ny is the other"
    assert text_of_parts(contents.items[2].parts) == "fast 4 → take 4"


def test_whatever_is_confused_stands_side_by_side():
    facts = [
        statement(1, "{{c1::x}} is one", confuse_with=["fact-2"]),
        statement(2, "{{c1::y}} is two", confuse_with=["fact-1"]),
        statement(3, "{{c1::z}} is three", confuse_with=["fact-1", "fact-4"]),
        compare(4, ("Age", "{{c1::old}}", "new")),
        statement(5, "{{c1::w}} is five", confuse_with=["fact-4"]),
        choice(6) | {"confuse_with": ["fact-5"]},
    ]
    contents = find_contents(studies.study(facts), "pairs-trees")
    said = {item.id: text_of_parts(item.parts) for item in contents.items}
    assert list(said) == ["fact-1", "fact-3", "fact-4", "fact-5", "choice-6"]
    assert said["fact-1"] == "x is one\ny is two\nz is three"
    assert said["fact-3"] == "z is three", "the table has a place of its own"
    assert said["fact-5"].startswith("w is five\nWhich?")
    assert said["choice-6"] == "fast 6 → take 6", "its line among the signals"


def test_a_tree_is_printed_with_its_answers():
    study = load(TREES.read_bytes(), "tree.yaml").study
    (artifact,) = made(study, "pairs-trees-a4")
    assert "–clientsspeakKafka→AmazonMSK" in pdf_forms.words(artifact.data)


def test_much_to_decide_is_printed_on_front_and_back():
    pairs = [compare(n, ("Age", "{{c1::old}}", "new"), ("Size", "{{c2::small}}", "large")) for n in range(300)]
    (artifact,) = made(studies.study([*pairs, *map(choice, range(300, 600))]), "pairs-trees-letter")
    assert artifact.figures["pages"] == 2
    shares = artifact.figures["area by domain %"]
    assert shares["Easily confused"] == pytest.approx(67, abs=4)


@pytest.mark.parametrize("variant", ["numbers-a4", "pairs-trees-letter"])
def test_a_study_without_anything_of_the_kind_has_no_such_sheet(variant: str):
    assert made(studies.study([statement(1, "{{c1::a}} b")]), variant) == []


@pytest.mark.parametrize("variant", ["large-a4", "numbers-letter", "pairs-trees-a4"])
def test_the_family_conforms_to_pdf_ua(variant: str):
    facts = [*studies.facts(15, 60), statement(901, "{{c1::5 MB}} a day"), choice(902)]
    (artifact,) = made(studies.study(facts), variant)
    report = page_validation.validate_pdf_bytes(artifact.data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report
    assert "None" not in pdf_forms.words(artifact.data)


# --- margins and grey


def white_around(data: bytes) -> float:
    """The least white at the four sides of the first page, in mm."""
    page = pypdfium2.PdfDocument(data)[0]
    image = page.render(scale=4, grayscale=True).to_pil().point(lambda value: 255 if value < 250 else 0)
    left, top, right, bottom = image.getbbox()
    return min(left, top, image.width - right, image.height - bottom) / 4 * MM_PER_POINT


@pytest.mark.parametrize(("margin", "least"), [(None, 5), ("13", 13), ("3.5mm", 3.5)])
def test_the_margin_is_white_and_by_default_what_home_printers_can_print(margin, least):
    (artifact,) = made(studies.study(studies.facts(16, 400)), "sheet-a4", margin=margin)
    assert artifact.figures["pages"] == 1
    assert white_around(artifact.data) == pytest.approx(least, abs=0.5)


@pytest.mark.parametrize(
    ("margin", "message"),
    [
        ("200", "--margin 200: a margin of 200 mm leaves no room on the paper"),
        ("wide", "--margin wide: this is no width in mm"),
        ("-3", "--margin -3: this is no width in mm"),
        ("nan", "--margin nan: this is no width in mm"),
    ],
)
def test_a_margin_that_leaves_no_page_is_refused(margin: str, message: str):
    with pytest.raises(DeaExportError) as caught:
        made(studies.study([statement(1, "{{c1::a}} b")]), "sheet-letter", margin=margin)
    assert caught.value.message == message
    assert caught.value.hint


def luminance(colour: str) -> float:
    """Of `#rrggbb`, as a printer or copier without colour sees it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_printed_grey_every_colour_still_carries_its_type():
    style = (template_root() / "pdf" / "default").read("colours.css")
    pairs = re.findall(r'\("(#\w{6})", "(#\w{6})"\)', style)
    assert len(pairs) == 8
    for dark, light in pairs:
        assert 1.05 / (luminance(dark) + 0.05) >= 7  # white type on a bar
        assert (luminance(light) + 0.05) / (luminance(dark) + 0.05) >= 5.5  # a heading on its tint
        assert (luminance(light) + 0.05) / 0.05 >= 15  # black type on a tint


def test_every_sheet_has_words_for_the_index():
    study = studies.study([*studies.facts(15, 20), statement(901, "{{c1::5 MB}} a day"), choice(902)])
    purposes = {artifact.purpose for variant in SHEETS for artifact in made(study, variant)}
    assert len(purposes) == 5
