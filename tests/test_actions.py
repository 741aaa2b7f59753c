"""The actions as callers have them: their scripts run in repositories of others."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def git(*arguments, cwd):
    """What git prints."""
    run = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return run.stdout


def test_the_files_of_a_build_become_the_branch_that_is_on_the_web(tmp_path):
    home, web = tmp_path / "home", tmp_path / "web.git"
    (home / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "pages", home / "scripts")
    git("init", "--quiet", "--bare", str(web), cwd=tmp_path)
    git("init", "--quiet", str(home), cwd=tmp_path)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(*who, "commit", "--quiet", "--allow-empty", "--message", "first", cwd=home)
    environment = {name: value for name, value in os.environ.items() if name != "GH_TOKEN"}
    pages = [home / "scripts" / "pages", web]
    nothing = subprocess.run(pages, cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert (nothing.returncode, nothing.stderr) == (
        1,
        "error: there is no build/SHA256SUMS; run dea-export all first\n",
    )
    for names in (("SHA256SUMS", "gone.pdf"), ("SHA256SUMS", "quizlet/a b.txt", "_x.html", ".dea-export/lock")):
        shutil.rmtree(home / "build", ignore_errors=True)
        for path in (home / "build" / name for name in names):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(path.name)
        subprocess.run(pages, cwd=home, env=environment, check=True)
    assert git("ls-tree", "-r", "--name-only", "gh-pages", cwd=web).splitlines() == [
        ".nojekyll",
        "SHA256SUMS",
        "_x.html",
        "quizlet/a b.txt",
    ]
    assert git("rev-list", "--count", "gh-pages", cwd=web) == "1\n"


@pytest.fixture
def home(tmp_path):
    """A copy of the scripts, with the installed environment instead of one of its own."""
    folder = tmp_path / "home"
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    for name in ("system", "python"):
        (folder / "scripts" / name).write_text("#!/bin/sh\n")
    program = folder / ".venv" / "bin" / "dea-export"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dea_export "$@"\n')
    program.chmod(0o755)
    (program.parent / "python").symlink_to(sys.executable)
    return folder


def run(*command, cwd, **environment):
    """Runs a script as a workflow would; shows what it said when it fails."""
    names = {name: value for name, value in os.environ.items() if name not in {"GH_TOKEN", "GITHUB_STEP_SUMMARY"}}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env={**names, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commit(repository, message, tag=None):
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git("add", "--all", cwd=repository)
    git(*who, "commit", "--quiet", "--message", message, cwd=repository)
    if tag:
        git("tag", tag, cwd=repository)


GH = """\
#!{python}
import shutil, sys
from pathlib import Path
words = sys.argv[1:]
assert words[:2] == ["release", "create"], words
into = Path("{made}") / words[2]
into.mkdir()
shutil.copy(words[words.index("--notes-file") + 1], into / "notes")
for name in words:
    if name.startswith("build/"):
        shutil.copy(name, into)
"""


def test_a_study_of_somebody_else_publishes_two_releases(tmp_path, home):
    """What the release action runs, in a repository that has nothing but a new study; `gh` only keeps what it gets."""
    study, web, made, program = (tmp_path / name for name in ("verbs", "web.git", "made", "home/.venv/bin/dea-export"))
    made.mkdir()
    (home / "gh").write_text(GH.format(python=sys.executable, made=made))
    (home / "gh").chmod(0o755)
    path = f"{home}:{os.environ['PATH']}"
    run(program, "new", "verbs", cwd=tmp_path)
    git("init", "--quiet", "--bare", str(web), cwd=tmp_path)
    git("init", "--quiet", cwd=study)
    git("remote", "add", "origin", str(web), cwd=study)
    content = study / "content" / "verbs.yaml"
    for tag in ("2026.01", "2026.02"):
        run(program, "release", tag, "--at", f"{tag.replace('.', '-')}-10T00:00:00Z", "--quiet", cwd=study)
        commit(study, tag, tag)
        run(home / "scripts" / "release", tag, cwd=study)
        run(home / "scripts" / "publish", tag, cwd=study, PATH=path)
        run(home / "scripts" / "pages", cwd=study)
        content.write_text(content.read_text("utf-8").replace("what must be recalled", "what is recalled"), "utf-8")
    assert (made / "2026.01" / "notes").read_text() == ""
    assert "**is** recalled" in (made / "2026.02" / "notes").read_text("utf-8")
    files = {path.name for path in (made / "2026.02").iterdir()}
    assert files >= {"verbs.apkg", "verbs-update.apkg", "verbs.html", "index.html", "SHA256SUMS", "manifest.json"}
    sums = (made / "2026.02" / "SHA256SUMS").read_text()
    assert hashlib.sha256((made / "2026.02" / "verbs.apkg").read_bytes()).hexdigest() in sums
    assert git("log", "-1", "--format=%s", "gh-pages", cwd=web) == "Files of 2026.02\n"


def test_the_page_of_a_run_says_what_learners_would_see(tmp_path, home):
    study, summary = tmp_path / "study", tmp_path / "summary.md"
    (study / "content").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "mini.yaml", study / "content")
    content = study / "content" / "mini.yaml"
    git("init", "--quiet", cwd=study)
    commit(study, "first")
    content.write_text(content.read_text("utf-8").replace("A Glue job keeps", "A Glue job guards"), "utf-8")
    commit(study, "second")
    run(home / "scripts" / "action", cwd=study, GITHUB_STEP_SUMMARY=str(summary), ARGUMENTS="--jobs 1 --quiet")
    said = summary.read_text("utf-8")
    assert "A Glue job **guards**" in said.replace("<ins>", "**").replace("</ins>", "**")
    assert "| domain" in said


def test_the_action_builds_the_callers_files(tmp_path, home):
    caller = tmp_path / "caller"
    (caller / "content").mkdir(parents=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OUTPUT": "public", "ARGUMENTS": "--force --quiet"}
    none = subprocess.run([home / "scripts" / "action"], cwd=caller, env=environment, check=False, capture_output=True)
    assert none.returncode == 2, "not the study that comes with the program"
    assert none.stderr.startswith(b"::error::there is no content/*.yaml")
    assert not (caller / "public").exists()
    shutil.copy(ROOT / "tests" / "mini.yaml", caller / "content")
    subprocess.run([home / "scripts" / "action"], cwd=caller, env=environment, check=True, capture_output=True)
    assert (caller / "public" / "mini.apkg").is_file()
    assert (caller / "public" / "SHA256SUMS").is_file()


PIP = """\
#!{python}
import sys
from pathlib import Path
if sys.argv[1:4] == ["-m", "pip", "install"]:
    Path("{kept}").write_text(Path(sys.argv[sys.argv.index("--requirement") + 1]).read_text())
