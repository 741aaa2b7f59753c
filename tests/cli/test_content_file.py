"""Which study a command reads, and that nobody gets somebody else's by accident."""

from pathlib import Path

import pytest

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


def test_an_empty_folder_has_the_study_of_the_program(cli):
    assert cli("check").stderr == NAMED
    assert cli("quizlet", "--rank", "1").stderr.startswith(NAMED)
    assert cli("quizlet", "--rank", "1", "-o", "elsewhere").exit_code == 0
    assert cli("stats").stderr == NAMED  # what we made does not fill the folder
    assert cli("check", "-q").stderr == ""


def test_the_study_of_the_program_can_be_asked_for(cli):
    Path("content").mkdir()
    Path("content", "study.yaml").write_text(STUDY, "utf-8")
    for command in (["list", "domains"], ["coverage", "--by", "all"], ["stats"]):
        result = cli(*command, "--builtin")
        assert (result.exit_code, result.stderr) == (0, NAMED)
    both = cli("check", "content/study.yaml", "--builtin")
    assert (both.exit_code, "give one of them" in both.stderr) == (2, True)
