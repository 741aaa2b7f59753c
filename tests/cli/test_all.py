"""What `all` does with files: it writes, keeps, names and removes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dea_export.cli.build.last_run import sha256
from tests.support.facts import study_text
from tests.support.files import snapshot
from tests.support.strangers import stranger

pytestmark = pytest.mark.usefixtures("light")


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def change(work):
    """Another wording of one fact."""
    path = work / "content" / "mini.yaml"
    path.write_text(path.read_text("utf-8").replace("only if it ends with", "only when it ends with"), encoding="utf-8")


def test_nothing_changed_touches_nothing(work, cli):
    assert cli("all", "-j1").exit_code == 0
    before = snapshot(work / "build")
    result = cli("all", "-j1")
    assert (result.exit_code, result.stdout) == (
        0,
        f"nothing changed: {len(before) - 2} files in build/ are up to date\n",
    )
    assert snapshot(work / "build") == before


@pytest.mark.usefixtures("work")
def test_what_did_not_change_is_not_even_read(cli, monkeypatch):
    cli("all", "-j1")

    def read(*_):
        raise AssertionError("the content was read")

    monkeypatch.setattr("dea_export.cli.content.read_content", read)
    assert cli("all", "-j1").stdout.startswith("nothing changed")
    assert cli("all", "-j1", "--force").exit_code == 3


def test_a_run_that_changes_nothing_writes_nothing_at_all(work, cli):
    cli("all", "-j1")
    shutil.rmtree(work / "build" / ".dea-export")
    assert cli("all", "-j1").stdout.startswith("nothing changed")
    assert not (work / "build" / ".dea-export").exists()


def test_whether_something_changed_is_decided_without_the_model():
    code = "import sys, dea_export.cli.commands.all\nprint({'pydantic', 'markdown_it', 'yaml'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout == b"set()\n"


def test_a_folder_of_strangers_files_is_not_taken_for_ours(work, cli):
    (work / "build").mkdir()
    (work / "build" / "mine.txt").write_text("mine")
    assert cli("all", "-j1", "--domain", "9").exit_code == 2
    assert [path.name for path in (work / "build").iterdir()] == ["mine.txt"]


def test_force_builds_and_still_touches_no_equal_file(work, cli):
    cli("all", "-j1")
    before = snapshot(work / "build")
    result = cli("all", "-j1", "--force")
    assert "build/mini.md" in result.stdout
    assert "(as before)" in result.stdout
    assert snapshot(work / "build") == before


@pytest.mark.parametrize("name", ["mini.md", "SHA256SUMS", "quizlet/1.1-perform-ingestion.txt"])
def test_a_lost_or_altered_file_is_made_again(work, cli, name):
    cli("all", "-j1")
    whole = (work / "build" / name).read_bytes()
    (work / "build" / name).unlink()
    assert cli("all", "-j1").exit_code == 0
    assert (work / "build" / name).read_bytes() == whole


def test_a_changed_theme_content_or_option_builds_again(work, cli):
    cli("all", "-j1")
    first = manifest(work / "build")["fingerprint"]
    change(work)
    assert "nothing changed" not in cli("all", "-j1").stdout
    assert manifest(work / "build")["fingerprint"] != first


def test_an_edited_exporter_of_somebody_else_runs_again(work, process, plugins):
    stranger(plugins, "edited", "return [Artifact('edited.txt', b'before')]")
    process("all").communicate()
    assert "nothing changed" in process("all").communicate()[0]
    code = plugins / "stranger_edited.py"
    code.write_text(code.read_text("utf-8").replace("before", "afterwards"), "utf-8")
    assert "nothing changed" not in process("all").communicate()[0]
    assert (work / "build" / "edited.txt").read_bytes() == b"afterwards"


def test_one_variant_can_be_made_alone(work, process):
    assert process("pdf", "--only", "sheet-letter-mono").wait(60) == 0
    assert [path.name for path in (work / "build").glob("*.pdf")] == ["mini-cheatsheet-letter-mono.pdf"]


@pytest.mark.parametrize("raised", ["RuntimeError", "SystemExit"])
def test_an_exporter_that_fails_to_load_ahead_may_still_export(work, process, plugins, raised):
    failing = f"def preload(self):\n    raise {raised}('not now')"
    stranger(plugins, "ahead", "return [Artifact('ahead.txt', b'made')]", attributes=failing)
    _, err = process("ahead").communicate()
    assert (work / "build" / "ahead.txt").read_bytes() == b"made"
    assert "not now" not in err


def test_strict_warns_again_although_nothing_changed(work, cli, plugins):
    (work / "content" / "mini.yaml").write_text(study_text("text: Athena runs {{c1::SQL}} on S3."), "utf-8")
    stranger(
        plugins,
        "wary",
        """
        from dea_export.model.diagnostic import Diagnostic
        from dea_export.model.place import Place
        return [Artifact("wary.txt", b"x", {}, (Diagnostic(Place("a.yaml"), "W999", "beware"),))]
        """,
    )
    assert cli("all", "-j1").exit_code == 0
    assert cli("all", "-j1", "--strict").exit_code == 1
    assert "W999" in cli("all", "-j1", "--strict").stderr


def test_files_that_nobody_makes_any_more_are_removed_and_a_users_stay(work, cli, plugins):
    stranger(plugins, "once", "return [Artifact('deep/er/once.txt', b'1'), Artifact('edited.txt', b'1')]")
    cli("all", "-j1")
    (work / "build" / "mine.txt").write_text("mine")
    (work / "build" / "quizlet" / "mine.txt").write_text("mine")
    (work / "build" / "edited.txt").write_text("mine by now")
    for path in plugins.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    result = cli("all", "-j1")
    assert "build/deep/er/once.txt  removed" in result.stdout
    assert not (work / "build" / "deep").exists()
    assert {name: data for name, (data, _) in snapshot(work / "build").items() if data.startswith(b"mine")} == {
        "edited.txt": b"mine by now",
        "mine.txt": b"mine",
        "quizlet/mine.txt": b"mine",
    }


def test_a_manifest_cannot_make_the_program_delete_elsewhere(work, cli):
    cli("all", "-j1")
    victim = work / "victim.txt"
    victim.write_text("x")
    path = work / "build" / "manifest.json"
    known = manifest(work / "build")
    known["files"]["../victim.txt"] = {
        "exporter": "md",
        "bytes": 1,
        "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    }
    path.write_text(json.dumps(known))
    assert cli("all", "-j1").exit_code == 0
    assert victim.read_text() == "x"


@pytest.mark.parametrize("text", ['{"name": "a web app"}', "[]", "{", '{"files": {"a": 1}}'])
def test_a_manifest_of_somebody_else_is_not_overwritten(work, cli, text):
    (work / "build").mkdir()
    (work / "build" / "manifest.json").write_text(text)
    result = cli("all", "-j1")
    assert result.exit_code == 2
    assert "is not a manifest of dea-export" in result.stderr
    assert (work / "build" / "manifest.json").read_text() == text


def test_a_failing_exporter_costs_its_own_files_only(work, cli, plugins):
    stranger(plugins, "fickle", "if os.path.exists('fail'): raise ValueError('no')\nreturn [Artifact('f.txt', b'1')]")
    assert cli("all", "-j1").exit_code == 0
    (work / "fail").touch()
    change(work)
    result = cli("all", "-j1")
    assert result.exit_code == 3
    assert "error E701: the exporter 'fickle' of stranger-fickle 1.0 failed: ValueError: no" in result.stderr
    assert "Traceback" not in result.output
    known = manifest(work / "build")
    assert (known["failed"], list(known["stale"])) == (["fickle"], ["f.txt"])
    assert (work / "build" / "f.txt").exists()
    assert "mini.md" in known["files"]
    assert "Traceback" in cli("all", "-j1", "--debug").stderr
    (work / "fail").unlink()
    assert cli("all", "-j1").exit_code == 0
    assert "stale" not in manifest(work / "build")


def test_stale_files_go_when_their_exporter_makes_others(work, cli, plugins):
    stranger(
        plugins,
        "moody",
        "mood = open('mood').read()\nassert mood != 'bad'\nreturn [Artifact(f'{mood}.txt', b'1')]",
    )
    for mood, code in (("good", 0), ("bad", 3), ("better", 0)):
        (work / "mood").write_text(mood)
        assert cli("all", "-j1", "--force").exit_code == code
    assert not (work / "build" / "good.txt").exists()
    assert (work / "build" / "better.txt").exists()


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


def test_checksums_are_those_of_the_files(work, cli):
    cli("all", "-j1")
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=work / "build", check=False)
    assert checked.returncode == 0


def test_strict_applies_the_rules_of_check(cli, work):
    content = next((work / "content").glob("*.yaml"))
    text = content.read_text(encoding="utf-8")
    content.write_text(text.replace("is somebody.", "is somebody, currently."), encoding="utf-8")
    result = cli("all", "-j1", "--strict")
    assert (result.exit_code, "W410" in result.stderr) == (1, True)
    assert not (work / "build").exists()


def sums_are_true(folder):
    run = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False)
    return run.returncode == 0


def test_one_exporter_alone_keeps_manifest_and_sums_true(work, cli):
    cli("all", "-j1")
    before = snapshot(work / "build")
    assert cli("markdown").exit_code == 0
    assert snapshot(work / "build") == before, "the same bytes change nothing"
    change(work)
    assert cli("markdown").exit_code == 0
    known = manifest(work / "build")
    assert sums_are_true(work / "build")
    assert (known["remade"], known["fingerprint"]) == (["mini.md"], "")
    assert known["files"]["mini.md"]["sha256"] == sha256((work / "build" / "mini.md").read_bytes())
    assert cli("all", "-j1").exit_code == 0
    assert "remade" not in manifest(work / "build")


def test_an_exporter_with_another_option_does_not_pass_for_unchanged(work, cli):
    cli("all", "-j1")
    assert cli("quizlet", "--bare").exit_code == 0
    assert sums_are_true(work / "build")
    assert "nothing changed" not in cli("all", "-j1").stdout


def test_the_build_of_another_study_is_not_replaced(work, cli):
    cli("all", "-j1")
    path = work / "content" / "mini.yaml"
    path.write_text(path.read_text("utf-8").replace("id: mini\n", "id: maxi\n"), "utf-8")
    before = snapshot(work / "build")
    refused = cli("all", "-j1")
    assert refused.exit_code == 2
    assert refused.stderr == (
        "error: 'build' holds the build of the study 'mini', this one is 'maxi'\n"
        "  hint: name another folder with -o, or say --replace\n"
    )
    assert cli("all", "-j1", "-q", "--builtin").exit_code == 2
    assert snapshot(work / "build") == before
    assert cli("all", "-j1", "--replace").exit_code == 0
    assert not (work / "build" / "mini.md").exists()


def test_a_rename_that_fails_halfway_changes_nothing(work, cli, monkeypatch):
    cli("all", "-j1")
    before = snapshot(work / "build")
    change(work)
    replace, count = Path.replace, iter(range(99))

    def failing(path, target):
        if path.parent.name == "writing" and path.suffix == "" and next(count) == 3:
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing)
        refused = cli("all", "-j1")
    assert refused.exit_code == 2
    assert (
        "error: 'build' cannot be written: Permission denied\n  hint: the earlier files are unchanged" in refused.stderr
    )
    assert snapshot(work / "build") == before
    assert cli("all", "-j1").exit_code == 0


@pytest.mark.parametrize("name", [".dea-export", "quizlet"])
def test_nothing_is_written_through_a_link_in_the_output(work, cli, name):
    precious = work / "precious"
    (precious / "writing").mkdir(parents=True)
    (precious / "writing" / "mine.txt").write_text("mine")
    (work / "build").mkdir()
    (work / "build" / name).symlink_to(precious)
    refused = cli("all", "-j1")
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (2, f"error: 'build/{name}' is a link")
    assert list(snapshot(precious)) == ["writing/mine.txt"]


ODD = ({"files": {"\0": 1}}, {"files": {"a" * 9999: 2}}, {"files": {"a": 3, "study": 4}}, {"study": 5}, {"remade": [6]})


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(ODD)))
@pytest.mark.parametrize("command", ["all", "markdown"])
def test_an_odd_manifest_is_no_crash(work, cli, command, number):
    cli("all", "-j1")
    change(work)
    known = manifest(work / "build")
    entry = {"exporter": "gone", "bytes": 1, "sha256": "0"}
    odd = {**ODD[number], **({"files": dict.fromkeys(ODD[number]["files"], entry)} if "files" in ODD[number] else {})}
    (work / "build" / "manifest.json").write_text(json.dumps(known | odd))
    result = cli(command)
    assert (result.exit_code, "bug" in result.stderr) == (0, False), result.stderr


def test_nested_without_end_is_no_manifest(work, cli):
    (work / "build").mkdir()
    (work / "build" / "manifest.json").write_text('{"a":' * 100_000)
    assert "is not a manifest of dea-export" in cli("all", "-j1").stderr
