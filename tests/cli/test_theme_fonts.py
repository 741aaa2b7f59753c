"""What a theme's own fonts print, `check` and `--strict` know, too, once they are told of the theme."""

import shutil

import pytest

from dea_export.cli.serving.board import Board
from dea_export.cli.serving.workbench import Workbench
from dea_export.typefaces import find_missing
from tests.support import pdf_forms
from tests.support.fontless_path import font_package

PLEX = font_package("fontpkg_ibm_plex_sans_arabic") / "files"
STUDY = """\
format: 1
study: {id: mini, title: Words}
topics:
  - title: Words
    facts:
      - {id: book, kind: question, prompt: a book, answer: كتاب}
      - {id: sun, kind: question, prompt: the sun, answer: 太陽}
"""
THEME = ("--templates", "themes")


@pytest.fixture
def arabic(work):
    """A study of two scripts, and a theme whose fonts have one of them."""
    (work / "content" / "mini.yaml").write_text(STUDY, "utf-8")
    for name in ("default", "mine"):
        fonts = work / "themes" / "pdf" / name / "fonts"
        fonts.mkdir(parents=True)
        (fonts.parent / "theme.toml").write_text("", "utf-8")
        for weight in ("regular", "bold"):
            shutil.copy(PLEX / f"IBMPlexSansArabic-{weight.title()}.ttf", fonts / f"sheet-{weight}.ttf")
    shutil.rmtree(work / "themes" / "pdf" / "default")
    return work


def test_check_says_what_the_fonts_of_a_theme_lack(arabic, cli):
    assert cli("check").output.count(" W412: ") == 2
    assert cli("check", *THEME).output.count(" W412: ") == 2, "the default theme has no fonts of its own here"
    for arguments in ((*THEME, "--theme", "mine"), ("--theme", "mine", *THEME)):
        said = cli("check", *arguments).output
        assert said.count(" W412: ") == 1
        assert "lack '太'" in said
    (arabic / "themes" / "pdf" / "mine").rename(arabic / "themes" / "pdf" / "default")
    assert cli("check", *THEME).output.count(" W412: ") == 1
    assert find_missing("كتاب"), "afterwards all is as before"


def test_check_refuses_a_theme_that_is_none(arabic, cli):
    assert cli("check", "--theme", "nope").stderr == (
        "error: there is no PDF theme 'nope'\n  hint: themes in this folder: default, large\n"
    )
    (arabic / "themes" / "pdf" / "mine" / "fonts" / "sheet-bold.ttf").unlink()
    refused = cli("check", *THEME, "--theme", "mine")
    assert (refused.exit_code, "the other weight is missing" in refused.stderr) == (2, True)


def test_a_strict_build_asks_for_no_more_than_its_theme_lacks(arabic, cli):
    content = arabic / "content" / "mini.yaml"
    content.write_text(STUDY.replace("太陽", "Sonne"), "utf-8")
    refused = cli("quizlet", "--strict", *THEME)
    assert (refused.exit_code, " W412: " in refused.stderr) == (1, True)
    (arabic / "themes" / "pdf" / "mine").rename(arabic / "themes" / "pdf" / "default")
    assert cli("quizlet", "--strict", *THEME).exit_code == 0


def test_all_prints_in_the_theme_that_it_names(arabic, cli):
    made = cli("all", "--jobs", "1", *THEME, "--theme", "mine")
    assert "lack '太'" in made.stderr
    assert "lack 'ك'" not in made.stderr
    assert "Own-Sheet" in pdf_forms.fonts((arabic / "build" / "mini-full-a4.pdf").read_bytes())
    assert "nothing changed" in cli("all", *THEME, "--theme", "mine").output
    assert "nothing changed" not in cli("all", "--jobs", "1", *THEME).output


def test_the_workbench_knows_the_fonts_of_its_themes(arabic):
    (arabic / "themes" / "pdf" / "mine").rename(arabic / "themes" / "pdf" / "default")
    board = Board()
    Workbench(arabic / "content" / "mini.yaml", arabic / "themes", board).renew()
    (problems,) = (event.value for event in board.news(0, 0) if event.name == "problems")
    assert [" W412: " in one["text"] for one in problems["problems"]].count(True) == 1
