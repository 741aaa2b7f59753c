"""What a learner missed and knows, collected and moved from browser to browser."""

import json
import time


def test_what_is_missed_is_collected_learnt_and_searched_in_anki(site, mini):
    page = site(mini, "#/test")
    page.click("Start")
    wrong = page.run(
        "return 1 + [...document.querySelectorAll('[data-view=test] .options button')].findIndex(b => b.innerText.includes('code'))"
    )
    page.keys(str(wrong))
    page.keys(" ")
    assert page.text("[data-view=test] h2") == "0 of 1 right"
    assert page.run("return document.querySelector('textarea').value") == '"tag:mini::*" (Id:pick-a-key)'
    page.click("Learn them")
    assert page.text("[data-part=left]") == "1 missed"
    page.go("#/record")
    assert "1 test; the last: 0 of 1." in page.text("[data-view=record]")
    assert page.run("return document.querySelectorAll('svg.bars rect').length") == 8


def test_progress_moves_as_a_file(site, browser, mini, tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    page = site(mini, "#/learn")
    page.keys(" ", "2", " ", "1")
    known = page.progress()
    page.go("#/record")
    page.click("Save as a file")
    saved = folder / "mini-progress.json"
    for _ in range(100):
        if saved.exists():
            break
        time.sleep(0.1)
    assert json.loads(saved.read_text(encoding="utf-8")) == known
    page = site(mini, "#/record")
    assert page.progress() == {}
    (tmp_path / "other.json").write_text('{"format": 2}', encoding="utf-8")
    for path, said in ((tmp_path / "other.json", "holds no progress"), (saved, "Taken up: 2 facts")):
        browser.find_element("css selector", "input[type=file]").send_keys(str(path))
        page.await_words("[data-part=imported]", said)
    assert page.progress() == known
