"""The program: help, exit codes, formats, completion, what happens when something ends badly."""

import json
import re
import sqlite3
import zipfile

import click
import pytest

from dea_export import __version__
from dea_export.cli.commands import COMMANDS
from dea_export.cli.console import as_human
from dea_export.cli.main import program
from dea_export.cli.startup import TerminatedError
from dea_export.exporters.registry import installed
from dea_export.exporters.resources import template_root
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import Place
from tests.support.patience import PATIENCE

pytestmark = pytest.mark.usefixtures("work")
ALL = sorted({*COMMANDS, *(name for name, found in installed().items() if found.ours)})


@pytest.mark.parametrize("name", ["", *ALL])
def test_help(cli, golden, name):
    result = cli(*name.split(), "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    text = result.stdout.replace(__version__, "VERSION")
    golden(f"cli/help{'-' if name else ''}{name}.txt", text)


@pytest.mark.parametrize("name", ALL)
def test_every_command_has_an_example_or_says_what_it_makes(cli, name):
    text = cli(name, "--help").stdout
    assert "Example" in text or "Made by" in text
    assert name not in COMMANDS or COMMANDS[name].endswith(".")


@pytest.mark.parametrize("name", ALL)
def test_every_option_says_what_it_does(name):
    command = program.get_command(None, name)
    silent = [param.opts for param in command.params if isinstance(param, click.Option) and not param.help]
    assert silent == []


@pytest.mark.parametrize(
    ("word", "near"), [("al", "all"), ("chek", "check"), ("anky", "anki"), ("quizzlet", "quizlet"), ("lst", "list")]
)
def test_a_misspelt_command_is_understood(cli, word, near):
    result = cli(word)
    assert result.exit_code == 2
    assert f"'{near}'" in result.stderr.partition("Did you mean")[2]


def test_a_word_like_no_command_is_only_refused(cli):
    result = cli("xyzzy")
    assert (result.exit_code, "Did you mean" in result.stderr) == (2, False)


def test_version(cli):
    assert cli("--version").stdout.startswith("dea-export")


def test_short_help(cli):
    assert cli("-h").stdout == cli("--help").stdout


@pytest.mark.parametrize("command", ["all", "anki", "check", "markdown", "pdf", "quizlet"])
def test_errors_in_the_content_exit_1_and_write_nothing(cli, work, command):
    (work / "content" / "mini.yaml").write_text("format: 1\nstudi: {}\n")
    result = cli(command)
    assert result.exit_code == 1
    assert not (work / "build").exists()
    assert "content/mini.yaml:" in result.output


@pytest.mark.parametrize("command", ["coverage", "fmt", "list facts", "preview", "stats"])
def test_what_needs_a_study_shows_why_there_is_none(cli, work, command):
    (work / "content" / "mini.yaml").write_text("format: 1\nstudi: {}\n")
    result = cli(*command.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert "content/mini.yaml:2:1: error E104: unknown key 'studi' in the file\n" in result.stderr


@pytest.mark.parametrize("command", ["all", "quizlet", "check"])
def test_a_missing_file_is_wrong_use(cli, command):
    result = cli(command, "none.yaml")
    assert (result.exit_code, "there is no file 'none.yaml'" in result.stderr) == (2, True)


def test_several_studies_are_not_guessed_between(cli, work):
    (work / "content" / "other.yaml").write_text("x")
    result = cli("all")
    assert (result.exit_code, "holds several studies: content/mini.yaml, content/other.yaml" in result.stderr) == (
        2,
        True,
    )


@pytest.mark.slow
def test_without_content_the_study_of_the_package_is_used(cli, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    result = cli("quizlet", "--rank", "1")
    assert result.exit_code == 0
    assert result.stderr.startswith("using 'dea-c01', the study that came with dea-export\n")
    assert cli("quizlet", "--quiet", "--rank", "1").stderr == ""


def test_json_is_one_list_on_standard_output(cli, work):
    assert json.loads(cli("check", "--format", "json").stdout) is not None
    assert isinstance(json.loads(cli("quizlet", "--format", "json").stdout), list)
    (work / "content" / "mini.yaml").write_text("format: 1\nstudi: {}\n")
    for command in ("check", "all"):
        problems = json.loads(cli(command, "--format", "json").stdout)
        assert {"file", "line", "column", "level", "code", "message", "hint"} == problems[0].keys()
        assert problems[0]["file"] == "content/mini.yaml"


def test_carets_stand_under_signs_of_two_columns():
    shown = as_human(Diagnostic(Place("a.yaml", 1, 7), "E101", "wrong", "", 2), ["a: 日本 東京 x"]).splitlines()
    assert shown[1:] == ["     1 | a: 日本 東京 x", f"       | {' ' * 8}^^^^"]


def test_github_gets_annotations(cli, work):
    (work / "content" / "mini.yaml").write_text("format: 1\nstudi: {}\n")
    for command in ("check", "all"):
        result = cli(command, "--format", "github")
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        assert lines
        pattern = r"::(error|warning|notice) file=content/mini\.yaml,line=\d+,col=\d+,title=[EWI]\d{3}::.+"
        assert [line for line in lines if not re.fullmatch(pattern, line)] == []


def test_quiet_prints_nothing_when_all_is_well(cli):
    result = cli("quizlet", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert cli("markdown", "-q").output == ""


def test_a_bug_is_one_line_without_debug(cli, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("dea_export.cli.commands.check.read_content", broken)
    result = cli("check")
    assert result.exit_code == 3
    assert result.stderr.startswith("error: this is a bug in dea-export: ZeroDivisionError: oh\n  hint: ")
    assert "Traceback" not in result.stderr
    assert "Traceback" in cli("check", "--debug").stderr


@pytest.mark.parametrize(("raised", "code"), [(KeyboardInterrupt, 130), (TerminatedError, 143)])
def test_interruptions(cli, monkeypatch, raised, code):
    def stopped(*_):
        raise raised

    monkeypatch.setattr("dea_export.cli.commands.check.read_content", stopped)
    result = cli("check")
    assert (result.exit_code, "Traceback" in result.output) == (code, False)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_call_the_program(cli, shell):
    script = cli("completion", shell).stdout
    assert f"_DEA_EXPORT_COMPLETE={shell}_complete" in script
    assert "dea-export" in script


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dea-export a", {"all", "anki"}),
        ("dea-export all --fo", {"--force", "--format"}),
        ("dea-export check --format ", {"human", "json", "github"}),
    ],
)
def test_what_bash_is_told(process, words, expected):
    env = {"_DEA_EXPORT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    out, err = process(env=env).communicate(timeout=PATIENCE)
    assert err == ""
    assert {line.partition(",")[2] for line in out.splitlines()} == expected


@pytest.mark.slow
def test_a_folder_of_themes_needs_only_what_differs(cli, work):
    default = template_root()
    own = work / "themes"
    (own / "anki").mkdir(parents=True)
    (own / "anki" / "style.css").write_text(".card { color: rebeccapurple }\n")
    (own / "pdf" / "mine").mkdir(parents=True)
    (own / "pdf" / "mine" / "theme.toml").write_bytes((default / "pdf" / "default" / "theme.toml").read_bytes())
    (own / "pdf" / "mine" / "sheet.html").write_text("{{ nothing_of_that_name }}")
    assert cli("anki", "--templates", "themes").exit_code == 0
    with zipfile.ZipFile("build/mini.apkg") as package:
        name = next(name for name in package.namelist() if name.startswith("collection.anki2"))
        (work / "db").write_bytes(package.read(name))
    connection = sqlite3.connect(work / "db")
    assert "rebeccapurple" in str(connection.execute("select models from col").fetchone())
    connection.close()
    assert cli("pdf", "--templates", "themes").exit_code == 0  # the default theme, under the folder's own
    wrong = cli("pdf", "--templates", "themes", "--theme", "mine")
    assert (wrong.exit_code, "nothing_of_that_name" in wrong.output) == (2, True)
    assert cli("all", "--templates", "nowhere").exit_code == 2


@pytest.mark.slow
def test_a_theme_that_does_not_exist_is_wrong_use(cli):
    wrong = cli("pdf", "--theme", "nope")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == "error: there is no PDF theme 'nope'\n  hint: themes in this folder: default, large\n"


@pytest.mark.slow
def test_a_theme_that_is_broken_is_wrong_use_and_costs_the_pdfs_only(cli, work):
    (work / "themes" / "pdf" / "default").mkdir(parents=True)
    (work / "themes" / "pdf" / "default" / "theme.toml").write_text("colour = 7\n")
    wrong = cli("all", "--templates", "themes")
    assert wrong.exit_code == 2
    assert "\nerror: themes/pdf/default/theme.toml: there is no measure 'colour'" in wrong.stderr
    assert (wrong.stderr.count("error"), "E701" in wrong.stderr) == (1, False)
    assert json.loads((work / "build" / "manifest.json").read_text("utf-8"))["failed"] == ["cards", "exam", "pdf"]
    assert (work / "build" / "mini.md").exists()


def test_help_says_what_our_exporters_make_in_their_own_words():
    ours = [found for found in installed().values() if found.ours]
    assert [found.summary for found in ours] == [found.load().help for found in ours]


def test_a_former_name_still_works_and_says_the_new_one(cli, work):
    result = cli("lock", "2026.11", "--at", "2026-11-01T00:00:00Z", "-q")
    assert result.exit_code == 0
    assert "It is 'dea-export release' now." in result.stderr
    assert (work / "content" / "mini.lock").exists()
    assert "deprecated" not in cli("release", "--help").stdout.lower()
    assert "lock " not in cli("--help").stdout


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("domains", "1\tingestion\t60 %\t"),
        ("services", "glue\t"),
        ("facts", "glue-bookmark\tstatement\t1.1.1\tglue\trank 1"),
        ("exporters", "quizlet\tdea-export "),
    ],
)
def test_lists_have_one_thing_a_line(cli, work, what, line):
    result = cli("list", what)
    assert result.exit_code == 0
    assert [found for found in result.stdout.splitlines() if found.startswith(line)] != []
    (work / "content" / "mini.yaml").write_text("format: 1\n")
    assert cli("list", what).exit_code == (0 if what == "exporters" else 1)


def test_the_schema_is_json(cli):
    assert json.loads(cli("schema").stdout)["properties"].keys() >= {"format", "study", "services", "domains"}
