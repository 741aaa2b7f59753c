"""Importers are found by entry point, those of strangers like ours; one that breaks says whose it is."""

import io
import sys
import zipfile
from importlib.metadata import EntryPoint

import pytest

from dea_export.importers import installed_importers
from dea_export.importers.harvest import Draft, Harvest, ImportRefusedError, Source
from dea_export.importers.installed_importers import harvest_file, importer_names
from dea_export.model.diagnostic import DeaExportError

OURS = ["anki", "anki-text", "markdown", "quizlet", "csv"]


class Stranger:
    help = "Lines."

    def knows(self, source):
        return source.name.endswith(".lines")

    def harvest(self, source):
        if not source.data:
            raise ZeroDivisionError
        if source.data == b"exit":
            sys.exit(0)
        if source.data == b"none":
            return None
        return Harvest([Draft(source.name, "a", "b")])


class Leaver(Stranger):
    def knows(self, source):
        sys.exit(source.name)


lines = Stranger()
leaver = Leaver()


def install(monkeypatch, name):
    """A package with an importer of its own: what has this name here."""
    found = installed_importers.entry_points

    def entry_points(group, **wanted):
        own = EntryPoint(name, f"tests.importers.test_installed_importers:{name}", group)
        return [*found(group=group, **wanted), *([own] if wanted.get("name", name) == name else [])]

    monkeypatch.setattr(installed_importers, "entry_points", entry_points)


@pytest.fixture
def stranger(monkeypatch):
    install(monkeypatch, "lines")


def test_ours_are_found_in_the_order_in_which_they_are_asked():
    assert importer_names() == OURS


@pytest.mark.usefixtures("stranger")
def test_that_of_a_stranger_is_asked_first():
    assert importer_names() == ["lines", *OURS]
    assert harvest_file(Source("words.lines", b"a,b")).drafts == [Draft("words.lines", "a", "b")]


@pytest.mark.usefixtures("stranger")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ZeroDivisionError"),
        (b"exit", "SystemExit: 0"),
        (b"none", "TypeError: it brings no Harvest, but NoneType"),
    ],
)
def test_one_that_breaks_is_named(data, said):
    with pytest.raises(DeaExportError, match=f"the importer 'lines' failed: {said}"):
        harvest_file(Source("words.lines", data))


@pytest.mark.parametrize("name", ["leaver", "missing"])
def test_one_that_cannot_be_asked_is_passed_over_and_said(name, monkeypatch):
    install(monkeypatch, name)
    harvest = harvest_file(Source("words.csv", b"a,b"))
    assert len(harvest.drafts) == 1
    (loss,) = harvest.losses
    assert loss.what.startswith(f"the importer '{name}' ")
    assert loss.kept


def test_every_importer_says_in_a_line_what_it_reads():
    for name in OURS:
        said = installed_importers.load_importer(name).help
        assert said
        assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "entry", "text"),
    [
        ("words.xlsx", "[Content_Types].xml", "<a/>"),
        ("words", "xl/workbook.xml", "<a/>"),
        ("words", "mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("words.ods", "content.xml", "<a/>"),
    ],
)
@pytest.mark.parametrize("chosen", ["", "csv", "anki"])
def test_a_spreadsheet_is_said_to_be_one(name, entry, text, chosen):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(entry, text)
    with pytest.raises(ImportRefusedError) as refused:
        harvest_file(Source(name, file.getvalue()), chosen)
    assert (refused.value.message, refused.value.hint) == (f"{name}: this is a spreadsheet", "save it as CSV UTF-8")
