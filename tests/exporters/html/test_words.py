"""The page speaks the language of its study in every view: no Latin word is on it that is not a name or an id."""

import pytest

from tests.support.wordless import latin_words, wordless_study

pytestmark = pytest.mark.slow

WORDS = """
const said = [document.body.innerText];
for (const name of ["aria-label", "placeholder", "title"])
  for (const one of document.querySelectorAll(`[${name}]`)) said.push(one.getAttribute(name));
return said.join("\\n");
"""


@pytest.fixture
def page(site):
    return site(wordless_study())


def said(page, study):
    return latin_words(page.run(WORDS), study)


def press(page, selector):
    page.run("document.querySelector(arguments[0]).click()", selector)


def test_reading_and_learning(page):
    study = wordless_study()
    assert said(page, study) == set()
    page.type("1")
    assert said(page, study) == set()
    page.go("#/sheet")
    assert said(page, study) == set()
    page.go("#/learn")
    for _ in range(6):
        press(page, "[data-view=learn] button.main")
        assert said(page, study) == set()


def test_testing(page):
    study = wordless_study()
    page.go("#/test")
    assert said(page, study) == set()
    press(page, "[data-view=test] button.main")
    press(page, "[data-view=test] .options button")
    assert said(page, study) == set()
    press(page, "[data-view=test] .buttons button.main")
    assert said(page, study) == set()


def test_a_mock_exam_and_its_record(page):
    study = wordless_study()
    page.go("#/exam/form-1")
    page.go("#/test")
    press(page, "[data-view=test] .offer:nth-of-type(2) button")
    assert said(page, study) == set()
    press(page, "[data-view=exam] .choice input")
    press(page, "[data-part=flag]")
    press(page, "[aria-keyshortcuts=S]")
    assert said(page, study) == set()
    press(page, "[data-view=exam] button.main")
    press(page, ".questions .wide")
    assert said(page, study) == set()
    press(page, "[data-view=exam] button.main")
    assert page.text("[data-view=result] h2") == "2問中1問正解：50%"
    press(page, "[data-view=result] [value=all]")
    assert said(page, study) == set()
    page.go("#/record")
    assert said(page, study) == set()
    page.go("#/test")
    assert said(page, study) == set()


def test_numbers_and_days_are_those_of_the_language(page):
    assert page.text("[data-part=found]") == "6項目"
    assert page.run("return document.documentElement.lang") == "ja"
