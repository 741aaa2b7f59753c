"""`release`, `--locked`, `changes`, `simulate`, `preview` from the command line."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from dea_export.ledger.ledger_file import format_ledger, parse_ledger

MINI = Path(__file__).parents[1] / "mini.yaml"


@pytest.fixture
def content(cli):  # noqa: ARG001  `cli` makes the folder
    """A folder with the mini study, and `cli` to run in it."""
    Path("content").mkdir()
    shutil.copy(MINI, "content/mini.yaml")
    return Path("content/mini.yaml")


@pytest.fixture
def git(content):  # noqa: ARG001  `content` makes the folder
    """Runs git in a new repository around the content."""

    def run(*arguments, check=True):
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"}
        return subprocess.run(["git", *identity, *arguments], check=check, env=environment, capture_output=True)

    run("init", "-qb", "main")
    return run


def edit(content, old, new):
    text = content.read_text(encoding="utf-8")
    assert old in text
    content.write_text(text.replace(old, new), encoding="utf-8")


def release(cli, name, at, *more):
    return cli("release", name, "--at", at, *more)


@pytest.mark.usefixtures("content")
def test_a_release_is_recorded_once_and_in_order(cli):
    assert release(cli, "2026.03", "2026-03-01T00:00:00Z").output.endswith(
        "UTC: 8 new notes, other looks of cloze and question\n"
    )
    assert "does not come after" in release(cli, "2026.02", "2026-04-01T00:00:00Z").output
    assert "later than that of the last" in release(cli, "2026.04", "2026-03-01T00:00:00Z").output
    assert "not in the future" in release(cli, "2026.04", "2999-01-01T00:00:00Z").output
    assert "is not a release name" in release(cli, "first", "2026-04-01T00:00:00Z").output
    for name in ("first", "2026.13", "2026.00", "٢٠٢٦.١١", "2026.04.0", f"2026.04.{'1' * 5000}"):
        assert "is not a release name" in release(cli, name, "2026-04-01T00:00:00Z").output
    for time in ("tomorrow", "2026-02-30T00:00:00Z", "2026-04-01"):
        assert "is not a time" in release(cli, "2026.04", time).output
    assert "name the release" in cli("release").output


def test_the_clock_can_be_the_environments(cli, content):
    assert cli("release", "2026.03", "-q", env={"SOURCE_DATE_EPOCH": "1772323200"}).exit_code == 0
    assert '"2026.03": "2026-03-01T00:00:00Z"' in content.with_suffix(".lock").read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(cli, content):
    assert release(cli, "2026.03", "2026-03-01T00:00:00Z", "--dry-run").exit_code == 0
    assert not content.with_suffix(".lock").exists()


def test_an_unpublished_release_can_be_made_again(cli, content):
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    edit(content, "id: glue-code", "id: glue-predicate")
    assert cli("check").exit_code == 1
    assert "--amend: the last release is 2026.03" in release(cli, "2026.04", "2026-03-02T00:00:00Z", "--amend").output
    assert release(cli, "2026.03", "2026-03-02T00:00:00Z", "--amend").exit_code == 0
    assert cli("check").exit_code == 0
    assert "2026-03-01" not in content.with_suffix(".lock").read_text(encoding="utf-8")


def test_a_forbidden_change_stops_the_release(cli, content):
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    before = content.with_suffix(".lock").read_bytes()
    edit(content, "{{c1::temporary}}", "{{c3::temporary}}")
    stopped = release(cli, "2026.04", "2026-04-01T00:00:00Z")
    assert stopped.exit_code == 1
    assert "E504" in stopped.output
    assert content.with_suffix(".lock").read_bytes() == before


def test_locked_refuses_what_is_not_released(cli, content):
    assert "nothing has been released yet" in cli("anki", "--locked").stderr
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    assert cli("anki", "--locked", "-q").exit_code == 0
    edit(content, "same files", "very same files")
    refused = cli("anki", "--locked")
    assert refused.exit_code == 1
    assert "1 changed note since 2026.03" in refused.stderr


def test_a_release_has_the_looks_of_the_themes_that_it_names(cli, content):
    themes = content.parent / "themes"
    (themes / "anki").mkdir(parents=True)
    (themes / "anki" / "style.css").write_text(".card { color: rebeccapurple }\n")
    cli("release", "2026.03", "--at", "2026-03-01T00:00:00Z", "-q", "--templates", str(themes))
    assert cli("anki", "--locked", "-q", "--templates", str(themes)).exit_code == 0
    assert "looks" in cli("anki", "--locked").stderr


def test_many_notes_may_not_change_without_their_content(cli, content, monkeypatch):
    monkeypatch.setattr("dea_export.cli.commands.release.MANY", 3)
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    path = content.with_suffix(".lock")
    ledger, _ = parse_ledger(path.read_text("utf-8"), path.name)
    rendered = {id_: replace(note, digest="0" * 32) for id_, note in ledger.entries.items()}  # as by another library
    path.write_text(format_ledger(replace(ledger, entries=rendered)), "utf-8")
    refused = release(cli, "2026.04", "2026-04-01T00:00:00Z")
    assert "8 notes would change although nobody touched their content" in refused.output
    assert release(cli, "2026.04", "2026-04-01T00:00:00Z", "--accept-rendering").exit_code == 0


def test_a_ledger_that_is_gone_but_committed_is_not_begun_anew(cli, content, git):
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    git("add", "."), git("commit", "-qm", "one")
    content.with_suffix(".lock").unlink()
    refused = release(cli, "2026.04", "2026-04-01T00:00:00Z")
    assert refused.exit_code == 2
    assert refused.stderr == (
        "error: 'content/mini.lock' has no release, but the committed one has\n"
        "  hint: bring it back: git checkout HEAD -- content/mini.lock\n"
    )


def test_the_next_release_upgrades_the_ledger_of_2026_11(cli, content):
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    path = content.with_suffix(".lock")
    header, rest = path.read_text("utf-8").split("\n", 1)
    old = {name: value for name, value in json.loads(header).items() if name not in {"serial", "digest"}}
    path.write_text(f"{json.dumps(old | {'format': 1})}\n{rest}", "utf-8")
    assert cli("check").exit_code == 0
    edit(content, "same files", "very same files")
    assert release(cli, "2026.04", "2026-04-01T00:00:00Z").exit_code == 0
    now = json.loads(path.read_text("utf-8").split("\n", 1)[0])
    assert (now["format"], now["serial"]) == (2, 2)


def test_two_releases_at_once_are_one_after_the_other(process, work):
    """Each waits for the other, from reading to renaming: none is lost, and none is made of an old ledger."""
    names = [f"2026.03.{number}" for number in range(1, 5)]
    running = [process("release", name, "-q") for name in names]
    codes = {name: one.wait(60) for name, one in zip(names, running, strict=True)}
    ledger, problems = parse_ledger((work / "content" / "mini.lock").read_text("utf-8"), "mini.lock")
    assert problems == ()
    assert {release.name for release in ledger.releases} == {name for name, code in codes.items() if code == 0}
    assert {path.name for path in (work / "content").iterdir()} == {"mini.yaml", "mini.lock"}


@pytest.mark.usefixtures("content")
def test_a_trial_for_the_authors_phone_has_another_name(cli):
    assert cli("anki", "--stamp", "now", "-q").exit_code == 0
    assert sorted(path.name for path in Path("build").glob("*.apkg")) == ["mini-dev-update.apkg", "mini-dev.apkg"]


def test_changes_since_a_git_revision(cli, content):
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "one"]):
        subprocess.run(["git", *command], check=True, env=environment)
    assert cli("changes").output == "no fact differs\n"
    edit(content, "same files", "very same files")
    found = json.loads(cli("changes", "HEAD", "--format", "json").output)
    assert [(one["id"], one["sort"]) for one in found["corrected"]] == [("glue-bookmark", "wording")]
    assert found["search"] == "Id:glue-bookmark"
    unknown = cli("changes", "no-such-revision")
    assert unknown.stderr == (
        "error: git has no 'mini.yaml' in 'no-such-revision'\n  hint: name a content file, or a revision that has it\n"
    )


@pytest.mark.usefixtures("content")
def test_changes_need_a_commit(cli):
    wanted = "error: there is no commit with which 'content/mini.yaml' could be compared\n  hint: commit it, or "
    for prepare in ([], ["init", "-q"]):
        subprocess.run(["git", *prepare], check=False, capture_output=True)
        found = cli("changes", env={"GIT_CEILING_DIRECTORIES": str(Path.cwd().parent)})
        assert (found.exit_code, found.stderr[: len(wanted)]) == (2, wanted)
    subprocess.run(["git", "init", "-q", "content"], check=True)
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, "commit", "-qm", "none", "--allow-empty"], cwd="content", check=True)
    assert "git has no 'mini.yaml' in 'HEAD'" in cli("changes").stderr


def test_changes_between_two_ledgers(cli, content):
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    shutil.copy("content/mini.lock", "old.lock")
    edit(content, "same files", "very same files")
    release(cli, "2026.04", "2026-04-01T00:00:00Z")
    assert cli("changes", "old.lock", "content/mini.lock").output == "changed   glue-bookmark\n"


def test_changes_since_an_older_file(cli, content):
    shutil.copy(content, "old.yaml")
    edit(content, "same files", "very same files")
    (corrected,) = json.loads(cli("changes", "old.yaml", "--format", "json").output)["corrected"]
    assert corrected["id"] == "glue-bookmark"


@pytest.mark.slow
def test_simulate_says_what_is_kept(cli, content, golden):
    for name, at in (("2026.03", "2026-03-01T00:00:00Z"), ("2026.04", "2026-04-01T00:00:00Z")):
        release(cli, name, at)
        cli("anki", "-q", "-o", name)
        edit(content, "keeps its", "keeps a") if name == "2026.03" else None
        edit(content, "once::how often", "twice::how often") if name == "2026.03" else None
        edit(content, "Reading less", "Read less") if name == "2026.03" else None
    run = cli("simulate", "2026.03/mini.apkg", "2026.04/mini-update.apkg")
    assert run.exit_code == 0, run.output + str(run.exception)
    golden("anki/simulate.txt", run.output)


@pytest.mark.slow
def test_simulate_fails_when_something_is_lost(cli, content):
    cli("anki", "-q", "-o", "old")
    edit(content, "id: mini\n", "id: maxi\n")
    cli("anki", "-q", "-o", "new")
    run = cli("simulate", "old/mini.apkg", "new/maxi.apkg")
    assert run.exit_code == 1
    assert "LOST: two notes ask the same" in run.output


@pytest.mark.usefixtures("content")
def test_preview_writes_one_page(cli):
    assert cli("preview").output == "  build/preview/mini.html  11 cards\n"
    assert Path("build/preview/mini.html").stat().st_size > 10_000


@pytest.fixture
def merging(cli, content, git):
    """A merge that git could not end: both branches have released, each with a fact of its own corrected."""
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    git("add", "."), git("commit", "-qm", "one"), git("branch", "other")
    edit(content, "same files", "very same files")
    release(cli, "2026.04", "2026-04-02T00:00:00Z")
    git("commit", "-qam", "ours"), git("checkout", "-q", "other")
    edit(content, "{{c1::temporary}}", "{{c1::short-lived}}")
    release(cli, "2026.04", "2026-04-01T00:00:00Z")
    git("commit", "-qam", "theirs"), git("checkout", "-q", "main")
    assert git("merge", "other", check=False).returncode == 1
    return content


@pytest.mark.usefixtures("merging")
def test_every_command_says_how_a_merge_of_ledgers_ends(cli):
    for command in (("check",), ("release", "2026.05"), ("markdown",)):
        run = cli(*command)
        assert run.exit_code == 1
        assert "error E508: two branches have released: git could not merge the ledger" in run.output
        assert "hint: end the merge of the ledger with: dea-export release --merge" in run.output


def test_a_merge_keeps_both_releases(cli, merging, git):
    run = cli("release", "--merge")
    assert run.exit_code == 0
    assert run.stdout == (
        "two releases are called 2026.04: the later is 2026.04.1 now\n"
        "content/mini.lock holds both branches' releases, to 2026.03, 2026.04, 2026.04.1\n"
        "next: git add content/mini.lock; dea-export check; a release of what the two have changed together\n"
    )
    git("add", "."), git("commit", "-qm", "merged")
    assert cli("check").exit_code == 0
    assert cli("markdown", "--locked").exit_code == 0, "nothing is pending: each fact stands as one branch released it"
    assert "does not come after '2026.04.1'" in cli("release", "2026.04").output
    edit(merging, "id: glue-code", "id: glue-predicate")
    assert "E501" in cli("check").output


@pytest.mark.usefixtures("content")
def test_there_may_be_nothing_to_merge(cli):
    run = cli("release", "--merge")
    assert (run.exit_code, run.stderr.splitlines()[0]) == (2, "error: git is not merging 'content/mini.lock'")
