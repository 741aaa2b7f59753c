"""A browser, and the page of a study opened in it as a file."""

import pytest

from dea_export.exporters import html
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from tests.support.browser import chromium
from tests.support.study_page import Page


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def site(browser, tmp_path):
    """Opens a study's page as the file `page.html`; what an earlier test learnt is forgotten."""

    def show(study, hash_="", *, keep=False):
        (artifact,) = html.exporter.export(study, Job("page", template_root()))
        path = tmp_path / artifact.name
        path.write_bytes(artifact.data)
        browser.get("about:blank")
        browser.get(path.as_uri() + hash_)
        if not keep:
            browser.execute_script("try { localStorage.clear() } catch {}")
            browser.get("about:blank")
            browser.get(path.as_uri() + hash_)
        return Page(browser)

    return show
