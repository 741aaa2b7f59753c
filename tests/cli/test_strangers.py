"""Exporters of other people: found, listed, run, and harmless when they are broken."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.strangers import stranger

PLUGIN = Path(__file__).parents[1] / "plugin"
pytestmark = pytest.mark.usefixtures("light", "work")

BROKEN = {
    "raises": ("raise RuntimeError('sorry')", "RuntimeError: sorry"),
    "exits": ("raise SystemExit(0)", "SystemExit: 0"),
    "is-cancelled": ("import asyncio\nraise asyncio.CancelledError", "CancelledError"),
    "dies": ("os._exit(0)", "its process died"),
    "is-killed": ("os.kill(os.getpid(), signal.SIGKILL)", "its process died"),
    "leaves": ("return [Artifact('../out.txt', b'')]", "'../out.txt' leads out of the output folder"),
    "is-absolute": ("return [Artifact('/tmp/out.txt', b'')]", "'/tmp/out.txt' leads out"),
    "hides": ("return [Artifact('a/.git/config', b'')]", "leads out"),
    "says-nothing": ("return [Artifact('', b'')]", "leads out"),
    "breaks-lines": ("return [Artifact('a\\nb', b'')]", "leads out"),
    "goes-back": ("return [Artifact('a\\\\..\\\\b', b'')]", "leads out"),
    "is-long": ("return [Artifact('x' * 300, b'')]", "is too long"),
    "is-reserved": ("return [Artifact('Manifest.json', b'')]", "is taken"),
    "gives-text": ("return [Artifact('a.txt', 'text')]", "is not an Artifact with a name and bytes"),
    "gives-none": ("return None", "TypeError"),
    "gives-words": ("return ['a.txt']", "is not an Artifact"),
    "figures": ("return [Artifact('a.txt', b'', {'a': object()})]", "not JSON serializable"),
    "problems": ("return [Artifact('a.txt', b'', {}, ('oh',))]", "are not Diagnostics"),
    "raises-odd": ("class Odd(BaseException): pass\nraise Odd('no\\nnever')", "Odd: no never"),
    "cannot-say": ("class E(Exception):\n  def __str__(self): raise OSError\nraise E", "E: (it cannot say what)"),
    "says-much": ("raise ValueError('x' * 10**6)", "ValueError: xxx"),
    "yields-and-raises": ("yield Artifact('a.txt', b'')\nraise ValueError('late')", "ValueError: late"),
    "is-deep": ("return [Artifact('/'.join(['x' * 20] * 60), b'')]", "is too long"),
    "is-in-ours": ("return [Artifact('manifest.json/x', b'')]", "'manifest.json/x' is taken"),
    "half-name": ("return [Artifact('a\\ud800', b'')]", "leads out"),
    "byte-name": ("return [Artifact(b'a', b'')]", "is not an Artifact with a name and bytes"),
    "gives-array": ("return [Artifact('a', bytearray(b''))]", "is not an Artifact with a name and bytes"),
    "gives-nothing": ("return [None]", "is not an Artifact"),
    "is-huge": ("class B(bytes):\n  def __len__(self): return 2 << 30\nreturn [Artifact('a', B())]", "has 2048 MB"),
    "half-figure": ("return [Artifact('a', b'', {'a': '\\ud800'})]", "UnicodeEncodeError"),
    "odd-pages": ("return [Artifact('a', b'', pages={'a': 'x'})]", "ValueError"),
    "no-figure": ("return [Artifact('a', b'', {'a': float('nan')})]", "ValueError"),
    "deep-figures": ("x = []\nfor _ in range(10**5): x = [x]\nreturn [Artifact('a', b'', {'a': x})]", "RecursionError"),
    "odd-code": ("return [Artifact('a', b'', {}, (Diagnostic(Place('a'), 'X1', ''),))]", "are not Diagnostics"),
    "odd-place": ("return [Artifact('a', b'', {}, (Diagnostic(None, 'W999', ''),))]", "AttributeError"),
    "odd-message": ("return [Artifact('a', b'', {}, (Diagnostic(Place('a'), 'W999', 7),))]", "TypeError"),
    "odd-width": ("return [Artifact('a', b'', {}, (Diagnostic(Place('a'), 'W999', '', '', 'w'),))]", "ValueError"),
    "interrupts": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "closes": ("os.closerange(0, 99)", "its process died"),
    "forks-and-dies": ("if os.fork(): os._exit(1)\ntime.sleep(99)", "its process died"),
    "takes-ours": ("return [Artifact('mini.md', b'')]", "it makes 'mini.md' as 'markdown' does"),
    "takes-our-folder": ("return [Artifact('quizlet', b'')]", "as 'quizlet' does"),
    "repeats": ("return [Artifact('a', b''), Artifact('A', b'')]", "it makes 'A' as 'repeats' does"),
}
NEED_PROCESSES = {"exits", "dies", "is-killed", "interrupts", "closes", "forks-and-dies"}
DIAGNOSTICS = "from dea_export.model.diagnostic import Diagnostic\nfrom dea_export.model.place import Place"
UNUSABLE = {
    "imports": ({"top": "import no_such_module"}, "cannot be loaded: ModuleNotFoundError"),
    "syntax": ({"top": "def"}, "cannot be loaded: SyntaxError"),
    "exit": ({"top": "raise SystemExit"}, "cannot be loaded: SystemExit"),
    "attribute": ({"attributes": "del help"}, "it lacks help"),
    "help": ({"attributes": "help = 7"}, "'help' is not one line"),
    "options": ({"attributes": "options = ['size']"}, "'options' are not a tuple of Option"),
    "variants": ({"attributes": "variants = 'abc'"}, "'variants' are not a tuple of names"),
    "export": ({"attributes": "export = 1"}, "'export' cannot be called"),
    "follows": ({"attributes": "follows = {'': 7}"}, "'follows' does not map names to names"),
    "property": ({"attributes": "@property\ndef options(self): raise OSError('no')"}, "cannot be loaded: OSError: no"),
    "option-name": ({"attributes": "options = (Option('a b', 'x'),)"}, "its option 'a b' is not a flag"),
    "option-default": ({"attributes": "options = (Option('a', 'x', []),)"}, "its option 'a' is not a flag"),
    "option-help": ({"attributes": "options = (Option('a', None),)"}, "its option 'a' is not a flag"),
}
HARMFUL = {  # when they are imported, to whoever imports them
    "leaves": ("os._exit(0)", "cannot be loaded: its process died"),
    "interrupts": ("raise KeyboardInterrupt", "cannot be loaded: KeyboardInterrupt"),
    "raises": ("class Odd(BaseException): pass\nraise Odd", "cannot be loaded: Odd"),
    "hangs": ("time.sleep(99)", "cannot be loaded: that took longer than 4 s"),
}


@pytest.fixture
def vocabulary(monkeypatch):
    """The small distribution under tests/plugin, on the path."""
    monkeypatch.syspath_prepend(PLUGIN)


@pytest.mark.usefixtures("vocabulary")
def test_it_is_listed(cli):
    assert "vocabulary\tdea-export-vocabulary 0.1\tThe names of services or facts, one a line." in cli("list").stdout
    assert "vocabulary from dea-export-vocabulary 0.1" in " ".join(cli("--help").stdout.split())


@pytest.mark.usefixtures("vocabulary")
def test_its_options_are_flags(cli, golden):
    golden("cli/help-vocabulary.txt", cli("vocabulary", "--help").stdout)
    result = cli("vocabulary", "--of", "facts", "--limit", "2", "--upper-case", "-o", "out")
    assert (result.exit_code, result.stderr) == (0, "")
    assert Path("out/mini-vocabulary.txt").read_text() == "GLUE-BOOKMARK\nGLUE-CODE\n"


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize("wrong", [("--of", "verbs"), ("--limit", "many"), ("--size", "1")])
def test_its_options_are_checked(cli, wrong):
    assert cli("vocabulary", *wrong).exit_code == 2


@pytest.mark.usefixtures("vocabulary")
def test_it_runs_in_all(cli):
    assert cli("all").exit_code == 0
    known = json.loads(Path("build/manifest.json").read_text("utf-8"))["files"]["mini-vocabulary.txt"]
    assert (known["exporter"], known["names"]) == ("vocabulary", 5)
    assert Path("build/mini-vocabulary.txt").read_text().splitlines()[0] == "AWS Glue"


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.slow] if n in NEED_PROCESSES else []) for n in BROKEN]
)
def test_a_broken_one_costs_only_its_own_output(cli, plugins, name):
    body, message = BROKEN[name]
    stranger(plugins, name, body, top=DIAGNOSTICS)
    result = cli("all", "--jobs", "2" if name in NEED_PROCESSES else "1")
    assert result.exit_code == 3, result.output
    assert f"error E701: the exporter '{name}' of stranger-{name} 1.0 failed: " in result.stderr
    assert message in result.stderr
    assert result.stderr.count("error") == 1
    assert "Traceback" not in result.output
    known = json.loads(Path("build/manifest.json").read_text("utf-8"))
    assert known["failed"] == [name]
    assert {"mini.md", "mini-quizlet.csv"} <= known["files"].keys()
    assert {entry["exporter"] for entry in known["files"].values()} == {"all", "html", "markdown", "quizlet"}


@pytest.mark.slow
def test_one_that_hangs_is_ended(cli, plugins):
    stranger(plugins, "hangs", "time.sleep(99)")
    result = cli("hangs", "--timeout", "2")
    assert (result.exit_code, "failed: it took longer than 2 s" in result.stderr) == (3, True)


@pytest.mark.slow
@pytest.mark.parametrize("name", UNUSABLE)
def test_one_that_cannot_be_used_says_so_everywhere(cli, plugins, name):
    how, message = UNUSABLE[name]
    stranger(plugins, name, "return []", **how)
    assert cli("--help").exit_code == 0
    listed = cli("list")
    assert (listed.exit_code, message in listed.stdout) == (0, True)
    alone = cli(name)
    assert (alone.exit_code, message in alone.stderr) == (3, True)
    result = cli("all", "--jobs", "1")
    assert (result.exit_code, message in result.stderr) == (3, True)
    assert Path("build/mini.md").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", HARMFUL)
def test_one_that_does_harm_when_it_is_imported_does_it_to_nobody(cli, plugins, monkeypatch, name):
    top, message = HARMFUL[name]
    monkeypatch.setattr("dea_export.cli.build.descriptions.LONGEST_LOAD", 4)
    stranger(plugins, name, "return []", top=top)
    result = cli("all")
    assert (result.exit_code, message in result.stderr) == (3, True), result.output
    assert json.loads(Path("build/manifest.json").read_text("utf-8"))["failed"] == [name]
    assert Path("build/mini.md").exists()
    listed = cli("list")
    assert (listed.exit_code, message in listed.stdout) == (0, True)


@pytest.mark.slow
def test_one_that_goes_elsewhere_or_breaks_modules_leaves_the_others_alone(cli, plugins):
    stranger(
        plugins,
        "a-wanders",
        "os.chdir('/')\nimport json\njson.dumps = None\nreturn []",
        top="os.chdir('/')\nprint('hi')",
    )
    stranger(plugins, "b-writes", "import json\nreturn [Artifact('b.txt', (json.dumps(os.getcwd())).encode())]")
    shutil.copytree(Path(__file__).parents[2] / "templates" / "html", "themes/html")
    result = cli("all", "--jobs", "2", "--templates", "themes")
    assert (result.exit_code, result.stderr) == (0, "hi\n" if result.stderr else "")
    assert Path("build/b.txt").read_text("utf-8") == json.dumps(str(Path.cwd()))


def test_values_of_a_strangers_classes_are_taken_as_plain_ones(cli, plugins):
    stranger(
        plugins, "odd", "return [Artifact(S('a.txt'), b'x', {'n': S('1')}, (), S('odd'))]", top="class S(str): pass"
    )
    assert cli("all", "-j1").exit_code == 0
    known = json.loads(Path("build/manifest.json").read_text("utf-8"))["files"]["a.txt"]
    assert (known["exporter"], known["n"]) == ("odd", "1")


def test_an_error_that_an_exporter_reports_is_not_passed_over(cli, plugins):
    stranger(
        plugins, "strict", "return [Artifact('a', b'', {}, (Diagnostic(Place('a'), 'E999', 'no'),))]", top=DIAGNOSTICS
    )
    result = cli("all", "-j1")
    assert (result.exit_code, "error E999: no" in result.stderr) == (1, True)


def test_an_option_that_is_a_flag_of_every_exporter_is_refused(cli, plugins):
    stranger(plugins, "greedy", "return []", attributes="options = (Option('output', 'Mine.', 'x'),)")
    result = cli("greedy")
    assert result.exit_code == 3
    assert "its option 'output' is a flag of every exporter" in result.stderr


def test_nobody_can_replace_one_of_ours(cli, plugins):
    stranger(plugins, "markdown", "return [Artifact('x', b'x')]")
    assert cli("all").exit_code == 0
    assert not Path("build/x").exists()


def test_the_name_of_a_command_is_for_all_only_and_that_is_said(cli, plugins):
    stranger(plugins, "check", "return [Artifact('checked.txt', b'x')]")
    said = "has the name of a command: only 'all' runs it"
    assert f"check\tstranger-check 1.0\tA stranger. ({said})\n" in cli("list").stdout
    result = cli("all")
    assert (result.exit_code, result.stderr) == (0, f"the exporter 'check' of stranger-check 1.0 {said}\n")
    assert Path("build/checked.txt").exists()
    assert cli("check").stdout.startswith("content/mini.yaml")
    assert "stranger" not in cli("--help").stdout


@pytest.mark.slow
def test_a_process_that_dies_does_not_take_its_neighbours_along(cli, plugins):
    stranger(plugins, "dies", "time.sleep(0.2)\nos._exit(1)")
    for name in ("slow-a", "slow-b"):
        stranger(plugins, name, f"time.sleep(0.6)\nreturn [Artifact('{name}.txt', b'')]")
    assert cli("all", "--jobs", "3").exit_code == 3
    assert json.loads(Path("build/manifest.json").read_text("utf-8"))["failed"] == ["dies"]
    assert Path("build/slow-a.txt").exists()
    assert Path("build/slow-b.txt").exists()
