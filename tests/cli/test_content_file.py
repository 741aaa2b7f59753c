"""Which study a command reads, and that nobody gets somebody else's by accident."""

import os
from pathlib import Path

import pytest

from dea_export.cli.build.fingerprint import take_fingerprint
from dea_export.cli.request import Request
from tests.support.facts import study_text

STUDY = study_text("text: Athena runs {{c1::SQL}} on S3.")
NAMED = "using 'dea-c01', the study that came with dea-export\n"


@pytest.mark.parametrize("name", ["study.yaml", "study.yml", "Study.YAML", "étude.yaml", "e\u0301tude.yml"])
def test_the_one_study_of_the_folder(cli, name):
    Path("content").mkdir()
    Path("content", name).write_text(STUDY, "utf-8")
    Path("content", "._study.yaml").write_text("what macOS leaves", "utf-8")
    assert cli("check").output == f"content/{name}: 1 fact, no problems\n"


def test_several_studies_are_a_choice(cli):
    Path("content").mkdir()
    for name in ("a.yaml", "b.yml"):
        Path("content", name).write_text(STUDY, "utf-8")
    assert "content/ holds several studies: content/a.yaml, content/b.yml" in cli("check").stderr


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (["content/notes.txt"], "content/ holds no study, only 'content/notes.txt'"),
        (["content/media/a.png"], "content/ holds no study, only 'content/media'"),
        (["content/.hidden"], "content/ holds no study, it is empty"),
        (["study.yaml", "a", "b", "c"], "there is no content/*.yaml here, only 'a', 'b', 'c' …"),
        (["contents/study.yaml"], "there is no content/*.yaml here, only 'contents'"),
    ],
)
def test_a_folder_without_a_study_is_said(cli, files, said):
    for name in files:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(STUDY, "utf-8")
    for command in (
        ["check"],
        ["all"],
        ["stats"],
        ["list", "facts"],
        ["changes"],
        ["release", "2026.12"],
        ["fmt"],
        ["preview"],
    ):
        result = cli(*command)
        assert (result.exit_code, said in result.stderr, "--builtin" in result.stderr) == (2, True, True)
    assert not Path("build").exists()


@pytest.mark.slow
def test_an_empty_folder_has_the_study_of_the_program(cli):
    assert cli("check").stderr == NAMED
    assert cli("quizlet", "--rank", "1").stderr.startswith(NAMED)
    assert cli("quizlet", "--rank", "1", "-o", "elsewhere").exit_code == 0
    assert cli("stats").stderr == NAMED  # what we made does not fill the folder
    assert cli("check", "-q").stderr == ""


@pytest.mark.slow
def test_the_study_of_the_program_can_be_asked_for(cli):
    Path("content").mkdir()
    Path("content", "study.yaml").write_text(STUDY, "utf-8")
    for command in (["list", "domains"], ["coverage", "--by", "all"], ["stats"]):
        result = cli(*command, "--builtin")
        assert (result.exit_code, result.stderr) == (0, NAMED)
    both = cli("check", "content/study.yaml", "--builtin")
    assert (both.exit_code, "give one of them" in both.stderr) == (2, True)


def test_a_study_behind_a_link_out_of_the_folder_must_be_named(cli, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "study.yaml"
    elsewhere.write_text(STUDY, "utf-8")
    Path("content").mkdir()
    Path("content/study.yaml").symlink_to(elsewhere)
    assert "error: 'content/study.yaml' is a link out of this folder" in cli("check").stderr
    assert cli("check", elsewhere).exit_code == 0
    Path("content/study.yaml").unlink()
    Path("notes").write_text(STUDY, "utf-8")
    Path("content/study.yaml").symlink_to("../notes")
    assert cli("check").exit_code == 0


def test_what_is_no_file_is_refused_before_anybody_waits_for_it(cli):
    Path("content").mkdir()
    os.mkfifo("content/study.yaml")
    for command in ("check", "all"):
        result = cli(command)
        assert (result.exit_code, "E014: 'content/study.yaml' is not a file" in result.output) == (1, True)


def test_a_ledger_that_is_a_pipe_or_leads_away_is_refused(cli):
    Path("content").mkdir()
    Path("content/study.yaml").write_text(STUDY, "utf-8")
    os.mkfifo("content/study.lock")
    assert "E508: the ledger cannot be read: it is not a file" in cli("check").output
    Path("content/study.lock").unlink()
    Path("content/study.lock").symlink_to("/etc/hostname")
    assert "E508: the ledger cannot be read: it is a link to another folder" in cli("markdown").output


@pytest.mark.parametrize("links", [{"media/x": "/"}, {"media/a": ".", "media/b": "."}, {"media": "/usr/share"}])
def test_links_among_the_pictures_lead_nowhere(cli, links):
    Path("content").mkdir()
    Path("content/study.yaml").write_text(STUDY, "utf-8")
    for name, target in links.items():
        (Path("content") / name).parent.mkdir(exist_ok=True)
        (Path("content") / name).symlink_to(target)
    assert cli("check").output == "content/study.yaml: 1 fact, no problems\n"
    request = Request(file=None, folder=Path("build"))
    assert take_fingerprint(Path("content/study.yaml"), request, []) != ""
