"""Odd surroundings: each has a sentence and an exit code, or makes no difference; none is a bug, none a traceback."""

import os
import resource
from pathlib import Path

import pytest

from tests.cli.test_process import without_roots_rights
from tests.support.patience import PATIENCE


def nothing_fits():
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def few_files():
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))


def folder(path, mode=0o755):
    path.mkdir(parents=True)
    path.chmod(mode)


def pipe_in_its_place(path):
    path.unlink()
    os.mkfifo(path)


YAML, LOCK, MEDIA = "content/mini.yaml", "content/mini.lock", "content/media"
ODD = {  # command; what is done before; environment; what the process does first; exit code and what is said
    "read-only-out": ("markdown", lambda: folder(Path("build"), 0o555), {}, without_roots_rights, 2, "'build' cannot be written: Permission denied"),
    "read-only-content": ("fmt", lambda: Path("content").chmod(0o555), {}, without_roots_rights, 2, f"'{YAML}' cannot be written: Permission denied"),
    "unreadable-content": ("check", lambda: Path(YAML).chmod(0), {}, without_roots_rights, 1, f"error E014: '{YAML}' cannot be read: Permission denied"),
    "unreadable-ledger": ("quizlet", lambda: (Path(LOCK).touch(), Path(LOCK).chmod(0)), {}, without_roots_rights, 1, "error E508: the ledger cannot be read: Permission denied"),
    "folder-for-ledger": ("quizlet", lambda: folder(Path(LOCK)), {}, None, 1, "error E508: the ledger cannot be read: it is not a file"),
    "file-for-media": ("quizlet", lambda: Path(MEDIA).touch(), {}, None, 0, ""),
    "pipe-for-content": ("check", lambda: pipe_in_its_place(Path(YAML)), {}, None, 1, f"error E014: '{YAML}' is not a file"),
    "file-for-out": ("quizlet", lambda: Path("build").touch(), {}, None, 2, "Directory 'build' is a file"),
    "folder-for-lock": ("quizlet", lambda: folder(Path("build/.dea-export/lock")), {}, None, 2, "'build' cannot be written: Is a directory"),
    "folder-for-file": ("markdown", lambda: folder(Path("build/mini.md")), {}, None, 2, "'build' cannot be written: Is a directory"),
    "link-to-nowhere": ("markdown", lambda: Path("build").symlink_to("/nonexistent/x"), {}, None, 2, "'build' cannot be written: "),
    "full-disk": ("markdown", None, {}, nothing_fits, 2, "'build' cannot be written: File too large"),
    "full-disk-for-release": ("release 2026.11", None, {}, nothing_fits, 2, f"'{LOCK}' cannot be written: File too large"),
    "full-disk-for-preview": ("preview", None, {}, nothing_fits, 2, "cannot be written: File too large"),
    "full-disk-for-new": ("new my-study", None, {}, nothing_fits, 2, "File too large"),
    "few-files": ("check", None, {}, few_files, 0, ""),
    "device-for-out": ("markdown -o /dev/null", None, {}, None, 2, "'/dev/null' cannot be written: Not a directory"),
    "nothing-for-out": ("markdown -o ''", None, {}, None, 0, ""),
    "no-home": ("anki", None, {"HOME": "", "TMPDIR": "/nonexistent", "USER": "", "PATH": "/nonexistent"}, None, 0, ""),
    "odd-terminal": ("stats", None, {"TERM": "odd\x1b", "COLUMNS": "x", "LINES": "-1"}, None, 0, ""),
    "plain-locale": ("list facts", None, {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, None, 0, ""),
    "strict-python": ("html", None, {"PYTHONWARNINGS": "error"}, None, 0, ""),
    "optimised-python": ("anki", None, {"PYTHONOPTIMIZE": "2"}, None, 0, ""),
}  # fmt: skip


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("name", ODD)
def test_it_has_a_sentence(process, name):
    command, prepare, env, first, code, said = ODD[name]
    if prepare:
        prepare()
    words = [word.strip("'") for word in command.split(" ")]
    out, err = (running := process(*words, env=env, preexec_fn=first)).communicate(timeout=PATIENCE)
    Path("content").chmod(0o755)
    for sign in ("bug", "Traceback", "Warning: "):
        assert sign not in out + err
    assert (running.returncode, said in out + err) == (code, True), out + err


@pytest.mark.parametrize("command", ["check", "markdown", "fmt", "import", "changes", "list", "markdown -o"])
def test_a_name_that_is_no_text(process, command):
    out, err = (running := process(*command.split(" "), os.fsdecode(b"\xff\xfe.yaml"))).communicate(timeout=PATIENCE)
    assert (running.returncode, "bug" in err) == (0 if "-o" in command else 2, False), out + err
