"""What reading and checking cost grows with the size of a content, not with its square: counted in calls, not seconds."""

import sys

import pytest

from dea_export.checking import check_study
from dea_export.model.suggestions import did_you_mean
from dea_export.reading import load
from tests.support.facts import problems, study_text

MUCH = 2.5  # calls for twice as much; of what is quadratic it would be four times
ROWS = "text: |-\n  | name | value |\n  | --- | --- |\n"
GROWING = {  # contents of a size, with how many of what
    "facts": (400, lambda n: "".join(f"- id: f{i}\n  text: Athena {i} runs {{{{c1::SQL {i}}}}} on S3.\n" for i in range(n))),
    "prompts": (
        1000,
        lambda n: "".join(
            f"- id: f{i}\n  kind: question\n  prompt: What is the same for all?\n  answer: It is answer {i}.\n"
            for i in range(n)
        ),
    ),
    "rows": (400, lambda n: ROWS + "".join(f"  | row {i} | {{{{c1::v{i}}}}} |\n" for i in range(n))),
    "gaps": (400, lambda n: "text: " + " ".join(f"w{i} {{{{c1::g{i}}}}}" for i in range(n))),
    "unclosed": (500, lambda n: "text: '" + "{{c1::a " * n + "'"),
    "marks": (50_000, lambda n: "text: {{c1::a}} a" + "\u0301\u0300" * n),
    "services": (
        500,
        lambda n: "".join(f"- id: f{i}\n  services: [service-{i}]\n  text: A {{{{c1::b}}}} {i}.\n" for i in range(n)),
    ),
    "keys": (500, lambda n: "text: A {{c1::b}}.\n" + "".join(f"key{i}: 1\n" for i in range(n))),
    "emphasis": (500, lambda n: "text: '{{c1::a}} " + "*a **b " * n + "'"),
    "nesting": (500, lambda n: "text: '{{c1::a}} " + "*a **b " * n + " b** a*" * n + "'"),
}  # fmt: skip


def calls(text):
    """How many functions are called while a content is read and checked."""
    count = 0

    def tell(_frame, event, _what):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(tell)
    try:
        loaded = load(text.encode(), "growing.yaml")
        list(check_study(loaded.study) if loaded.study else ())
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("name", GROWING)
def test_twice_as_much_costs_twice_as_much(name):
    size, made = GROWING[name]
    calls(study_text(made(2)))  # what is loaded at first
    once, twice = calls(study_text(made(size))), calls(study_text(made(2 * size)))
    assert twice < MUCH * once, (once, twice)


def test_a_fact_whose_cards_show_millions_of_characters_is_refused():
    for count, refused in ((200, False), (499, True)):
        gaps = " ".join(f"w{number} {{{{c{number}::g{number}}}}}" for number in range(1, count + 1))
        assert ("E317" in problems(study_text(f"text: {gaps}"))) is refused


def test_marks_in_marks_without_end_are_named():
    assert "E330" in problems(study_text("text: '{{c1::a}} " + "*a **b " * 200 + " b** a*" * 200 + "'"))


def test_directives_without_end_are_not_read():
    (problem,) = load(("%TAG !e! x\n" * 20 + "---\nformat: 1\n").encode(), "a.yaml").problems
    assert (problem.code, problem.place.line) == ("E009", 11)


def test_of_many_known_words_the_neighbours_are_offered():
    known = [f"service-{number}" for number in range(5000)]
    assert did_you_mean("service-4998x", known) == "did you mean 'service-4998'?"
    assert did_you_mean("nothing like it", known) == ""
