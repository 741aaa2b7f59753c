"""A folder with a content file, and the program in it: in this process, or as a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dea_export.cli.build.descriptions import describe_exporter
from dea_export.exporters import registry

ROOT = Path(__file__).parents[2]


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A repository of notes: the working folder, with content/mini.yaml."""
    (tmp_path / "content").mkdir()
    shutil.copy(ROOT / "tests" / "mini.yaml", tmp_path / "content" / "mini.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def light(monkeypatch):
    """Only our exporters that are quick, and those of strangers: what `all` does with files needs no PDF."""
    entry_points = registry.entry_points
    monkeypatch.setattr(
        registry,
        "entry_points",
        lambda group: [
            entry for entry in entry_points(group=group) if entry.name not in {"anki", "cards", "exam", "pdf"}
        ],
    )


@pytest.fixture
def plugins(tmp_path_factory, monkeypatch):
    """An empty folder on the path of Python, here and in processes."""
    describe_exporter.cache_clear()  # the strangers of other tests may have the same names
    for name in [name for name in sys.modules if name.startswith("stranger_")]:
        del sys.modules[name]
    folder = tmp_path_factory.mktemp("plugins")
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.fixture
def process(work, plugins):
    """Starts `dea-export …` as a process of its own in `work`; `before` are words put in front of the command."""

    def start(*arguments, before=(), env=None, **options):
        command = [*before, sys.executable, "-m", "dea_export", *map(str, arguments)]
        path = os.pathsep.join((str(plugins), str(ROOT)))
        environment = {**os.environ, "PYTHONPATH": path, "NO_COLOR": "1", "COLUMNS": "100", **(env or {})}
        pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=work, env=environment, text=True, **{**pipe, **options})

    return start
