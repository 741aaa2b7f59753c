"""Rules: places, excuses, what they leave alone, and the command."""

import datetime as dt
import json

import pytest

from dea_export.checking.evidence import future_evidence, stale_evidence
from dea_export.checking.rules.twins import alike
from dea_export.exporters.pdf.fonts import read_metrics
from dea_export.model.characters import MISSING, PRINTED
from dea_export.reading import load
from tests.support.facts import diagnostics, problems, study_text

LONG = "Athena runs {{c1::SQL}} " + "on files in S3 " * 15

NO_ALARM = {
    "alternatives named on the front": 'text: "A state has both `Retry` and `Catch`: the {{c1::`Retry`}} rules come first."',
    "a hint that offers a choice": "text: Redshift loads Parquet by {{c1::order::name or order?}}.",
    "code that looks like a word": 'text: "Put the Python library into {{c1::`python/`}}."',
    "a port": "text: Open the port {{c1::9096}}.",
    "a number with its unit after the gap": "text: A shard takes in {{c1::1,000}} records a second.",
    "a former name beside the present one": "text: Firehose, in old items Kinesis Data Firehose, delivers {{c1::to S3}}.",
    "a former name that a losing option uses": (
        "kind: choice\nscenario: Streams into S3 with no code. What fits?\ndeciding: Nothing to run.\noptions:\n"
        "  - {text: Amazon Data Firehose, pick: true}\n  - {text: Kinesis Data Firehose with Spark, loses: code to run}"
    ),
    "new without a claim": "text: COPY adds {{c1::new rows}} to a new table.",
    "a long text of code": "text: |-\n  The gap:\n  ```sql\n"
    + "  SELECT a, b, c FROM t WHERE d = 1;\n" * 8
    + "  ```\n  is {{c1::SQL}}.",
    "words that a table repeats": (
        'kind: compare\nthings: [SQS, SNS]\naspects:\n  - {name: Order, cells: ["{{c1::best effort}}", best effort]}'
    ),
}


@pytest.mark.parametrize("example", NO_ALARM.values(), ids=NO_ALARM.keys())
def test_no_alarm(example):
    assert problems(study_text(example)) == []


def test_a_finding_points_at_the_words_it_is_about():
    text = study_text("text: Athena currently runs {{c1::SQL}} on S3.")
    (found,) = diagnostics(text)
    line = text.split("\n")[found.place.line - 1]
    assert line[found.place.column - 1 :][: found.width] == "currently"


def test_an_excuse_may_name_the_rule_in_words():
    assert problems(study_text(f"text: {LONG}\nexcuse: {{long-front: the whole sentence is asked}}")) == []
    assert problems(study_text("text: Athena runs {{c1::SQL}} on S3.\nexcuse: {long-front: no}")) == ["W422"]


def test_a_fact_excuses_itself_with_a_reason():
    assert problems(study_text(f"text: {LONG}")) == ["W401"]
    assert problems(study_text(f"text: {LONG}\nexcuse: {{W401: the whole sentence is asked}}")) == []


def test_retired_facts_are_left_alone():
    assert problems(study_text(f"text: {LONG}\nretired: {{reason: nobody asks}}")) == []


def test_prompts_that_differ_in_a_figure_are_told_apart():
    example = (
        "- id: one\n  text: An SQS message of up to 256 KB is stored by the queue {{c1::itself}}.\n"
        "- id: two\n  text: An SQS message of up to 2 GB is stored by the queue {{c1::in S3}}."
    )
    assert problems(study_text(example)) == []


def choices(first):
    facts = []
    for number in range(12):
        options = [f"{{text: Wrong {letter} {number}, loses: no}}" for letter in "abc"]
        options.insert(0 if number < first else 1 + number % 2, f"{{text: Right d {number}, pick: true}}")
        listed = "".join(f"\n    - {option}" for option in options)
        facts.append(
            f"- id: pick-{number}\n  kind: choice\n  scenario: Case {number}?\n  deciding: That.\n  options:{listed}"
        )
    return study_text("\n".join(facts))


def test_picks_that_mostly_stand_first_are_noticed():
    (found,) = (problem for problem in diagnostics(choices(9)) if problem.code == "W414")
    assert found.message == "the pick stands first in 75% of 12 choices; by chance it would be 25%"


def test_a_pick_is_as_long_as_it_is_shown():
    text = (
        choices(3)
        .replace("text: Right d", 'text: "[Right](https://example.org/and/more) d')
        .replace(", pick", '", pick')
    )
    assert problems(text) == []


def test_picks_at_varied_places_are_fine():
    assert problems(choices(3)) == []


def test_alike_finds_what_comparing_all_pairs_finds():
    words = [frozenset(f"w{(i * step) % 17}" for i in range(6 + step % 5)) for step in range(1, 60)]
    pairs = [
        (i, j)
        for j in range(len(words))
        for i in range(j)
        if min(len(words[i]), len(words[j])) >= 4 and len(words[i] & words[j]) >= 0.7 * len(words[i] | words[j])
    ]
    assert list(alike(words, 0.7)) == sorted(pairs)
    assert len(pairs) > 20


