"""Sounds on the study page, in a real browser: its policy lets them in, and they play."""

import pytest
from selenium.webdriver.common.by import By

from dea_export.exporters import html
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from tests.support import studies
from tests.support.sounds import mp3, wav
from tests.support.study_page import Page

LOADED = """
  const [done, sound] = [arguments[arguments.length - 1], document.querySelector(arguments[0])];
  sound.addEventListener("loadedmetadata", () => done(sound.duration));
  sound.addEventListener("error", () => done(String(sound.error.message)));
  sound.load();
"""


@pytest.mark.parametrize(("file", "data"), [("hund.wav", wav(0.5)), ("hund.mp3", mp3(20))])
def test_a_card_plays_its_sound(file, data, browser, tmp_path):
    fact = {"id": "dog", "domain": 1, "kind": "question", "skill": "1.1.1", "prompt": "What is this?", "answer": "a dog",
            "front": {"audio": {"file": file, "text": "der Hund"}}}  # fmt: skip
    (artifact,) = html.exporter.export(studies.study([fact]), Job("page", template_root(), media={file: data}))
    path = tmp_path / artifact.name
    path.write_bytes(artifact.data)
    browser.get(f"{path.as_uri()}#/learn")
    front = '[data-part="card"] audio'
    assert browser.execute_async_script(LOADED, front) == pytest.approx(0.5, abs=0.1)
    assert "der Hund" not in browser.find_element(By.CSS_SELECTOR, '[data-part="card"]').text
    Page(browser).click("Show answer")
    assert "Sound: der Hund" in browser.find_element(By.CSS_SELECTOR, '[data-part="card"]').text
    assert [entry for entry in browser.get_log("browser") if "Security Policy" in entry["message"]] == []
