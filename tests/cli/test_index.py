"""`index.html` leads to every file of the folder."""

import io
import re
from html import unescape
from importlib.metadata import entry_points
from urllib.parse import unquote

import pytest
import segno
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PIL import Image

from dea_export.exporters import registry
from tests.support.backend import collection
from tests.support.browser import chromium
from tests.support.strangers import stranger

pytestmark = [pytest.mark.usefixtures("work", "light"), pytest.mark.slow]

NEW = """\
          - {id: brand-new, kind: statement, skill: 1.1.1, services: [s3], rank: 2, text: "S3 holds {{c1::objects}}."}
"""


def links(page):
    found = {unquote(unescape(address)) for address in re.findall(r'<a href="([^"]*)"', page)}
    return {address for address in found if not address.startswith("#")}


def test_every_file_has_a_link_a_size_and_a_purpose(cli, work, plugins):
    stranger(plugins, "odd", "return [Artifact('odd/a b&#?.txt', b'12345')]")
    assert cli("all", work / "content" / "mini.yaml", "-o", work / "build").exit_code == 0
    page = (work / "build" / "index.html").read_text(encoding="utf-8")
    files = {path.relative_to(work / "build").as_posix() for path in (work / "build").rglob("*") if path.is_file()}
    own = {
        name
        for name in files
        if name.startswith(".dea-export") or name in {"index.html", "manifest.json", "SHA256SUMS"}
    }
    assert links(page) == files - own
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(re.findall(r' id="([^"]*)"', page))
    assert '<span class="size">5 B</span><br>from stranger-odd 1.0</li>' in page
    assert "<br>a set for Quizlet: copy all of it into Import</li>" in page


def test_a_theme_that_spoils_the_index_costs_nothing_else(cli, work):
    (work / "mine" / "html").mkdir(parents=True)
    (work / "mine" / "html" / "index.html").write_text("{{ nothing.such }}")
    result = cli("all", work / "content" / "mini.yaml", "-o", work / "build", "--templates", work / "mine")
    assert result.exit_code == 2, result.output
    assert "the template 'html/index.html' cannot be filled in" in result.stderr
    assert (work / "build" / "mini.md").exists()


def test_a_single_exporter_makes_no_index(cli, work):
    assert cli("markdown", work / "content" / "mini.yaml", "-o", work / "build").exit_code == 0
    assert not (work / "build" / "index.html").exists()


def test_every_link_leads_to_a_file_and_the_deck_is_imported(cli, work, monkeypatch):
    monkeypatch.setattr(
        registry, "entry_points", lambda group: [one for one in entry_points(group=group) if one.name != "pdf"]
    )
    assert cli("all", work / "content" / "mini.yaml", "-o", work / "build").exit_code == 0
    addresses = links((work / "build" / "index.html").read_text(encoding="utf-8"))
    assert {"mini.html", "mini.apkg", "mini-exam-1-key-a4.pdf"} <= addresses
    assert [address for address in addresses if not (work / "build" / address).stat().st_size] == []
    with collection(work) as col:
        options = ImportAnkiPackageOptions()
        col.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(work / "build" / "mini.apkg"), options=options)
        )
        assert col.card_count() == 11


def seen_modules(picture, count):
    """What a camera makes of the picture of a code: rows of `count` modules, 1 is dark; four light ones stand around."""
    grey, step = picture.convert("L"), picture.width / (count + 8)
    places = [round((number + 4.5) * step) for number in range(count)]
    return tuple(bytearray(grey.getpixel((x, y)) < 128 for x in places) for y in places)


def test_a_study_with_an_address_has_a_code_that_leads_a_phone_to_the_deck(cli, work, tmp_path, monkeypatch):
    monkeypatch.setattr(
        registry, "entry_points", lambda group: [one for one in entry_points(group=group) if one.name == "anki"]
    )
    content, index, target = (
        work / "content" / "mini.yaml",
        work / "build" / "index.html",
        "https://example.org/a&b/mini.apkg",
    )
    assert cli("all", content, "-o", work / "build").exit_code == 0
    assert "<svg" not in index.read_text(encoding="utf-8")
    text = content.read_text(encoding="utf-8")
    text = text.replace("  language: en\n", "  language: en\n  site: https://example.org/a&b/\n", 1)
    content.write_text(text, encoding="utf-8")
    assert cli("all", content, "-o", work / "build").exit_code == 0
    with chromium(tmp_path / "profile") as browser:
        browser.get(index.as_uri())
        code = browser.find_element("css selector", ".code [role=img]")
        assert code.get_attribute("aria-label") == target
        assert browser.find_element("css selector", ".code a").get_attribute("href") == target
        wanted = segno.make(target, micro=False).matrix
        assert seen_modules(Image.open(io.BytesIO(code.screenshot_as_png)), len(wanted)) == wanted
        assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_it_says_what_the_last_release_changed(cli, work):
    content = work / "content" / "mini.yaml"
    assert cli("all", content, "-o", work / "build").exit_code == 0
    assert cli("release", "2026.01", content, "--at", "2026-01-10T00:00:00Z").exit_code == 0
    assert cli("all", content, "-o", work / "build").exit_code == 0
    assert "What changed" not in (work / "build" / "index.html").read_text(encoding="utf-8")
    text = content.read_text(encoding="utf-8")
    text = text.replace("A role is taken on", "A role is assumed")
    text = text.replace("          - id: how-to-load", NEW + "          - id: how-to-load")
    content.write_text(text, encoding="utf-8")
    assert cli("release", "2026.02", content, "--at", "2026-02-10T00:00:00Z").exit_code == 0
    assert cli("all", content, "-o", work / "build").exit_code == 0
    page = (work / "build" / "index.html").read_text(encoding="utf-8")
    assert "<h2>What changed in 2026.02</h2>" in page
    said = re.findall(r'<summary>(.*?)</summary>|"(mini\.html#.*?)"', page)
    assert ["".join(one) for one in said] == [
        "Corrected: 1 fact",
        "mini.html#role-vs-user",
        "New: 1 fact",
        "mini.html#brand-new",
    ]
