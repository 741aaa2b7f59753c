"""A tree on the study page: drawn whole, folded to walk through it, and learnt way by way."""

from pathlib import Path

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
