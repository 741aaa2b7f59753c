"""`index.html` leads to every file of the folder."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from tests.support.strangers import stranger

pytestmark = pytest.mark.usefixtures("work", "light")


def links(page):
    return {unquote(unescape(address)) for address in re.findall(r'<a href="([^"]*)"', page)}


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
