"""`release`, `--locked`, `changes`, `simulate`, `preview` from the command line."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

MINI = Path(__file__).parents[1] / "mini.yaml"


@pytest.fixture
def content(cli):  # noqa: ARG001  `cli` makes the folder
    """A folder with the mini study, and `cli` to run in it."""
    Path("content").mkdir()
    shutil.copy(MINI, "content/mini.yaml")
    return Path("content/mini.yaml")


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
    assert "is not a time" in release(cli, "2026.04", "tomorrow").output


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


def test_many_notes_may_not_change_without_their_content(cli, content, monkeypatch):
    monkeypatch.setattr("dea_export.cli.commands.release.MANY", 3)
    release(cli, "2026.03", "2026-03-01T00:00:00Z")
    ledger = content.with_suffix(".lock")
    rendered = re.compile(r'"fields": "[0-9a-f]{32}"')  # of each note, as another library would have made it
    ledger.write_text(rendered.sub(f'"fields": "{"0" * 32}"', ledger.read_text("utf-8")), "utf-8")
    refused = release(cli, "2026.04", "2026-04-01T00:00:00Z")
    assert "8 notes would change although nobody touched their content" in refused.output
    assert release(cli, "2026.04", "2026-04-01T00:00:00Z", "--accept-rendering").exit_code == 0


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