def test_the_characters_that_rules_allow_are_those_of_the_fonts():
    advances = read_metrics().advances
    for weight in ("regular", "bold"):  # what the text font lacks comes from the code font
        assert {*advances[f"sheet-{weight}"], *advances[f"mono-{weight}"]} - {MISSING} == PRINTED


AGED = """\
- id: young
  text: Athena runs {{c1::SQL}} on S3.
  source: https://example.org/a
  checked: 2026-11-01
- id: old
  text: Firehose delivers {{c1::to S3}} and elsewhere.
  source: https://example.org/b
  checked: 2026-01-01
- id: never
  text: SQS keeps messages for {{c1::14 days}} at most.
- id: old-and-volatile
  text: Lambda runs for {{c1::15 minutes}} at most.
  volatile: true
  source: https://example.org/c
  checked: 2026-02-01
"""


def test_old_evidence_is_listed_volatile_facts_first():
    study = load(study_text(AGED).encode(), "f").study
    shown = [f"{problem.code} {problem.message}" for problem in stale_evidence(study, 180, dt.date(2026, 11, 21))]
    assert shown == [
        "W431 the volatile fact 'old-and-volatile' was checked 293 days ago, on 2026-02-01",
        "W431 'old' was checked 324 days ago, on 2026-01-01",
        "I432 'never' was never checked",
    ]


def test_checked_in_the_future_is_an_error_when_a_date_is_given():
    study = load(study_text(AGED).encode(), "f").study
    assert [problem.code for problem in future_evidence(study, dt.date(2026, 10, 1))] == ["E221"]
    assert list(future_evidence(study, dt.date(2026, 11, 1))) == []


def test_check_prints_rules_as_json_and_fails_only_when_strict(cli, tmp_path):
    (tmp_path / "a.yaml").write_text(study_text("text: Athena currently runs {{c1::SQL}} on S3."), "utf-8")
    result = cli("check", "a.yaml", "--format", "json")
    assert result.exit_code == 0
    assert [problem["code"] for problem in json.loads(result.output)] == ["W410"]
    assert cli("check", "a.yaml", "--strict").exit_code == 1


def test_check_with_dates(cli, tmp_path):
    (tmp_path / "a.yaml").write_text(study_text(AGED), "utf-8")
    assert cli("check", "a.yaml").output == "a.yaml: 4 facts, no problems\n"
    assert cli("check", "a.yaml", "--stale", "180d", "--as-of", "2026-11-21").exit_code == 0
    result = cli("check", "a.yaml", "--stale", "26w", "--as-of", "2026-10-01", "-q")
    assert result.exit_code == 1
    assert "error E221: 'young' was checked on 2026-11-01, which is after 2026-10-01" in result.output
    assert cli("check", "a.yaml", "--stale", "soon").exit_code == 2
    assert cli("check", "a.yaml", "--as-of", "tomorrow").exit_code == 2


def test_explain_prints_a_code_and_suggests_the_nearest(cli):
    assert cli("check", "--explain", "w401").output.startswith("W401: a front that is too long\n")
    wrong = cli("check", "--explain", "E1044")
    assert wrong.exit_code == 2
    assert "did you mean 'E104'?" in wrong.output


SAME_FRONT = {
    "three words": ("kind: question\n  prompt: Default SSH port?\n  answer: 22", "kind: question\n  prompt: default  SSH port?\n  answer: 222"),
    "Japanese": ("text: 東京の人口は{{c1::多い}}。", "text: 東京の人口は{{c1::少ない}}。"),
    "one sign": ("kind: question\n  prompt: π?\n  answer: 3.14", "kind: question\n  prompt: π?\n  answer: a letter"),
    "a space before the mark": ("kind: question\n  prompt: Et alors ?\n  answer: oui", "kind: question\n  prompt: Et alors?\n  answer: non"),
    "answers of signs": ("kind: question\n  prompt: And?\n  answer: '&&'", "kind: question\n  prompt: And?\n  answer: '&'"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME_FRONT.values(), ids=SAME_FRONT)
@pytest.mark.parametrize("linked", ["", "\n  confuse_with: [one]"])
def test_the_same_front_twice_is_always_named(one, other, linked):
    found = [
        p
        for p in diagnostics(study_text(f"- id: one\n  {one}\n- id: two\n  {other}{linked}"))
        if p.code in {"W406", "W407"}
    ]
    assert [(p.code, "'one' again" in p.message) for p in found] == [("W406", True)]


@pytest.mark.parametrize("fact", [one for one, _ in SAME_FRONT.values()], ids=SAME_FRONT)
def test_the_same_card_twice_is_always_named(fact):
    found = [
        p for p in diagnostics(study_text(f"- id: one\n  {fact}\n- id: two\n  {fact}")) if p.code in {"W406", "W407"}
    ]
    assert [(p.code, "the same as 'one'" in p.message) for p in found] == [("W407", True)]


def test_gaps_of_one_fact_may_look_alike():
    assert problems(study_text("text: An {{c1::A}} or an {{c2::A}}.")) == []
