"""What is printed in a study that reads from right to left begins at the right: exams and cards to cut, too."""

import re
from pathlib import Path

import pypdfium2
import pytest

from dea_export.reading import load
from tests.support import pdf_forms
from tests.support.exports import outputs
from tests.support.wordless import wordless_study

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made():
    return outputs(wordless_study("he"), {"cards", "exam"}, without=("letter",))


def middle(pdf, page, words):
    """Where the first of some words stand, as a share of the width of the page."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    text = sheet.get_textpage()
    start, count = text.search(words).get_next()
    boxes = [text.get_charbox(index) for index in range(start, start + count)]
    return (boxes[0][0] + boxes[-1][2]) / 2 / sheet.get_width()


def test_cards_are_dealt_from_the_right_and_their_backs_from_the_left(made):
    cards = made["mini-cards-a4.pdf"]
    assert middle(cards, 1, "glue-bookmark") < 0.5 < middle(cards, 1, "s3-to-lambda")
    assert middle(cards, 1, "glue-bookmark") > 0.25  # at the right of its card


def test_questions_and_answers_begin_at_the_right(made):
    booklet, key = made["mini-exam-1-a4.pdf"], made["mini-exam-1-key-a4.pdf"]
    assert middle(booklet, 1, "שאלה 1") > 0.8
    assert middle(booklet, 1, "שאלות") < 0.2  # the head of the page, whose title stands at the right
    assert middle(key, 0, "תחום") > 0.8
    assert middle(key, 0, "נכון") < 0.25


def test_the_first_domain_of_the_strip_stands_at_the_right():
    sheet = outputs(wordless_study("he"), {"pdf"}, without=("letter", "mono"))["mini-cheatsheet-a4.pdf"]
    assert middle(sheet, 0, "60% מהמבחן") > middle(sheet, 0, "40% מהמבחן")


def test_a_page_in_the_margin_of_the_key_covers_no_word():
    study = load((Path(__file__).parents[2] / "scripts" / "he.yaml").read_bytes(), "he.yaml").study
    key = next(data for name, data in outputs(study, {"exam"}, without=("letter",)).items() if "key" in name)
    text = pypdfium2.PdfDocument(key)[1].get_textpage()
    found = re.search(r"(עמ')\s*(\d)", text.get_text_range())
    left, right = text.get_charbox(found.start(2)), text.get_charbox(found.end(1) - 1)
    assert left[2] < right[0]


def test_steps_and_links_lead_to_the_left(made):
    study = wordless_study("he")
    assert study.study.onward == "←"
    full = outputs(study, {"pdf"}, without=("letter", "mono"))
    for name in ("mini-full-a4.pdf", "mini-cheatsheet-a4.pdf", "mini-pairs-trees-a4.pdf"):
        assert "←" in pdf_forms.words(full[name])
        assert "→" not in pdf_forms.words(full[name]), name
    assert "←" in pdf_forms.words(made["mini-cards-a4.pdf"])
    for links in (full["mini-full-a4.pdf"], made["mini-exam-1-key-a4.pdf"]):
        assert "→" not in pdf_forms.words(links)
