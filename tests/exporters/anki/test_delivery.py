"""Corrections without a ledger: what dates them, what is said of them, and whether they arrive in the real Anki."""

import shutil
import subprocess
from pathlib import Path

import pytest

from dea_export.cli.stamps import find_stamp
from dea_export.simulation.learner import Learner

MINI = Path(__file__).parents[2] / "mini.yaml"
WORDS = ("keeps its", "holds its", "has its")
GIT = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]


@pytest.fixture
def content(cli, monkeypatch):  # noqa: ARG001  `cli` makes the folder
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    Path("content").mkdir()
    shutil.copy(MINI, "content/mini.yaml")
    return Path("content/mini.yaml")


def correct(content, old, new):
    text = content.read_text("utf-8")
    assert old in text
    content.write_text(text.replace(old, new), "utf-8")


def commit(at):
    if not Path(".git").exists():
        subprocess.run([*GIT, "init", "-q"], check=True)
    when = {"GIT_COMMITTER_DATE": f"{at} +0000", "GIT_AUTHOR_DATE": f"{at} +0000"}
    subprocess.run([*GIT, "add", "content"], check=True)
    subprocess.run(["env", *(f"{k}={v}" for k, v in when.items()), *GIT, "commit", "-qm", "content"], check=True)


def build(cli, name, **how):
    made = cli("anki", "-o", name, **how)
    assert made.exit_code == 0, made.output
    return Path(name) / "mini-update.apkg", made.stderr


def fates(packages):
    """How many notes each import updated."""
    with Learner() as learner:
        return [learner.take(package)["updated"] for package in packages]


def test_commits_let_one_correction_after_another_arrive(cli, content):
    packages = []
    for number, new in enumerate(WORDS):
        correct(content, WORDS[max(number - 1, 0)], new)
        commit(f"2026-0{number + 3}-01T00:00:00")
        package, said = build(cli, f"build-{number}")
        assert f"they carry the time 2026-0{number + 3}-01 00:00:00 UTC" in said
        packages.append(package)
    assert fates(packages) == [0, 8, 8]
    assert build(cli, "again")[0].read_bytes() == packages[-1].read_bytes()


def test_what_is_not_committed_reaches_who_has_the_commit(cli, content):
    commit("2026-03-01T00:00:00")
    first, _ = build(cli, "first")
    correct(content, WORDS[0], WORDS[1])
    assert find_stamp(content) == 1772323201
    second, _ = build(cli, "second")
    assert fates([first, second]) == [0, 8]


def test_the_environment_comes_first(cli, content):
    packages = []
    for number, time in enumerate(("1772323200", "1775001600")):
        packages.append(build(cli, f"build-{number}", env={"SOURCE_DATE_EPOCH": time})[0])
        correct(content, WORDS[number], WORDS[number + 1])
    assert fates(packages) == [0, 8]
    wrong = cli("anki", env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert (wrong.exit_code, "not a number of seconds" in wrong.output) == (2, True)


def test_without_anything_a_correction_stays_behind_and_all_says_so(cli, content):
    first, said = build(cli, "first")
    assert (
        "info I620: nothing is released yet: the ledger holds none of 8 notes: they always carry the same time" in said
    )
    correct(content, WORDS[0], WORDS[1])
    second, _ = build(cli, "second")
    assert fates([first, second]) == [0, 0]
    run = cli("simulate", first, second)
    assert run.exit_code == 1
    assert "LOST: the correction of mini:glue-bookmark has the time of the old note: Anki keeps the old" in run.output


def test_strict_makes_no_deck_whose_corrections_would_not_arrive(cli, content):
    correct(content, "日本 🙂 שלום", "nothing that the fonts lack")
    refused = cli("anki", "--strict")
    assert refused.exit_code == 1
    assert "warning W621: nothing is released yet" in refused.stderr
    assert not Path("build").exists()
    assert cli("quizlet", "--strict", "-q").exit_code == 0
    assert cli("anki", "--strict", "-q", env={"SOURCE_DATE_EPOCH": "1772323200"}).exit_code == 0
    cli("release", "2026.03", "--at", "2026-03-01T00:00:00Z", "-q")
    assert cli("anki", "--strict", "-q").stderr == ""
    correct(content, WORDS[0], WORDS[1])
    assert "W621: 1 note differs from release 2026.03 (0 new, 1 changed)" in cli("anki", "--strict").stderr


@pytest.mark.usefixtures("content")
def test_a_release_is_the_same_whatever_dates_the_rest(cli):
    cli("release", "2026.03", "--at", "2026-03-01T00:00:00Z", "-q")
    bare = build(cli, "bare")[0].read_bytes()
    assert build(cli, "dated", env={"SOURCE_DATE_EPOCH": "1790000000"})[0].read_bytes() == bare
    commit("2026-05-01T00:00:00")
    package, said = build(cli, "committed")
    assert package.read_bytes() == bare
    assert "I620" not in said
