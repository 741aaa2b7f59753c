"""Rules that a study switches off, and rules that know English alone."""

import pytest

from dea_export.checking import check_printed
from dea_export.reading import load
from tests.support.facts import diagnostics, problems, study_text

LONG = study_text("text: Athena runs {{c1::SQL}} " + "on files in S3 " * 15)
RULES = "services:\n"


def switched(text, rules):
    return text.replace(RULES, f"rules: {rules}\n{RULES}", 1)


@pytest.mark.parametrize("name", ["W401", "long-front"])
def test_a_rule_is_switched_off_by_code_or_name(name):
    assert problems(LONG) == ["W401"]
    assert problems(switched(LONG, f"{{{name}: off}}")) == []


def test_an_excuse_from_a_rule_that_is_off_is_left_alone():
    short = study_text("text: Athena runs {{c1::SQL}} on S3.\nexcuse: {W401: why not}")
    assert problems(short) == ["W422"]
    assert problems(switched(short, "{W401: off}")) == []


def test_a_switch_for_no_rule_is_named_at_its_place():
    (problem,) = diagnostics(switched(study_text("text: Athena runs {{c1::SQL}} on S3."), "{long-frond: off}"))
    assert (problem.code, problem.place.line, problem.place.column) == ("W421", 3, 9)
    assert problem.message == "there is no rule 'long-frond' to be switched off"
    assert problem.hint == "did you mean 'long-front'?"


def test_a_switch_is_off_or_not_there():
    (problem,) = diagnostics(switched(LONG, "{W401: on}"))
    assert (problem.code, problem.message) == ("E105", "'W401' can only be 'off', not 'on'")


def test_exporters_are_silent_about_glyphs_that_the_study_does_not_mind():
    text = study_text("text: It prints {{c1::日本語}} and more.").replace("title: An example", "title: 例")
    assert problems(text) == ["W412"]
    study = load(switched(text, "{missing-glyph: off}").encode(), "a.yaml").study
    assert check_printed(study, study.facts) == ()


@pytest.mark.parametrize("text", ["It takes {{c1::15}}.", "A function currently runs {{c1::code}}."])
def test_rules_that_know_english_say_nothing_in_other_languages(text):
    english = study_text(f"text: {text}")
    assert len(problems(english)) == 1
    assert problems(english.replace("language: en", "language: en-GB")) == problems(english)
    assert problems(english.replace("language: en", "language: de")) == []


def test_a_language_without_words_is_said_once():
    text = study_text("text: Athena runs {{c1::SQL}} on S3.")
    (problem,) = diagnostics(text.replace("language: en", "language: fi"))
    assert (problem.code, problem.place.line) == ("I423", 2)
    assert problem.hint == "languages with words: ar, de, en, es, fr, he, ja, pt"
    assert problems(text.replace("language: en", "language: de-AT")) == []


@pytest.mark.parametrize(
    ("code", "limit", "fact"),
    [
        ("W401", 300, "text: Athena runs {{c1::SQL}} " + "on files in S3 " * 15),
        ("I402", 4, "text: It is {{c1::red}}, {{c2::green}}, {{c3::blue}} and {{c4::white}}."),
        ("W405", 80, "text: Athena runs {{c1::queries in the language of relational databases over many large files}}."),
        ("W405", 400, "kind: question\nprompt: What does Athena run?\nanswer: " + "It reads all the files in S3. " * 11),
        ("W411", 150, "text: Athena runs {{c1::SQL}} on S3.\nsheet: {priority: must, text: '" + "**Athena** on S3 " * 8 + "'}"),
    ],
)  # fmt: skip
def test_a_rule_that_measures_takes_the_limit_of_the_study(code, limit, fact):
    text = study_text(fact)
    assert problems(text) == [code]
    assert problems(text.replace(RULES, f"limits: {{{code}: {limit}}}\n{RULES}", 1)) == []


def test_a_limit_of_cells_holds_for_their_heads_too():
    text = study_text(
        "kind: compare\nthings: [Athena, Redshift]\naspects:\n"
        '  - {name: An aspect whose name is far too long for it, cells: ["{{c1::SQL}}", files]}'
    )
    assert problems(text) == ["W415"]
    assert problems(text.replace(RULES, f"limits: {{long-cell: 60}}\n{RULES}", 1)) == []
    assert problems(text.replace(RULES, f"limits: {{long-cell: 5}}\n{RULES}", 1)) == ["W415"]


@pytest.mark.parametrize(
    ("limits", "code", "message"),
    [
        ("{W409: 3}", "W424", "the rule 'W409' has no limit to be set"),
        ("{long-frond: 3}", "W421", "there is no rule 'long-frond' to be given a limit"),
        ("{W401: 0}", "E107", None),
        ("{W401: long}", "E106", None),
    ],
)
def test_a_limit_that_cannot_be_is_named_at_its_place(limits, code, message):
    text = study_text("text: Athena runs {{c1::SQL}} on S3.").replace(RULES, f"limits: {limits}\n{RULES}", 1)
    (problem,) = diagnostics(text)
    assert (problem.code, problem.place.line) == (code, 3)
    assert message in {None, problem.message}
