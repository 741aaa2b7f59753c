"""Whatever a user or a system does has a sentence and an exit code of its own: 'this is a bug' is for bugs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dea_export.cli.console import as_github, as_human, in_one_line
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import Place
from tests.support.facts import study_text
from tests.support.patience import PATIENCE

LONG = "x" * 300
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["check", f"{LONG}.yaml"], f"error: '{'x' * 100}…': File name too long"),
        (["changes", LONG], f"error: '{'x' * 100}…': File name too long"),
        (["markdown", "-o", LONG], "x…': File name too long"),
        (["preview", "-o", "FILE/x"], "error: 'FILE/x' cannot be written: "),
        (["preview", "-o", LONG], "cannot be written: File name too long"),
        (["changes", "a.lock", "b.lock"], "error: there is no file 'a.lock'"),
        (["release", "2026.12", "--at", "2026-02-30T00:00:00Z"], "is not a time like"),
        (["check", "a\nb\x1b[31m.yaml"], "error: there is no file 'a b\ufffd[31m.yaml'"),
        (["check", "a\u202eb.yaml"], "error: there is no file 'a\ufffdb.yaml'"),
    ],
)
@pytest.mark.usefixtures("work")
def test_wrong_use_has_a_sentence(cli, command, said):
    Path("FILE").touch()
    result = cli(*command)
    assert (result.exit_code, said in result.stderr, "bug" in result.stderr) == (2, True, False), result.stderr


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("given", ["abc", "-1", "1e9", "٣", "9" * 20])
def test_a_time_of_the_environment_that_is_none(cli, given):
    for command in (["markdown"], ["release", "2026.12"]):
        result = cli(*command, env={"SOURCE_DATE_EPOCH": given})
        assert (result.exit_code, "is not a number of seconds since 1970" in result.stderr) == (2, True)


@pytest.mark.parametrize("command", ["stats", "check", "schema", "--help"])
def test_a_full_disk_behind_standard_output(process, command):
    with Path("/dev/full").open("w") as full:
        running = process(command, stdout=full)
        _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 2
    assert err == (
        "error: the output cannot be written: No space left on device\n"
        "  hint: look at the disk, or where standard output leads\n"
    )


@pytest.mark.slow
def test_a_working_folder_that_is_gone(tmp_path):
    (tmp_path / "gone").mkdir()
    code = (
        "import os, sys; os.rmdir(os.getcwd()); os.execv(sys.executable, [sys.executable, '-m', 'dea_export', 'all'])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "gone", env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr.splitlines()[0]) == (2, "error: the working folder is gone")


def test_memory_that_runs_out_is_no_bug(cli, monkeypatch):
    def starve(*_):
        raise MemoryError

    monkeypatch.setattr("dea_export.cli.commands.schema.json_schema", starve, raising=False)
    monkeypatch.setattr("dea_export.reading.schema.json_schema", starve, raising=False)
    result = cli("schema")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (3, "error: the memory ran out")


def test_no_message_begins_a_line_of_its_own():
    problem = Diagnostic(Place("a\n::error::.yaml", 1, 1), "E101", "x\n::error title=oh::no", "and\n::warning::so")
    assert not any(line.startswith("::") for line in as_human(problem, []).split("\n"))
    assert as_github(problem).startswith("::error file=a%0A%3A%3Aerror%3A%3A.yaml,line=1,")
    assert "\n" not in as_github(problem)
    assert in_one_line("a\r\nb\x1b]8;;x\x07\u202e") == "a  b\ufffd]8;;x\ufffd\ufffd"


def test_of_many_problems_the_worst_are_shown_and_the_rest_counted(cli):
    facts = "".join(f"k{number}: 1\n" for number in range(150))
    Path("a.yaml").write_text(study_text(f"text: Athena runs {{{{c1::SQL}}}} on S3.\n{facts}"), "utf-8")
    result = cli("check", "a.yaml")
    assert result.stdout.count("error E") == 100
    assert "… and 50 more; --format json lists all\n" in result.stdout
    assert cli("check", "a.yaml", "--format", "json").stdout.count('"code"') == 150


def test_an_annotation_names_the_file_from_the_root_of_the_checkout(tmp_path, monkeypatch):
    (tmp_path / "studies").mkdir()
    monkeypatch.chdir(tmp_path / "studies")
    problem = Diagnostic(Place("content/a.yaml", 3, 5), "E101", "x", "y")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    assert "file=content/a.yaml," in as_github(problem)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert "file=studies/content/a.yaml," in as_github(problem)
    monkeypatch.setenv("GITHUB_WORKSPACE", "/elsewhere")
    assert "file=content/a.yaml," in as_github(problem)


def test_a_pipe_or_device_is_not_replaced_by_a_file(work, cli):
    os.mkfifo(work / "pipe")
    result = cli("preview", "content/mini.yaml", "-o", "pipe")
    assert (result.exit_code, "is not a file" in result.stderr) == (2, True)
    assert (work / "pipe").is_fifo()
