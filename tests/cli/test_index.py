"""`index.html` leads to every file of the folder."""

import io
import re
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import entry_points
from threading import Thread
from urllib.parse import unquote, urlparse
from urllib.request import urlopen

import pytest
import segno
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PIL import Image
from selenium.webdriver.support.ui import WebDriverWait

from dea_export.exporters import registry
from tests.support.axe import findings
from tests.support.backend import collection
from tests.support.browser import chromium
from tests.support.strangers import stranger
from tests.support.study_page import Page

pytestmark = [pytest.mark.usefixtures("work", "light"), pytest.mark.slow]

VIEWS = "return [...document.querySelectorAll('header nav a')].map(one => one.hash)"
ADDRESSES = "return [...document.querySelectorAll('a[href]')].map(one => one.href)"
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


@contextmanager
def hosted(folder):
    """The address of a folder that is on the web, of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def found_addresses(browser, address):
    """All that a page links to, of the study page in every view."""
    found = set()
    browser.get(address)
    for view in browser.execute_script(VIEWS) or [""]:
        browser.execute_script("location.hash = arguments[0]; dispatchEvent(new HashChangeEvent('hashchange'))", view)
        found |= set(browser.execute_script(ADDRESSES))
    return {one for one in found if not one.startswith("https://")}  # pages of the vendor: scripts/elsewhere asks them


def follow(address, folder):
    """The bytes that an address answers with, which are those of the file; its page must have the element it names."""
    page, _, fragment = address.partition("#")
    with urlopen(page) as answer:
        data = answer.read()
    name = unquote(urlparse(page).path).lstrip("/")
    assert data == (folder / name).read_bytes() != b"", address
    assert not fragment or fragment.startswith("/") or f' id="{fragment}"' in data.decode() or f'"id":"{fragment}"' in data.decode(), address  # fmt: skip


def download(browser, words, folder):
    """The file that a click on a link brings."""
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    browser.find_element("link text", words).click()
    WebDriverWait(browser, 30).until(lambda _: (folder / words).exists())
    return folder / words


def test_every_link_is_followed_and_the_deck_downloaded_and_imported(cli, work, tmp_path, monkeypatch):
    monkeypatch.setattr(
        registry, "entry_points", lambda group: [one for one in entry_points(group=group) if one.name != "pdf"]
    )
    folder = work / "build"
    assert cli("all", work / "content" / "mini.yaml", "-o", folder).exit_code == 0
    pages = sorted(path.name for path in folder.glob("*.html"))
    assert pages == ["index.html", "mini.html"]
    with hosted(folder) as site, chromium(tmp_path / "profile") as browser:
        addresses = {page: found_addresses(browser, f"{site}/{page}") for page in pages}
        for address in set().union(*addresses.values()):
            follow(address, folder)
        named = {unquote(urlparse(address).path).lstrip("/") for address in addresses["index.html"]}
        assert named >= {"mini.html", "mini.apkg", "mini-exam-1-key-a4.pdf"}
        assert {f"{site}/mini.html#glue-bookmark", f"{site}/mini.html#/learn"} <= addresses["mini.html"]
        browser.get(f"{site}/index.html")
        deck = download(browser, "mini.apkg", tmp_path)
        browser.get(f"{site}/mini.html#/test")
        page = Page(browser)
        page.click("Start")
        page.run("[...document.querySelectorAll('[data-view=test] .options button')].find(one => one.innerText.includes('code')).click()")  # fmt: skip
        page.click("Result")
        searched = page.run("return document.querySelector('textarea').value")
    with collection(work) as col:
        options = ImportAnkiPackageOptions()
        col.import_anki_package(ImportAnkiPackageRequest(package_path=str(deck), options=options))
        assert col.card_count() == 11
        assert len(col.find_notes(searched)) == 1


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
        assert findings(browser) == []
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
