"""The folder list is the architecture: imports only go down."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "dea_export"
FLOORS = ["model", "markup", "reading", "cards", "notes", "ledger", "checking", "exporters", "simulation", "cli"]
LARGEST_FILE = 350  # lines; a file that does one thing is shorter


def imported(path: Path, package: str = "dea_export") -> set[str]:
    """The modules of this package, or of another, that a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module)
    return {name for name in names if name.startswith(f"{package}.") or name == package}


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_only_go_down(floor):
    above = FLOORS[FLOORS.index(floor) + 1 :]
    upward = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sorted((PACKAGE / floor).rglob("*.py"))
        for name in imported(path)
        if name.split(".")[1:2] in [[folder] for folder in above]
    ]
    assert upward == []


def test_every_folder_is_a_floor():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders == set(FLOORS)


def test_no_file_outgrows_one_thing():
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {str(path): size for path, size in sizes.items() if size > LARGEST_FILE} == {}


def test_only_the_command_line_prints_or_exits():
    shouting = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for floor in FLOORS[:-1]
        for path in (PACKAGE / floor).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "sys.exit", "exit", "click.echo"}
    ]
    assert shouting == []


def test_the_backend_of_anki_stays_behind_its_door():
    inside = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if imported(path, "anki")}
    assert inside == {"simulation/learner.py"}
