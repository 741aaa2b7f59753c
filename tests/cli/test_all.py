"""What `all` makes again, and what it leaves as it is."""

import json
import shutil
import subprocess
import sys

import pytest

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


def test_strict_applies_the_rules_of_check(cli, work):
    content = next((work / "content").glob("*.yaml"))
    text = content.read_text(encoding="utf-8")
    content.write_text(text.replace("is somebody.", "is somebody, currently."), encoding="utf-8")
    result = cli("all", "-j1", "--strict")
    assert (result.exit_code, "W410" in result.stderr) == (1, True)
    assert not (work / "build").exists()
