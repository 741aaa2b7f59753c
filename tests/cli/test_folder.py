"""The output folder: what is ours in it, what is removed, and all of a run's files or none."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dea_export.cli.build.last_run import sha256
from tests.support.files import snapshot
from tests.support.strangers import stranger

pytestmark = pytest.mark.usefixtures("light")


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def change(work):
    """Another wording of one fact."""
    path = work / "content" / "mini.yaml"
    path.write_text(path.read_text("utf-8").replace("only if it ends with", "only when it ends with"), encoding="utf-8")


def test_a_folder_of_strangers_files_is_not_taken_for_ours(work, cli):
    (work / "build").mkdir()
    (work / "build" / "mine.txt").write_text("mine")
    assert cli("all", "-j1", "--domain", "9").exit_code == 2
    assert [path.name for path in (work / "build").iterdir()] == ["mine.txt"]


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


def test_checksums_are_those_of_the_files(work, cli):
    cli("all", "-j1")
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=work / "build", check=False)
    assert checked.returncode == 0


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
    assert (known["remade"], known["fingerprint"]) == (["index.html", "mini.md"], "")
    size = len((work / "build" / "mini.md").read_bytes())
    assert (
        f'<a href="mini.md">mini.md</a> <span class="size">{size} B</span>'
        in (work / "build" / "index.html").read_text()
    )
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
