"""Coverage: what is counted, and the targets of the content file."""

import json

import pytest

from dea_export.checking.coverage import count_groups
from dea_export.reading import load
from tests.support.facts import study_text

FACTS = """\
- id: one
  services: [athena, s3]
  rank: 1
  text: Athena runs {{c1::SQL}} on {{c2::S3}}.
  why: It is built on Trino.
  sheet: {text: "**Athena**: SQL on S3", priority: must}
  source: https://example.org/
  checked: 2026-11-01
- id: two
  skill: 1.1.2
  kind: question
  services: [athena]
  rank: 3
  prompt: What does Athena bill?
  answer: The bytes scanned.
- id: three
  rank: 2
  text: Nobody learns {{c1::this}} any more.
  retired: {reason: over}
"""
TARGETS = """\
targets:
  all: {facts: {min: 2, max: 9}, cloze: {min: 70}}
  each: {skill: {facts: {min: 1}}, service: {facts: {min: 1}}}
  domains: {"1": {rank-1-cards: {max: 1}}}
  services: {athena: {facts: {min: 2}}, sqs: {facts: {min: 0}}}
services:
"""


def text(targets=TARGETS):
    return study_text(FACTS).replace("services:\n", targets, 1)


@pytest.fixture
def groups():
    study = load(text().encode(), "f").study
    return {(group.level, group.name): group for group in count_groups(study)}


def test_everything_is_counted_without_retired_facts(groups):
    assert groups["all", ""].counts == {
        "facts": 2, "cards": 3, "statement": 1, "question": 1, "compare": 0, "steps": 0, "choice": 0, "tree": 0,
        "rank-1-cards": 2, "rank-2-cards": 2, "sheet": 1, "must": 1, "tables": 0, "pictures": 0, "sounds": 0,
        "checked": 50, "why": 50, "cloze": 66.7, "share": 100,
    }  # fmt: skip


def test_levels_have_their_groups(groups):
    assert groups["skill", "1.1.2"].counts["cards"] == 1
    assert groups["service", "s3"].counts["facts"] == 1
    assert groups["kind", "question"].counts["facts"] == 1
    assert groups["rank", "3"].counts["cards"] == 1
    assert groups["checked", "no"].counts["facts"] == 1
    assert groups["sheet", "must"].counts["facts"] == 1


def test_single_targets_win_over_those_of_their_level(groups):
    assert groups["service", "athena"].bounds["facts"].min == 2
    assert groups["service", "sqs"].missed == ()
    assert groups["service", "glue"].missed == ("facts",)
    assert groups["domain", "1"].missed == ("rank-1-cards",)
    assert groups["all", ""].missed == ("cloze",)


@pytest.fixture
def file(tmp_path):
    (tmp_path / "a.yaml").write_text(text(), "utf-8")
    return "a.yaml"


def test_the_table_says_what_is_missed(cli, file, golden):
    result = cli("coverage", file)
    golden("coverage/table.txt", result.output)
    assert result.exit_code == 0


def test_the_markdown_table(cli, file, golden):
    golden("coverage/table.md", cli("coverage", file, "--format", "markdown").output)


def test_json_holds_counts_targets_and_what_is_missed(cli, file):
    (whole,) = json.loads(cli("coverage", file, "--format", "json", "--by", "all").output)
    assert whole["targets"] == {"facts": {"min": 2, "max": 9}, "cloze": {"min": 70, "max": None}}
    assert whole["missed"] == ["cloze"]


def test_strict_fails_when_a_target_is_missed(cli, file, tmp_path):
    assert cli("coverage", file, "--strict").exit_code == 1
    (tmp_path / "b.yaml").write_text(text("services:\n"), "utf-8")
    result = cli("coverage", "b.yaml", "--strict", "--by", "all")
    assert result.exit_code == 0
    assert "no targets: set some under 'targets:'" in result.output


def test_only_groups_that_miss_a_target(cli, file):
    names = [group["name"] for group in json.loads(cli("coverage", file, "--format", "json", "--missed").output)]
    assert names == ["", "1", "firehose", "glue", "kinesis-data-streams", "lambda", "redshift"]


def test_stats_is_a_short_table(cli, file, golden):
    golden("coverage/stats.txt", cli("stats", file, env={"COLUMNS": "80"}).output)


def test_coverage_and_stats_need_content_that_can_be_read(cli, tmp_path):
    (tmp_path / "bad.yaml").write_text("format: 1\n")
    assert cli("coverage", "bad.yaml").exit_code == 1
    assert cli("stats", "bad.yaml").exit_code == 1
