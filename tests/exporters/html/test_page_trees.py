"""A tree on the study page: drawn whole, folded to walk through it, and learnt way by way."""

import base64
import io
from pathlib import Path

import pypdf
import pytest

from dea_export.reading import load

STUDY = Path(__file__).parents[2] / "tree.yaml"
ARTICLE = "#which-store .body"


@pytest.fixture
def study():
    return load(STUDY.read_bytes(), STUDY.name).study


def test_it_is_drawn_whole_and_opens_branch_by_branch(site, study):
    page = site(study)
    assert "Amazon MSK" in page.text(ARTICLE)
    page.click("Step by step")
    assert "several readers" in page.text(ARTICLE)
    assert "clients speak Kafka" not in page.text(ARTICLE)
    page.run("document.querySelector('#which-store summary').click()")
    assert "clients speak Kafka" in page.text(ARTICLE)
    assert "Amazon MSK" not in page.text(ARTICLE)
    page.click("The whole tree")
    assert "Amazon MSK" in page.text(ARTICLE)
    page.click("Step by step")
    assert "clients speak Kafka" not in page.text(ARTICLE)


def test_fingers_hit_its_branches(site, browser, study):
    size = {"width": 390, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page = site(study)
    page.click("Step by step")
    heights = page.run(
        "return [...document.querySelectorAll('.walk, .tree summary')].filter(one => one.checkVisibility())"
        ".map(one => one.getBoundingClientRect().height)"
    )
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert len(heights) == 4
    assert min(heights) >= 43.9


def test_paper_gets_it_whole_and_the_window_stays_as_it_was(site, browser, study):
    page = site(study)
    page.click("Step by step")
    paper = browser.execute_cdp_cmd("Page.printToPDF", {})
    text = pypdf.PdfReader(io.BytesIO(base64.b64decode(paper["data"]))).pages[0].extract_text()
    assert "Amazon MSK" in text
    assert "Step by step" not in text
    assert "Amazon MSK" not in page.text(ARTICLE)


def test_many_facts_on_which_it_rests_are_a_line_that_opens(site):
    more = "".join(
        f"      - id: fact-{number}\n        kind: statement\n        text: 'One is {{{{c1::a {number}}}}}.'\n"
        for number in range(4)
    )
    ids = ", ".join(["replay-fact", *(f"fact-{number}" for number in range(4))])
    text = STUDY.read_text(encoding="utf-8").replace("facts: [replay-fact]", f"facts: [{ids}]")
    page = site(load((text + more).encode(), STUDY.name).study)
    assert page.text("#which-store .about") == "Rests on: 5 facts"
    page.run("document.querySelector('#which-store .about summary').click()")
    assert page.run("return document.querySelectorAll('#which-store .about a').length") == 5
    assert "Kinesis keeps records" in page.text("#which-store .about")


def test_it_names_the_facts_on_which_it_rests(site, study):
    page = site(study)
    assert page.run("return document.querySelector('#which-store .about a').getAttribute('href')") == "#replay-fact"


def test_a_card_shows_its_way_then_the_whole(site, study):
    page = site(study, "#/learn")
    seen = []
    for _ in range(5):
        front = page.text("[data-part=card]")
        page.keys(" ")
        seen.append((front, page.text("[data-part=card]")))
        page.keys("2")
    ways = [(front, back) for front, back in seen if "without end" in front]
    assert len(ways) == 4
    assert not [front for front, _ in ways if "Amazon" in front or "buffers" in front]
    assert [sum(word in front for word in ("Kafka", "SDK", "land in", "one worker")) for front, _ in ways] == [1] * 4
    assert not [back for _, back in ways if "Amazon MSK" not in back or "buffers by size" not in back]
