"""Fixtures of all tests: golden files, the mini study, the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from dea_export.cli.main import main
from dea_export.model.study import Study
from dea_export.reading import load
from dea_export.typefaces import look_again

TESTS = Path(__file__).parent
FONTLESS = str(
    TESTS / "support" / "fontless"
)  # before all packages, so that tests meet what most people have: no extra
sys.path.insert(0, FONTLESS)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (FONTLESS, os.environ.get("PYTHONPATH"))))
GOLDEN = TESTS / "golden"
SEEN = pytest.StashKey[set[Path]]()
# what starts the real Anki, a browser, WeasyPrint or an installation, or goes through the whole real study
SLOW = (
    "cli/test_elsewhere.py", "cli/test_pictures.py::test_pixels", "cli/test_workers.py", "exporters/", "importers/test_real_anki.py", "progress/test_real_anki.py", "ledger/test_forbidden.py", "ledger/test_releases.py",
    "markup/test_backend.py", "simulation/", "test_content.py", "test_docs.py", "test_wheel.py", "test_workflows.py", "test_actions.py",
    "reading/test_canonical_form.py::test_the_study_is_the_same_and_the_second_time_changes_nothing[real]",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the files under tests/golden")
    parser.addoption("--fuzz", type=int, default=0, help="how many mutated contents test_fuzz.py tries")
    parser.addoption("--fuzz-seed", type=int, default=0, help="the first of them")


def pytest_configure(config: pytest.Config) -> None:
    settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
    settings.load_profile("untimed")
    config.stash[SEEN] = set()
    if config.getoption("--update-golden") and "CI" in os.environ:
        raise pytest.UsageError("golden files are made and read by people, not by CI")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what `scripts/test fast` leaves out; a test that starts a process, ours or a stranger's, is slow anyway."""
    for item in items:
        name = item.nodeid.removeprefix("tests/")
        if name.startswith(SLOW) or {"process", "plugins"} & {*getattr(item, "fixturenames", ())}:
            item.add_marker("slow")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """golden("mini/notes.txt", text) compares with the file, or rewrites it under --update-golden."""

    def check(name: str, actual: str | bytes) -> None:
        path = GOLDEN / name
        data = actual.encode() if isinstance(actual, str) else actual
        request.config.stash[SEEN].add(path)
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return
        assert path.exists(), f"no golden file {name}; run: pytest --update-golden"
        if isinstance(actual, str):
            assert actual == path.read_bytes().decode(), f"{name} differs; read the diff, then: pytest --update-golden"
        else:
            assert data == path.read_bytes(), f"{name} differs; look at both, then: pytest --update-golden"

    return check


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A full run with --update-golden in one process deletes golden files that no test asked for."""
    config = session.config
    partial = config.option.keyword or config.option.markexpr or config.args != config.getini("testpaths")
    parallel = hasattr(config, "workerinput") or getattr(config.option, "numprocesses", None)
    if not config.getoption("--update-golden") or partial or parallel or exitstatus != 0:
        return
    for path in sorted(GOLDEN.rglob("*")):
        if path.is_file() and path not in config.stash[SEEN]:
            path.unlink()


@pytest.fixture(scope="session")
def mini() -> Study:
    """The study that golden files are made from."""
    study = load((TESTS / "mini.yaml").read_bytes(), "mini.yaml").study
    assert study is not None
    return study


@pytest.fixture
def every_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The fonts of the extras are there."""
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place != FONTLESS])
    monkeypatch.setenv("PYTHONPATH", "")
    look_again()
    yield
    monkeypatch.undo()
    look_again()


class Whole(click.Group):
    """The program with what `main` does when something ends badly."""

    def main(self, args: Sequence[str] | None = None, **_: object) -> NoReturn:
        main(list(args or ()))


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `dea-export …` in an empty folder, width 100, without colours."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Result:
        runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", **(env or {})})
        return runner.invoke(Whole(), [str(argument) for argument in arguments])

    return run
