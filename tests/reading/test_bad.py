"""Bad input: a clear diagnostic at the right place, exit 1, nothing written. One file each in tests/bad/."""

import os
import re
from pathlib import Path

import pytest

from dea_export.checking.codes import read_codes
from dea_export.cli.main import main
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import Place

BAD = Path(__file__).parents[1] / "bad"
FILES = sorted(path.name for path in BAD.glob("*.yaml"))
ASKED = {"checked-in-the-future.yaml": ("--as-of", "2026-11-21")}  # the date counts only when one is given
ELSEWHERE = {
    "E003",
    "E013",
    "E014",
    "E220",
    "E230",
    "E231",
    "E232",
    "E233",
    "E317",
}  # bytes, pictures, what is huge: other tests


@pytest.fixture
def expected(request):
    """Compares with the `.txt` beside a bad file, or rewrites it under --update-golden."""

    def check(name, actual):
        path = (BAD / name).with_suffix(".txt")
        if request.config.getoption("--update-golden"):
            path.write_text(actual, encoding="utf-8", newline="\n")
        assert actual == path.read_text("utf-8"), f"{path.name} differs; read the diff, then: pytest --update-golden"

    return check


@pytest.mark.parametrize("name", FILES)
def test_bad_file_gets_its_diagnostics_and_exit_1(name, cli, expected, monkeypatch):
    monkeypatch.chdir(BAD)
    result = cli("check", name, *ASKED.get(name, ()))
    expected(name, result.output)
    assert result.exit_code == 1


@pytest.mark.parametrize("name", [name for name in FILES if name not in ASKED])
def test_nothing_is_written_from_a_bad_file(name, cli, tmp_path):
    result = cli("all", BAD / name, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_every_code_of_reading_is_shown_by_a_bad_file():
    shown = {code for path in BAD.glob("*.txt") for code in re.findall(r"error (E[0-3]\d\d):", path.read_text("utf-8"))}
    assert {code for code in read_codes() if code < "E4"} - ELSEWHERE == shown


def test_every_bad_file_has_its_text_and_no_text_is_left_over():
    assert sorted(path.stem for path in BAD.glob("*.txt")) == sorted(Path(name).stem for name in FILES)


def test_a_folder_is_not_a_file(cli, tmp_path):
    (tmp_path / "content.yaml").mkdir()
    result = cli("check", "content.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("content.yaml:1:1: error E013: 'content.yaml' is a folder\n")


def test_a_file_that_may_not_be_read(cli, tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text("format: 1")
    ordinary = Path.open

    def refuse(path, *arguments, **options):
        if path.name == "a.yaml":
            raise PermissionError(13, os.strerror(13))
        return ordinary(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    result = cli("check", "a.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("a.yaml:1:1: error E014: 'a.yaml' cannot be read: Permission denied\n")


def test_a_file_of_more_than_16_mb(cli, tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"#" * (16 * 1024 * 1024 + 1))
    result = cli("check", "a.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("a.yaml:1:1: error E003: the file is larger than 16 MB\n")


FIGURE = "text: Athena runs {{c1::SQL}} on S3.\nfigure: {file: a.png, alt: A drawing}"


def test_a_figure_that_leads_elsewhere(cli, tmp_path):
    from tests.support.facts import study_text

    (tmp_path / "a.yaml").write_text(study_text(FIGURE), "utf-8")
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").symlink_to(tmp_path / "secret.png")
    assert "error E218: the figure 'a.png' is not a plain file name" in cli("check", "a.yaml").output


def test_a_file_that_is_not_there_is_wrong_use():
    with pytest.raises(SystemExit) as ended:
        main(["check", "nothing.yaml"])
    assert ended.value.code == 2


def test_problems_are_sorted_by_place():
    assert Place("a", 2, 1) > Place("a", 1, 9)
    assert str(Diagnostic(Place("a", 2, 3), "E104", "m")) == "a:2:3: error E104: m"
