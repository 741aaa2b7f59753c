"""A run that is killed, at any moment: the files are wholly the old or the new ones, or the next command puts them back."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.files import snapshot
from tests.support.patience import PATIENCE

ROOT = Path(__file__).parents[2]
PROBE = 4  # bytes that Python itself writes to find a folder for temporary files, and to look for a library with gcc
KILLS = int(os.environ.get("KILLS", "2"))  # moments of a whole run with all its processes; scripts/nightly tries 50


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """What came of a run without processes that was killed before each thing that it does to a file."""
    work = tmp_path_factory.mktemp("kills")
    (work / "content").mkdir()
    (work / "temporary").mkdir()
    shutil.copy(ROOT / "tests" / "mini.yaml", work / "content")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(work / "temporary")}
    command = [sys.executable, "-m", "tests.support.kills"]
    told = json.loads(subprocess.run(command, cwd=work, env=env, check=True, stdout=subprocess.PIPE).stdout)
    assert list((work / "temporary").iterdir()) == []
    return told


@pytest.mark.slow
def test_all_files_are_old_or_new_after_the_next_command(killed):
    assert len(killed) >= 60
    assert [one for one in killed if one["status"] != -9] == []
    assert {one["left"] for one in killed} == {"old", "mixed", "new"}
    assert [one for one in killed if one["then"] not in {"old", "new"}] == []


@pytest.mark.slow
def test_what_was_mixed_is_said_and_what_was_whole_is_left_alone(killed):
    assert [one for one in killed if one["left"] == "mixed" and not one["said"]] == []
    assert [one for one in killed if one["left"] != one["then"] and not one["said"]] == []


@pytest.mark.slow
def test_a_manifest_that_is_there_is_true(killed):
    assert [one for one in killed if not one["true"]] == []


def test_a_whole_run_leaves_nothing_behind(work, process):
    (work / "temporary").mkdir()
    env = {"TMPDIR": str(work / "temporary")}
    assert process("all", env=env).wait(120) == 0
    shutil.copytree(work / "build", work / "old")
    content = work / "content" / "mini.yaml"
    content.write_text(content.read_text("utf-8").replace("only if it ends with", "only when it ends with"), "utf-8")
    begun = time.monotonic()
    assert process("all", env=env).wait(120) == 0
    seconds = time.monotonic() - begun
    states = [snapshot_of_bytes(work / name) for name in ("old", "build")]
    for number in range(KILLS):
        shutil.rmtree(work / "build")
        shutil.copytree(work / "old", work / "build")
        running = process("all", env=env)
        time.sleep(seconds * (number + 0.5) / KILLS)
        running.kill()
        running.communicate(timeout=PATIENCE)  # all its processes have ended: their standard error is closed
        before = snapshot_of_bytes(work / "build")
        _, err = process("quizlet", "--rank", "1", env=env).communicate(timeout=PATIENCE)
        after = snapshot_of_bytes(work / "build")
        assert after in states
        assert before == after or "moved back" in err
        left = [path for path in (work / "temporary").iterdir() if path.is_dir() or path.stat().st_size > PROBE]
        assert left == []


def snapshot_of_bytes(folder):
    return {name: data for name, (data, _) in snapshot(folder).items() if "--rank-1" not in name}


def hostile_list(work, moves):
    """A list of moves that another made, with a file that would be put back."""
    (work / "victim.txt").write_text("mine")
    scratch = work / "build" / ".dea-export" / "writing"
    scratch.mkdir(parents=True)
    (work / "build" / ".dea-export" / "lock").touch()
    (scratch / "0.old").write_text("evil")
    (scratch / "moves.json").write_text(moves if isinstance(moves, str) else json.dumps(moves))


ODD = (
    [["../victim.txt", None]], [["../victim.txt", "0.old"]], [["/etc/x", None]], [["mine.txt", "../../../victim.txt"]],
    [["..", None]], [["", None]], [["\0", None]], [["\ud800", None]], [["mine.txt", 7]], [[7, None]], [7], 7, {"mine.txt": None}, "{", "[" * 99999,
)  # fmt: skip


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize("moves", ODD, ids=range(len(ODD)))
def test_a_list_of_somebody_else_reaches_nothing_outside(work, cli, moves):
    hostile_list(work, moves)
    result = cli("all", "-j1")
    assert (result.exit_code, "bug" in result.stderr) == (0, False), result.stderr
    assert (work / "victim.txt").read_text() == "mine"


@pytest.mark.usefixtures("light")
def test_a_list_below_a_link_is_refused(work, cli):
    hostile_list(work, [["mine.txt", None]])
    (work / "build" / ".dea-export" / "writing").rename(work / "writing")
    (work / "build" / ".dea-export" / "writing").symlink_to(work / "writing")
    assert "is a link" in cli("all", "-j1").stderr
