"""The wheel: what is in it, that the source distribution makes the same one, and that it works in an empty folder."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD = """
import sys
from hatchling.build import build_editable, build_sdist, build_wheel
print({"wheel": build_wheel, "sdist": build_sdist, "editable": build_editable}[sys.argv[1]](sys.argv[2]))
"""


def build(what, target, source):
    """Builds with the installed hatchling in a process of its own; the path of what came out."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    command = [sys.executable, "-c", BUILD, what, str(target)]
    run = subprocess.run(command, cwd=source, env=environment, check=True, capture_output=True, text=True)
    return target / run.stdout.split()[-1]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """What git has, without what lies about in a working folder."""
    folder = tmp_path_factory.mktemp("checkout")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def wheel(checkout, tmp_path_factory):
    """The wheel of the checkout."""
    return build("wheel", tmp_path_factory.mktemp("wheel"), checkout)


def contents(path):
    """Names and bytes of a wheel, without the record of the hashes of the others."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


@pytest.mark.xdist_group("wheel")
def test_the_files_of_the_wheel(wheel, golden):
    names = [re.sub(r"-[\d.]+\.dist-info", "-VERSION.dist-info", name) for name in contents(wheel)]
    golden("wheel.txt", "".join(f"{name}\n" for name in names if not name.endswith(".py")))


@pytest.mark.xdist_group("wheel")
def test_the_modules_of_the_wheel_are_those_of_the_package(checkout, wheel):
    modules = {path.relative_to(checkout).as_posix() for path in (checkout / "dea_export").rglob("*.py")}
    assert {name for name in contents(wheel) if name.endswith(".py")} == modules


@pytest.mark.xdist_group("wheel")
def test_nothing_private_is_in_the_wheel(wheel):
    names = [name for name in contents(wheel) if "provenance" in name or "__pycache__" in name or "/." in name]
    assert names == []


@pytest.mark.xdist_group("wheel")
def test_an_editable_install_makes_the_fonts_anew_when_they_are_of_another_edition(checkout, wheel, tmp_path):
    expected = {Path(name).name: data for name, data in contents(wheel).items() if "/fonts/" in name}
    folder = checkout / "dea_export" / "fonts"
    for name, data in {"EDITION": b"1\n", "sheet-bold.ttf": b"old", "left-over.ttf": b"old"}.items():
        (folder / name).write_bytes(data)
    build("editable", tmp_path, checkout)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == expected


def test_without_fonts_it_says_what_to_do(tmp_path):
    shutil.copytree(ROOT / "dea_export", tmp_path / "dea_export", ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    command = [sys.executable, "-m", "dea_export", "pdf", str(ROOT / "tests" / "mini.yaml"), "--only", "sheet-a4"]
    run = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert run.returncode == 3
    folder = tmp_path / "dea_export" / "fonts"
    assert (
        f"the exporter 'pdf sheet-a4' of dea-export 0.1.0 failed: the fonts of the PDFs are missing in {folder}"
        in run.stderr
    )
    assert "pip install --editable ." in run.stderr


@pytest.mark.xdist_group("wheel")
def test_the_source_distribution_makes_the_same_wheel(checkout, wheel, tmp_path):
    sdist = build("sdist", tmp_path, checkout)
    subprocess.run(["tar", "-xzf", sdist, "-C", tmp_path], check=True)
    again = build("wheel", tmp_path, tmp_path / sdist.name.removesuffix(".tar.gz"))
    assert contents(again) == contents(wheel)


@pytest.mark.xdist_group("wheel")
def test_installed_it_builds_everything_in_an_empty_folder(wheel, tmp_path):
    """In a folder of its own: no checkout, no editable install, only what the wheel brings and the libraries."""
    target = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(target)]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}
    where = [sys.executable, "-c", "import dea_export; print(dea_export.__file__)"]
    found = subprocess.run(where, cwd=empty, env=environment, check=True, capture_output=True, text=True).stdout
    assert found.startswith(str(target))
    command = [str(target / "bin" / "dea-export"), "all", "--rank", "1", "--domain", "1"]
    run = subprocess.run(command, cwd=empty, env=environment, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "using 'dea-c01', the study that came with dea-export" in run.stderr
    stem = "dea-c01--domain-1-rank-1"
    names = {path.name for path in (empty / "build").iterdir()}
    assert {f"{stem}.apkg", f"{stem}-cheatsheet-a4.pdf", f"{stem}-full-letter.pdf", f"{stem}.md"} <= names
