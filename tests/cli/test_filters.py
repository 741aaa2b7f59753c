"""Builds of a part of a study."""

import pytest

from tests.support.files import snapshot

pytestmark = pytest.mark.usefixtures("light")


def test_a_filtered_build_names_itself_and_writes_no_manifest(work, cli):
    result = cli("all", "-j1", "--domain", "1", "--rank", "1")
    assert result.exit_code == 0
    names = {name.split("/")[0] for name in snapshot(work / "build")}
    assert names == {
        "mini--domain-1-rank-1.md",
        "mini--domain-1-rank-1-quizlet.csv",
        "mini--domain-1-rank-1-quizlet",
        "mini--domain-1-rank-1.html",
    }


def test_a_filter_by_kind_keeps_facts_of_that_kind(work, cli):
    assert cli("markdown", "--kind", "compare", "--kind", "choice").exit_code == 0
    text = (work / "build" / "mini--kind-compare-choice.md").read_text("utf-8")
    assert text.startswith("# A mini study – all kinds\n\n2 facts for ")


def test_a_filtered_build_leaves_the_whole_one_alone(work, cli):
    cli("all", "-j1")
    before = snapshot(work / "build")
    cli("all", "-j1", "--service", "glue")
    after = snapshot(work / "build")
    assert before.items() <= after.items()
    assert "nothing changed" in cli("all", "-j1").stdout


@pytest.mark.parametrize(
    ("flag", "value", "hint"),
    [
        ("--service", "gleu", "did you mean 'glue'?"),
        ("--domain", "9", "there is 1, ingestion, 2"),
        ("--task", "1.9", "did you mean"),
        ("--kind", "chioce", "did you mean 'choice'?"),
        ("--tag", "none", "there is"),
        ("--rank", "7", "there is"),
    ],
)
def test_a_filter_that_names_nothing_is_refused(work, cli, flag, value, hint):
    result = cli("all", "-j1", flag, value)
    assert result.exit_code == 2
    assert hint in result.stderr
    assert not (work / "build").exists()


def test_filters_that_leave_nothing_are_refused(work, cli):
    result = cli("all", "-j1", "--domain", "2", "--task", "1.1")
    assert (result.exit_code, "no fact is left" in result.stderr) == (2, True)
    assert not (work / "build").exists()
