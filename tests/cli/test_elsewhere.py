"""What other systems lack or have otherwise, as far as it can be played here; the real ones are in test.yml."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dea_export.cli.locks import hold

ROOT = Path(__file__).parents[2]
WINDOWS = """
import os, subprocess, sys  # before the names go: it looks for msvcrt, too
from types import SimpleNamespace
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None  # cannot be imported
sys.modules["msvcrt"] = SimpleNamespace(LK_LOCK=1, locking=lambda handle, mode, count: None)
for name in ("killpg", "waitid", "sched_getaffinity", "getuid", "geteuid"):
    delattr(os, name)
sys.argv = ["dea-export", *sys.argv[1:]]
from dea_export.cli.main import main
main()
"""


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (["check"], "no problems"),
        (["fmt"], "content"),
        (["quizlet", "--jobs", "2"], "quizlet"),
        (["markdown", "--jobs", "2"], ".md"),
        (["html"], ".html"),
        (["release", "2026.01", "--at", "2026-01-02T00:00:00Z"], "2026.01"),
        (["stats"], "facts"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_program_needs_nothing_that_only_unix_has(command, printed, tmp_path, cli):
    assert cli("new", "verbs", "--quiet").exit_code == 0
    run = subprocess.run(
        [sys.executable, "-c", WINDOWS, *command], cwd=tmp_path / "verbs",
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert printed in run.stdout


def test_a_lock_of_windows_is_waited_for(monkeypatch):
    answers = [OSError(errno.EDEADLK, "still taken"), OSError(errno.EDEADLK, "still taken"), None]

    def locking(handle, mode, count):
        assert (handle, mode, count) == (5, "wait", 1)
        if (answer := answers.pop(0)) is not None:
            raise answer

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_LOCK="wait", locking=locking))
    hold(5)
    assert answers == []
