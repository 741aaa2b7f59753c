"""Rules of mock exams, each at its place, and the counts of a form."""

import json

import pytest

from dea_export.checking.evidence import stale_evidence
from dea_export.checking.exam_forms import count_form
from dea_export.model.measures import FORM_MEASURES
from dea_export.reading import load
from tests.support.exams import FACT, ITEM, STEM, exam_text, item_keys
from tests.support.facts import HEAD, diagnostics, problems

OTHER = "stem: |-\n  " + " ".join(f"word{number}" for number in range(60)) + "\ndeciding: word7"
LOSERS = ITEM["options"].split("\n  - ")[2:]


def options(*own):
    return "options:\n" + "\n".join(f"  - {option}" for option in own)


FOUND = {
    "W453": options('{text: "Define a table for the prefix, and query it with Amazon Athena each week", pick: true}', *LOSERS),
    "W454": options("{text: Query the prefix with Athena., pick: true}", *LOSERS),
    "W455": options('{text: "Define a report on the click events, and query it with Amazon Athena each week.", pick: true}', *LOSERS),
    "W457": ITEM["options"].replace("fails: qualifier", "fails: setting").replace("\n", "options:\n", 1),
}  # fmt: skip


@pytest.mark.parametrize("code", FOUND)
def test_the_rule_finds_it_and_nothing_else(code):
    assert problems(exam_text(item_keys(FOUND[code]))) == [code]


def test_three_options_for_another_job():
    jobs = ITEM["options"].replace("fails: qualifier", "fails: job").replace("\n", "options:\n", 1)
    question = "question: Which solution will meet these requirements?\n"
    (found,) = diagnostics(exam_text(item_keys(question + jobs)))
    assert (found.code, found.message) == ("W457", "3 options are for another job")


def test_code_in_a_stem_is_neither_counted_nor_read_as_words():
    snippet = "\n\n  ```sql\n  SELECT a FROM t WHERE NOT b AND NOT EXISTS (your query)\n  ```" * 9
    assert problems(exam_text(item_keys(f"stem: {ITEM['stem']}{snippet}"))) == []


def test_an_item_of_two_thousand_words():
    assert problems(exam_text(item_keys(f"stem: |-\n  {STEM.replace(chr(10), ' ')} {'more ' * 2000}"))) == ["W451"]


def test_a_retired_fact_under_an_item_is_told_at_the_item():
    text = exam_text(item_keys(), facts=f"{FACT}\nretired: {{reason: over}}")
    found = diagnostics(text)
    assert {problem.code for problem in found} == {"W458"}
    line = text.split("\n")[found[0].place.line - 1]
    assert line[found[0].place.column - 1 :][: found[0].width] == "example"


def test_a_closed_service_as_key():
    text = exam_text(item_keys()).replace("short: Athena}", "short: Athena, closed: 2026-01}")
    assert [(one.code, one.width) for one in diagnostics(text)] == [("W459", len("Amazon Athena"))]


def test_two_items_of_one_story_and_one_fact():
    assert problems(exam_text(item_keys(), item_keys(name="two"))) == ["W460", "W461"]


def test_a_twin_is_told_once_of_the_first_of_its_kind():
    text = exam_text(*(item_keys(name=f"item-{number}") for number in range(12)))
    found = [one.message for one in diagnostics(text) if one.code == "W461"]
    assert found == ["the stem is like that of 'item-0'"] * 11


def test_an_item_with_rows_of_words_of_several_is_told_once_of_the_first():
    def story(word, row):
        return f"stem: |-\n  {' '.join(f'{word}{n}' for n in range(60))} {row}\ndeciding: {word}7"

    row = " ".join(f"row{number}" for number in range(15))
    items = (item_keys(), item_keys(story("two", row), "two"), item_keys(story("six", row), "six"))
    found = [one for one in diagnostics(exam_text(*items)) if one.code == "W461"]
    assert [one.message.split(" word for word in ")[1] for one in found] == ["'one'", "'one'"]


def test_one_row_of_words_in_two_items():
    (found,) = (one for one in diagnostics(exam_text(item_keys(), item_keys(OTHER, "two"))) if one.code == "W461")
    assert "stands word for word in 'one'" in found.message


def test_a_formula_of_an_item_that_cannot_be_printed():
    stem = 'stem: "The rate is \\\\(\\\\underbrace{1}_{n}\\\\). It does not want to run servers."'
    assert "W419" in problems(exam_text(item_keys(stem)))


def test_an_item_excuses_itself():
    assert problems(exam_text(item_keys(FOUND["W454"] + "\nexcuse: {uneven-item: the name alone is asked}"))) == []
    assert problems(exam_text(item_keys("excuse: {W454: of nothing}"))) == ["W422"]


