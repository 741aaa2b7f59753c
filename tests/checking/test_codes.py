"""The catalogue of codes: complete, true, and the page made from it current."""

import re
from pathlib import Path

import pytest

from dea_export.checking.codes import catalogue, explain_code, read_codes
from tests.support.exams import exam_text, item_keys
from tests.support.facts import problems, study_text

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"\"([EWI]\d{3})\"")
SHOWN = [code for code in read_codes().values() if code.of != "file"]


def example_text(code, example):
    """The content file that an example is of."""
    return study_text(example) if code.of == "fact" else exam_text(item_keys(example))


def used():
    """Every code that a module of the package writes."""
    return {code for path in (ROOT / "dea_export").rglob("*.py") for code in CODE.findall(path.read_text("utf-8"))}


def test_every_code_of_the_program_is_explained():
    assert used() - set(read_codes()) == set()


def test_no_code_is_explained_that_the_program_does_not_use():
    assert set(read_codes()) - used() == set()


def test_every_code_that_no_example_shows_has_a_test_of_its_own():
    tests = [*(ROOT / "tests").rglob("test_*.py"), *(ROOT / "tests" / "bad").glob("*.txt")]
    written = "".join(path.read_text("utf-8") for path in tests)
    assert {code.code for code in read_codes().values() if code.of == "file" and code.code not in written} == set()


def test_the_page_of_codes_is_current(request):
    page = ROOT / "docs" / "codes.md"
    if request.config.getoption("--update-golden"):
        page.write_text(catalogue(), encoding="utf-8", newline="\n")
    assert page.read_text("utf-8") == catalogue(), "run: pytest --update-golden"


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_bad_example_has_this_problem_and_no_other(code):
    assert problems(example_text(code, code.bad)) == [code.code]


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_good_example_has_no_problem(code):
    assert problems(example_text(code, code.good)) == []


def test_explained_shows_title_reason_and_both_examples():
    assert explain_code(read_codes()["E106"]) == (
        "E106: a value of the wrong kind\n\n"
        "A list where a text belongs, a text where a date belongs, and so on.\n\n"
        "bad:\n  text: Athena runs {{c1::SQL}} on S3.\n  services: athena\n\n"
        "good:\n  text: Athena runs {{c1::SQL}} on S3.\n  services: [athena]\n"
    )