else:
    sys.exit("only pip is asked for")
"""


def act(home, cwd, **inputs):
    """Exit code and errors of the action with these inputs."""
    names = {name: value for name, value in os.environ.items() if name != "GITHUB_STEP_SUMMARY"}
    environment = {**names, "PYTHONPATH": str(ROOT), "ARGUMENTS": "--jobs 1 --quiet", **inputs}
    action = home / "scripts" / "action"
    done = subprocess.run([action], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.fixture
def asked_of_pip(tmp_path, home):
    """The file in which what pip was asked for is found."""
    kept, python = tmp_path / "kept", home / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text(PIP.format(python=sys.executable, kept=kept))
    python.chmod(0o755)
    return kept


@pytest.fixture
def two(tmp_path):
    """A repository with two studies, small enough to be built whole."""
    for name in ("rivers", "lakes"):
        run(sys.executable, "-m", "dea_export", "new", name, cwd=tmp_path)
    return tmp_path


def test_the_action_builds_several_studies_each_in_a_folder_of_its_name(two, home):
    summary = two / "summary.md"
    inputs = {"FILE": "*/content/*.yaml", "OUTPUT": "public", "GITHUB_STEP_SUMMARY": str(summary)}
    assert act(home, two, **inputs)[0] == 0
    assert {path.name for path in (two / "public").glob("*/*.apkg")} >= {"rivers.apkg", "lakes-update.apkg"}
    assert re.findall("^# .*", summary.read_text("utf-8"), re.MULTILINE) == ["# lakes", "# rivers"]
    (two / "rivers" / "content" / "rivers.yaml").write_text("format: 1\n")
    code, _ = act(home, two, FILE="rivers/content/rivers.yaml\nlakes/content/lakes.yaml", OUTPUT="other")
    assert code == 1, "the first study has errors"
    assert (two / "other" / "lakes" / "lakes.apkg").is_file(), "the second is built all the same"


def test_the_action_says_which_study_is_not_there_or_there_twice(two, home):
    assert act(home, two, FILE="rivers/content/rivers.yaml\nponds.yaml")[1].startswith(
        "::error::there is no ponds.yaml"
    )
    shutil.copytree(two / "rivers", two / "copy")
    assert act(home, two, FILE="copy/content/rivers.yaml\nrivers/content/rivers.yaml")[1] == (
        "::error::two studies are called rivers, and would be built in one folder\n"
    )
    assert not (two / "build").exists()


def test_the_action_hands_packages_to_pip_and_nothing_to_the_shell(two, home, asked_of_pip):
    """Inputs are words: neither `$( )`, a star, a quote nor a dash at the front is more than a part of a name."""
    wanted = "dea-export[fonts-cjk]\n./exporters/mine\nfoo==1.0; python_version > '3' # $(touch hurt) `touch hurt`\n*"
    study = two / "rivers" / "content" / "-o $(touch hurt)'\";touch hurt.yaml"
    (two / "rivers" / "content" / "rivers.yaml").rename(study)
    code, said = act(home, study.parent, FILE=study.name, PACKAGES=wanted)
    assert (code, said) == (0, "")
    assert (study.parent / "build" / "rivers.apkg").is_file()
    assert asked_of_pip.read_text() == wanted + "\n"
    code, said = act(
        home, two / "lakes", ARGUMENTS="--quiet --domain *;touch hurt $(touch hurt)", FILE="content/lakes.yaml"
    )
    assert (code, "no domain '*;touch'" in said or "unexpected" in said.casefold()) == (2, True), said
    assert [*two.rglob("hurt")] == []
    assert act(home, two / "lakes", FILE="content/lakes.yaml", PACKAGES="")[0] == 0


def test_a_release_is_built_with_the_themes_and_packages_that_the_action_names(two, home, asked_of_pip):
    study = two / "rivers"
    run(sys.executable, "-m", "dea_export", "release", "2026.01", "--at", "2026-01-10T00:00:00Z", "-q", cwd=study)
    (study / "themes" / "pdf" / "default").mkdir(parents=True)
    (study / "themes" / "pdf" / "default" / "theme.toml").write_text("nothing = 1\n")
    inputs = {"ARGUMENTS": "--jobs 1 --templates themes", "PACKAGES": "dea-export[fonts]", "PYTHON": sys.executable}
    done = subprocess.run(
        [home / "scripts" / "release", "2026.01"], cwd=study, env={**os.environ, "PYTHONPATH": str(ROOT), **inputs},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "there is no measure 'nothing'" in done.stderr
    assert asked_of_pip.read_text() == "dea-export[fonts]\n"
