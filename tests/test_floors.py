"""The folder list is the architecture: imports only go down."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "dea_export"
FLOORS = [
    "model",
    "markup",
    "words",
    "typefaces",
    "reading",
    "cards",
    "notes",
    "ledger",
    "checking",
    "importers",
    "exporters",
    "progress",
    "simulation",
    "cli",
]
LARGEST_FILE, LARGEST_TEST = 300, 350  # lines; a file that does one thing is shorter


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
    for folder, most in ((PACKAGE, LARGEST_FILE), (Path(__file__).parent, LARGEST_TEST)):
        sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py")}
        assert {str(path): size for path, size in sizes.items() if size > most} == {}


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


def definitions(kind: type[ast.ClassDef | ast.FunctionDef]) -> list[tuple[str, str]]:
    """The names that modules define at their top level, and where; of functions those that are not private."""
    return [
        (node.name, path.relative_to(PACKAGE).as_posix())
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, kind) and not (kind is ast.FunctionDef and node.name.startswith("_"))
    ]


@pytest.mark.parametrize("kind", [ast.ClassDef, ast.FunctionDef])
def test_one_word_means_one_thing(kind):
    places: dict[str, list[str]] = {}
    for name, where in definitions(kind):
        places.setdefault(name, []).append(where)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def constants(path: Path) -> set[str]:
    """The names to which a module gives a value at its top level."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in body if isinstance(node, ast.AnnAssign)]
    return {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}


def test_a_constant_that_others_ask_for_has_no_namesake_that_others_ask_for():
    """A module may call what is its own as it likes; where imports say the same, the same is meant."""
    homes: dict[str, set[str]] = {}
    asked: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for name in constants(path):
            homes.setdefault(name, set()).add(module)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    asked.setdefault(alias.name, set()).add(node.module or "")
    assert {name: found for name, places in asked.items() if len(found := places & homes.get(name, set())) > 1} == {}


def test_no_function_hides_a_module():
    modules = {path.stem for path in PACKAGE.rglob("*.py")} | {
        path.name for path in PACKAGE.rglob("*") if path.is_dir()
    }
    assert [(name, where) for name, where in definitions(ast.FunctionDef) if name in modules - {"main"}] == []


def test_modules_have_names_of_their_own():
    """Save for commands, which are called as what they show."""
    paths = [
        path for path in PACKAGE.rglob("*.py") if path.parent.name != "commands" and not path.stem.startswith("__")
    ]
    assert len({path.stem for path in paths}) == len(paths)


def test_no_test_imports_a_private_name():
    private = [
        f"{path.name}: {alias.name}"
        for path in PACKAGE.parent.joinpath("tests").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dea_export")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    ]
    assert private == []
