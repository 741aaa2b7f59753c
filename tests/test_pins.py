"""What is installed is what was tested: versions, digests, fonts, licences."""

import hashlib
import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"([\w.-]+)==(\S+)(?: --hash=sha256:[0-9a-f]{64})?")


def pins(name):
    """Versions by package, as a file pins them."""
    lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {re.sub("[-_.]+", "-", found[1]).lower(): found[2] for line in lines if (found := PINNED.fullmatch(line))}


def licence(package):
    """What a package says of its licence: an expression, else its classifiers, else the first line of its text."""
    about = metadata(package)
    if about["License-Expression"]:
        return about["License-Expression"]
    named = [text.split(" :: ")[-1] for text in about.get_all("Classifier") or () if text.startswith("License ::")]
    named = [text for text in named if text != "OSI Approved"]
    return ", ".join(named) or (about["License"] or "not said").split("\n")[0]


PAGE = """\
# Licences of what is installed

Made by `pytest --update-golden` from the metadata of the packages of [hashes.txt](../hashes.txt). `dea-export` imports \
them as they are, none is copied into it; the fonts of the PDFs, [Open Sans and Inconsolata](../licenses), are OFL-1.1.
The extras `fonts` and `fonts-cjk` install fonts that are cut to the characters of a PDF and embedded in it, which the OFL allows: IBM \
Plex Sans Arabic, and Noto Sans in two packages, all OFL-1.1; and uharfbuzz, Apache-2.0, which cuts them.

frozendict, which genanki needs, is LGPL-3.0: it is a package of its own that anybody can replace. Anki, AGPL-3.0, is \
needed by the tests and by `dea-export simulate`, and runs as a program of its own.

| package | version | licence |
| --- | --- | --- |
"""


def licences():
    """The page of licences."""
    pinned = sorted(pins("hashes.txt").items())
    return PAGE + "".join(f"| {name} | {version} | {licence(name)} |\n" for name, version in pinned)


def test_every_version_has_its_digest():
    digests = pins("hashes.txt") | pins("hashes-test.txt")
    assert digests
    assert digests.items() <= pins("constraints.txt").items(), "run scripts/lock"
    for name in ("hashes.txt", "hashes-test.txt"):
        assert all("--hash" in line for line in (ROOT / name).read_text("utf-8").splitlines() if "==" in line)


def test_the_build_takes_the_library_that_made_the_fonts():
    required = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    assert f"fonttools=={pins('constraints.txt')['fonttools']}" in required


def test_the_fonts_are_those_of_all_other_machines():
    for line in (ROOT / "fonts" / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((ROOT / "dea_export" / "fonts" / name).read_bytes()).hexdigest() == digest, name


def test_extras_have_the_licences_that_the_page_says():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = {re.split("[=>]", line)[0] for extra in ("fonts", "fonts-cjk") for line in extras[extra]}
    licences_of = {name: licence(name) for name in named}
    assert {"Apache" in licences_of.pop("uharfbuzz"), *licences_of.values()} == {True, "OFL-1.1"}


def test_licences_are_listed(request: pytest.FixtureRequest):
    page = ROOT / "docs" / "licences.md"
    if request.config.getoption("--update-golden"):
        page.write_text(licences(), encoding="utf-8", newline="\n")
    assert page.read_text("utf-8") == licences(), "run: pytest --update-golden"
