"""A theme's own fonts print instead of ours, are measured, and are refused when they are none."""

from io import BytesIO
from pathlib import Path

import page as page_validation
import pytest
from fontTools.ttLib import TTFont

from dea_export.exporters.api import Job
from dea_export.exporters.pdf import exam, exporter, fonts, paper_cards
from dea_export.exporters.pdf.theme_fonts import own_fonts
from dea_export.exporters.pdf.themes import read_theme
from dea_export.exporters.resources import template_root
from dea_export.model.characters import MISSING
from dea_export.model.diagnostic import DeaExportError
from dea_export.reading import load
from dea_export.typefaces import find_missing
from tests.support import pdf_forms
from tests.support.fontless_path import font_package

STUDIES = Path(__file__).parents[2] / "scripts"
PLEX = font_package("fontpkg_ibm_plex_sans_arabic") / "files"


@pytest.fixture
def theme(tmp_path, monkeypatch):
    """A folder of themes with one, `mine`, whose fonts are files by name."""

    def make(**files):
        folder = tmp_path / "pdf" / "mine"
        (folder / "fonts").mkdir(parents=True)
        (folder / "theme.toml").write_text("", "utf-8")
        for name, data in files.items():
            (folder / "fonts" / name.replace("__", ".").replace("_", "-")).write_bytes(data)
        monkeypatch.chdir(tmp_path.parent)
        return template_root(Path(tmp_path.name))  # as on the command line: from where one stands

    return make


def arabic():
    return {
        f"sheet_{weight}__ttf": (PLEX / f"IBMPlexSansArabic-{weight.title()}.ttf").read_bytes()
        for weight in ("regular", "bold")
    }


def study(language):
    return load((STUDIES / f"{language}.yaml").read_bytes(), "x.yaml").study


def test_every_pdf_is_printed_in_the_fonts_of_its_theme(theme):
    templates, one = theme(**arabic()), study("ar")
    for made_by, variant in (
        (exporter, "sheet-a4"),
        (exporter, "full-a4"),
        (exam.exporter, "key-a4"),
        (paper_cards.exporter, "a4"),
    ):
        (artifact,) = made_by.export(one, Job("x", templates, variant, {"theme": "mine"}))
        assert {name.split("-Bold")[0] for name in pdf_forms.fonts(artifact.data)} <= {
            "Own-Sheet",
            "Sheet-Semi-Condensed",
            "Mono-Semi-Condensed",
            "Mono",
        }
        assert "Own-Sheet-Bold" in pdf_forms.fonts(artifact.data)
        assert MISSING not in pdf_forms.words(artifact.data)
        assert artifact.problems == () or variant == "sheet-a4"
        report = page_validation.validate_pdf_bytes(artifact.data, profile=page_validation.ValidationProfile.PDF_UA_1)
        assert report.is_compliant, report
        if variant == "sheet-a4":
            assert artifact.figures["passes"] == 1
    assert find_missing("كتاب") == tuple("كتاب")  # and afterwards all is as before


def test_only_families_of_the_style_are_called_otherwise(theme):
    page = '<title>The Sheet</title><style>p{font:7pt Sheet, Mono} @page{@top-left{content:"A Sheet"}}</style><p>Sheet'
    assert fonts.name_own_fonts(page) == page
    with own_fonts(read_theme(theme(**arabic()), "mine")):
        assert fonts.name_own_fonts(page) == page.replace("7pt Sheet", "7pt Own Sheet, Sheet")


def test_the_sheet_is_measured_in_its_own_fonts(theme):
    ours = fonts.read_metrics()
    with own_fonts(read_theme(theme(**arabic()), "mine")):
        theirs = fonts.read_metrics()
    assert theirs.x_height == pytest.approx(0.516, abs=0.02)
    assert theirs.width("regular", "Amazon") > ours.width("regular", "Amazon")
    assert theirs.width("code", "Amazon") == ours.width("code", "Amazon")
    assert fonts.read_metrics() is ours


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"sheet_regular__ttf": b"no font"}, "the other weight is missing"),
        ({"sheet_regular__ttf": b"no font", "sheet_bold__ttf": b"no font"}, "this is no font that can be read"),
        ({"arial__ttf": b"no font"}, "no font of the PDFs has this name"),
    ],
)
def test_what_is_no_font_of_the_pdfs_is_refused(theme, files, said):
    one = read_theme(theme(**files), "mine")
    with pytest.raises(DeaExportError, match=said) as caught, own_fonts(one):
        pass
    assert caught.value.hint


def _changed(change) -> bytes:
    """A font of ours, changed."""
    font, out = TTFont(PLEX / "IBMPlexSansArabic-Bold.ttf"), BytesIO()
    change(font)
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda font: font["cmap"].tables.clear(), "no font that can be read"),
        (lambda font: font.__delitem__("hhea"), "no font that can be read"),
        (lambda font: setattr(font, "flavor", "woff"), "packed for the web"),
    ],
    ids=["without letters", "damaged", "woff"],
)
def test_a_font_that_cannot_be_printed_is_refused(theme, change, said):
    data = _changed(change)
    one = read_theme(theme(sheet_regular__ttf=data, sheet_bold__ttf=data), "mine")
    with pytest.raises(DeaExportError, match=said), own_fonts(one):
        pass


def test_an_old_font_that_does_not_say_how_high_its_letters_are_is_printed(theme):
    data = _changed(lambda font: setattr(font["OS/2"], "version", 1))
    one = read_theme(theme(sheet_regular__ttf=data, sheet_bold__ttf=data), "mine")
    with own_fonts(one):
        assert fonts.read_metrics().x_height == 0.5


def test_a_variable_font_is_refused(theme):
    data = (font_package("manimgx_fonts") / "NotoSansThai[wght].ttf").read_bytes()
    one = read_theme(theme(mono_regular__ttf=data, mono_bold__ttf=data), "mine")
    with pytest.raises(DeaExportError, match="a variable font"), own_fonts(one):
        pass
