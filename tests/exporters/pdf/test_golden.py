"""The PDFs of the mini study, in forms that a person can review: tags, fonts, a picture (the text is in golden/mini).

Line breaks hang on the versions of Pango and HarfBuzz, which CI pins; so does the picture.
"""

from functools import cache
from pathlib import Path

import page as page_validation
import pypdf
import pytest
from PIL import Image, ImageChops

from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf import exporter
from dea_export.exporters.resources import template_root
from dea_export.reading.loader import load
from tests.conftest import GOLDEN, SEEN
from tests.support import pdf_forms

HERE = Path(__file__).parent
MINI = HERE.parents[1] / "mini.yaml"
DIFFERENCES = HERE.parents[1] / "differences"
VARIANTS = [variant for variant in exporter.variants if "numbers" not in variant]  # mini has none to recall
PICTURED = {"full-a4": (0, 2, 3), "full-letter": ()}  # pages; the first one of the others
FONTS = {"Sheet-Semi-Condensed", "Sheet-Bold-Semi-Condensed", "Mono-Semi-Condensed", "Mono-Bold-Semi-Condensed"}


@cache
def made(variant: str) -> Artifact:
    study = load(MINI.read_bytes(), "mini.yaml").study
    assert study is not None
    (artifact,) = exporter.export(study, Job("mini", template_root(), variant, {}))
    return artifact


@pytest.mark.parametrize("variant", VARIANTS)
def test_tags_are_the_same_tree(variant: str, golden):
    golden(f"pdf/{variant}.tags.txt", pdf_forms.tags(made(variant).data))


@pytest.mark.parametrize("variant", VARIANTS)
def test_pages_look_the_same(variant: str, request: pytest.FixtureRequest):
    for number in PICTURED.get(variant, (0,)):
        name, actual = f"{variant}-{number + 1}.png", pdf_forms.picture(made(variant).data, number)
        request.config.stash[SEEN].add(GOLDEN / "pdf" / name)
        if request.config.getoption("--update-golden"):
            actual.save(GOLDEN / "pdf" / name, optimize=True)
        with Image.open(GOLDEN / "pdf" / name) as expected:
            assert_alike(name, actual, expected.convert("L"))


def assert_alike(name: str, actual: Image.Image, expected: Image.Image) -> None:
    share = pdf_forms.differing(actual, expected)
    if share > pdf_forms.TOLERATED:
        DIFFERENCES.mkdir(exist_ok=True)
        stem = name.removesuffix(".png")
        actual.save(DIFFERENCES / f"{stem}-actual.png")
        expected.save(DIFFERENCES / f"{stem}-expected.png")
        if actual.size == expected.size:
            ImageChops.invert(ImageChops.difference(actual, expected)).save(DIFFERENCES / f"{stem}-difference.png")
    assert share <= pdf_forms.TOLERATED, f"{share:.3%} of the pixels of {name} differ; see tests/differences/"


def test_a_changed_picture_leaves_expected_actual_and_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.exporters.pdf.test_golden.DIFFERENCES", tmp_path / "differences")
    white, black = Image.new("L", (10, 10), 255), Image.new("L", (10, 10), 0)
    with pytest.raises(AssertionError, match=r"100\.000% of the pixels of a\.png differ"):
        assert_alike("a.png", white, black)
    assert sorted(path.name for path in (tmp_path / "differences").iterdir()) == [
        "a-actual.png",
        "a-difference.png",
        "a-expected.png",
    ]


@pytest.mark.parametrize("variant", VARIANTS)
def test_only_our_fonts_are_embedded(variant: str):
    assert pdf_forms.fonts(made(variant).data) <= FONTS


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_pdf_conforms_to_pdf_ua(variant: str):
    report = page_validation.validate_pdf_bytes(made(variant).data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


@pytest.mark.parametrize("variant", [variant for variant in exporter.variants if "sheet" in variant])
def test_a_sheet_is_one_page(variant: str):
    assert len(pypdf.PdfReader(pdf_forms.io.BytesIO(made(variant).data)).pages) == 1


def test_files_are_named_by_paper_and_style():
    assert [made(variant).name for variant in VARIANTS] == [
        "mini-cheatsheet-a4.pdf",
        "mini-cheatsheet-letter.pdf",
        "mini-cheatsheet-a4-mono.pdf",
        "mini-cheatsheet-letter-mono.pdf",
        "mini-cheatsheet-large-a4.pdf",
        "mini-cheatsheet-large-letter.pdf",
        "mini-pairs-trees-a4.pdf",
        "mini-pairs-trees-letter.pdf",
        "mini-full-a4.pdf",
        "mini-full-letter.pdf",
    ]


def test_the_full_edition_prints_every_living_fact_and_every_service():
    printed = pdf_forms.words(made("full-a4").data)
    assert made("full-a4").figures["facts"] == 8
    for words in (
        "job.commit()",
        "An instance profile",
        "long-lived",
        "one prefix",
        "formerly Amazon Kinesis Data Firehose",
    ):
        assert pdf_forms.squeeze(words) in printed
    assert "S3Selectfiltered" not in printed


def test_the_full_edition_has_bookmarks_for_domains_tasks_and_topics():
    outline = pypdf.PdfReader(pdf_forms.io.BytesIO(made("full-a4").data)).outline
    titles = [item.title for item in flat(outline)]
    assert titles[0] == "A mini study – all kinds"
    assert "1.1 Perform ingestion" in titles
    assert "Policies" in titles


def flat(outline: list) -> list:
    return [one for item in outline for one in (flat(item) if isinstance(item, list) else [item])]


def test_the_full_edition_links_to_its_sources():
    reader = pypdf.PdfReader(pdf_forms.io.BytesIO(made("full-a4").data))
    links = {
        a.get_object()["/A"]["/URI"]
        for p in reader.pages
        for a in p.get("/Annots", [])
        if "/URI" in a.get_object().get("/A", {})
    }
    assert "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html" in links