def test_items_grow_old_like_facts():
    study = load(exam_text(item_keys("checked: 2026-01-01")).encode(), "f").study
    day = study.exam_items[0].checked.replace(month=12)
    assert [(one.code, one.message.split()[0]) for one in stale_evidence(study, 180, day)] == [
        ("W431", "'one'"),
        ("I432", "'example'"),
    ]


TARGETS = "targets: {exam: {items: {min: 65, max: 65}, key A: {max: 15}, stems with a service %: {min: 85}}}\n"


def counts(items, targets=TARGETS):
    text = targets + exam_text(*(item_keys(name=f"item-{number}") for number in range(items)))
    study = load(text.replace("short: S3}", "short: S3, docs: https://docs.aws.amazon.com/s3/}").encode(), "f").study
    return {one.measure: one for one in count_form(study, study.exams[0])}


def test_equal_weights_can_be_met():
    text = TARGETS + exam_text(*(item_keys(name=f"item-{number}") for number in range(65)))
    quarters = "".join(
        f"  - {{id: d{n}, number: {n}, title: D{n}, weight: 25, tasks: [{{id: '{n}.1', title: T, skills: {{{n}.1.1: S}}}}]}}\n"
        for n in (2, 3, 4)
    )
    study = load(
        text.replace("weight: 100", "weight: 25").replace("exams:\n", f"{quarters}exams:\n").encode(), "f"
    ).study
    found = {one.measure: one for one in count_form(study, study.exams[0])}
    assert [str(found[f"domain {n}"].bound) for n in (1, 2, 3, 4)] == ["≥ 16 ≤ 17"] * 4


def test_a_form_of_another_size_has_no_bounds_and_is_named():
    found = counts(64)
    assert found["items"].count == found["key A"].count == 64
    assert not any(one.bound for one in found.values())
    (named,) = (one for one in diagnostics(TARGETS + exam_text(item_keys())) if one.code == "W462")
    assert "'form-1' has 1 item, and the exam 65" in named.message


def test_a_study_without_bounds_has_its_forms_counted():
    found = counts(65, targets="")
    assert found["items"].count == 65
    assert not any(one.bound for one in found.values())


def test_what_is_counted_can_have_a_bound():
    assert [one for one in counts(65) if not one.startswith("domain ")] == list(FORM_MEASURES)


def test_items_of_other_languages_ask_and_end_as_they_do():
    japanese = item_keys("question: どれが最適ですか？").replace("each week.", "each week。")
    assert not {"E252", "W453"} & {
        one.code for one in diagnostics(exam_text(japanese).replace("language: en", "language: ja"))
    }
    two = ITEM["options"].replace("loses: It works but must be run., fails: qualifier", "pick: true", 1)
    german = item_keys(f"question: Welche passen? (Wählen Sie ZWEI.)\noptions:{two}")
    found = [one.code for one in diagnostics(exam_text(german).replace("language: en", "language: de"))]
    assert "E252" not in found


def test_a_form_of_the_size_of_the_exam_is_measured_against_it():
    found = counts(65)
    assert (found["domain 1"].count, str(found["domain 1"].bound)) == (65, "65")
    assert not found["domain 1"].missed
    assert found["key A"].missed
    assert found["same letter in a row"].count == 65
    assert found["superlatives"].count == 65
    assert (found["stem words"].count, found["words"].count) == (65, 65 * 121)
    assert (found["stems with a service %"].count, found["key longest %"].count) == (100, 0)


def test_coverage_by_exam(cli, tmp_path):
    (tmp_path / "f.yaml").write_text(
        TARGETS + exam_text(*(item_keys(name=f"item-{number}") for number in range(65))), "utf-8"
    )
    table = cli("coverage", tmp_path / "f.yaml", "--by", "exam").output
    assert "exam form-1: Mock exam" in table
    assert "key A" in table
    (exam,) = json.loads(cli("coverage", tmp_path / "f.yaml", "--by", "exam", "--format", "json").output)
    assert (exam["level"], exam["counts"]["items"], "key A" in exam["missed"]) == ("exam", 65, True)
    assert "| key A | 65 ! | ≤ 15 |" in cli("coverage", tmp_path / "f.yaml", "--format", "markdown").output


def test_a_form_that_misses_its_shape_is_a_missed_target(cli, tmp_path):
    (tmp_path / "f.yaml").write_text(
        TARGETS + exam_text(*(item_keys(name=f"item-{number}") for number in range(65))), "utf-8"
    )
    found = cli("coverage", tmp_path / "f.yaml", "--strict")
    assert found.exit_code == 1
    assert "missed: exam form-1 key A 65 (≤ 15 !)" in found.output
    assert "targets missed" in found.output


def test_a_study_without_exams_hears_nothing_of_them(cli, tmp_path):
    (tmp_path / "f.yaml").write_text(HEAD, "utf-8")
    assert "exam" not in cli("coverage", tmp_path / "f.yaml").output
