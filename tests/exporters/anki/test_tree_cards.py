"""Cards of a tree, rendered by the real backend and shown by a real browser: the way that is asked, then the whole tree."""

from pathlib import Path

import pytest

from dea_export.exporters.anki.apkg import write_apkg
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.api import Job
from dea_export.reading import load
from dea_export.simulation.learner import Learner
from tests.exporters.anki.test_cards import CONTRAST, WIDTH, show
from tests.support.browser import chromium
from tests.support.releases import TEMPLATES

STUDY = Path(__file__).parents[2] / "tree.yaml"
TEXT = "return document.querySelector('#qa').innerText"
ANSWERS = ["Amazon MSK", "Kinesis Data Streams", "Amazon Data Firehose", "Amazon SQS"]
ONLY_HERE = ["clients speak Kafka", "they use the AWS SDK", "they only have to land", "each is a job"]
REASONS = ["existing producers", "nothing to run", "buffers by size"]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """Front and back of each card of the tree, by number."""
    path = tmp_path_factory.mktemp("package") / "tree.apkg"
    study = load(STUDY.read_bytes(), STUDY.name).study
    path.write_bytes(write_apkg(build_deck(study, Job("tree", TEMPLATES))))
    with Learner() as learner:
        learner.take(path)
        cards = [learner.collection.get_card(id_) for id_ in learner.collection.find_cards("tag:*kind::tree")]
        return {card.ord + 1: (card.question(), card.answer()) for card in cards}


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        size = {"width": WIDTH, "height": 640, "deviceScaleFactor": 1, "mobile": True}
        opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield opened


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_front_shows_the_way_that_is_asked_and_nothing_else(browser, rendered, tmp_path, number):
    show(browser, tmp_path, rendered[number][0], night=False)
    seen = browser.execute_script(TEXT)
    assert "which takes them first?" in seen
    assert [words in seen for words in ONLY_HERE] == [n == number for n in (1, 2, 3, 4)]
    assert ("several readers" in seen) == (number in {1, 2})
    assert not [words for words in (*ANSWERS, *REASONS) if words in seen]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_back_shows_the_whole_tree(browser, rendered, tmp_path, number):
    show(browser, tmp_path, rendered[number][1], night=False)
    seen = browser.execute_script(TEXT)
    assert not [words for words in (*ANSWERS, *REASONS, *ONLY_HERE, "several readers") if words not in seen]
    assert browser.execute_script("return document.querySelector('.cloze').innerText") == ANSWERS[number - 1]


def test_a_browser_without_has_keeps_the_reasons_back(browser, rendered, tmp_path):
    show(browser, tmp_path, rendered[1][0].replace(":has(", ":unknown("), night=False)
    seen = browser.execute_script(TEXT)
    assert "each is a job" in seen
    assert not [words for words in (*REASONS, "Amazon MSK") if words in seen]


@pytest.mark.parametrize("night", [False, True])
def test_it_fits_a_phone_and_can_be_read(browser, rendered, tmp_path, night):
    for side in rendered[2]:
        show(browser, tmp_path, side, night=night)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= WIDTH
        assert browser.execute_script(CONTRAST) == []
