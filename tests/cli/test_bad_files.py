"""Files that no importer can read: each importer says which and where, how to repair it, and writes nothing."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from dea_export.importers.installed_importers import ORDER
from tests.support.packages import BASIC, old_package, zipped

GOOD = old_package([(BASIC, "D", ("Frage", "Antwort"), "")])
MB = 1024 * 1024


def foreign_zip(name):
    return zipped({name: b"words"})


def encrypted_zip():
    """A zip whose only entry says that it is encrypted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("collection.anki2", b"words")
    data = bytearray(out.getvalue())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    return bytes(data)


# what stands in the file, and what each message about it holds; `where` is the file with a line where that can be known
BAD = {
    "empty": (b"", ("the file is empty",)),
    "blank": (b" \n\t\n", ("the file is empty", "the package cannot be unpacked")),
    "latin": ("Frage\tAntwort\nMüll\tTonne\n".encode("latin-1"), (":2: the file is not utf-8 here", "cannot be unpacked")),
    "utf-16 without its mark": ("Frage\tAntwort\n".encode("utf-16-le"), (":1: this is no text", "cannot be unpacked")),
    "binary": (bytes(range(256)) * 40, ("not utf-8 here", "this is no text", "cannot be unpacked")),
    "half a zip": (GOOD[: len(GOOD) // 2], ("not utf-8 here", "cannot be unpacked")),
    "a zip of others": (foreign_zip("../../etc/passwd"), ("not utf-8 here", "this is no text", "no collection is in this zip, only '../../etc/passwd'")),
    "a workbook": (foreign_zip("xl/workbook.xml"), ("this is a spreadsheet",)),
    "an encrypted zip": (encrypted_zip(), ("not utf-8 here", "this is no text", "collection.anki2: it is encrypted")),
    "a web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", ("only one column", "no questions were found", "is not one sign", "has no answer", "cannot be unpacked", "no draft")),
}  # fmt: skip


@pytest.fixture
def untouched(tmp_path):
    """Says what is in the folder beside the file to import."""

    def files():
        return sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))

    return files


def refused(run, name):
    """The message; asserts that it is one, of this file, without a traceback."""
    assert run.exit_code in {1, 2}, run.output
    assert (run.stdout, "Traceback" in run.stderr, isinstance(run.exception, SystemExit)) == ("", False, True)
    assert name in run.stderr
    return run.stderr


@pytest.mark.parametrize("importer", ORDER)
@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_read_is_said_and_nothing_is_written(case, importer, cli, untouched):
    data, said = BAD[case]
    Path("mine.dat").write_bytes(data)
    before = untouched()
    message = refused(cli("import", "mine.dat", "--from", importer, "-o", "new/a.yaml"), "mine.dat")
    assert any(one in message for one in said), message
    kept = cli("import", "mine.dat", "--from", importer, "--keep-guids", "--study", "a", "-o", "new/a.yaml")
    assert any(one in refused(kept, "mine.dat") for one in said)
    assert untouched() == before


@pytest.mark.parametrize("name", ["mine.apkg", "mine.csv", "mine.txt", "mine.md"])
@pytest.mark.parametrize("case", [case for case in BAD if case not in {"blank", "a web page"}])
def test_so_it_is_when_the_importer_is_found_by_the_file(case, name, cli, untouched):
    Path(name).write_bytes(BAD[case][0])
    before = untouched()
    refused(cli("import", name, "-o", "new/a.yaml"), name)
    assert untouched() == before


@pytest.mark.parametrize("importer", ORDER)
def test_a_hundred_megabytes_are_refused_by_their_size(importer, cli, untouched):
    with Path("large.dat").open("wb") as file:
        file.write(b"a\tb\n" if importer != "anki" else GOOD)
        os.truncate(file.fileno(), 100 * MB)
    before = untouched()
    message = refused(cli("import", "large.dat", "--from", importer, "-o", "new/a.yaml"), "large.dat")
    assert "the package has more than 64 MB" in message if importer == "anki" else "more than 16 MB of text" in message
    assert untouched() == before


LOCKED = ["locked"] if os.geteuid() else []  # root reads everything


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", *LOCKED])
def test_what_is_no_file_is_refused(kind, cli, untouched):
    path = Path("mine.csv")
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to nothing":
            path.symlink_to("nowhere")
        case _:
            path.write_bytes(b"a,b\n")
            path.chmod(0)
    before = untouched()
    refused(cli("import", "mine.csv", "-o", "new/a.yaml"), "mine.csv")
    assert untouched() == before


@pytest.mark.parametrize("name", ["../up.csv", "a b/ä\n.csv", "$(x).csv", "-a.csv"])
def test_a_name_of_any_signs_is_a_name_and_one_line(name, cli, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    os.chdir(work)
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(b"M\xfcll,a\n")
    lines = refused(cli("import", "--", name), "the file is not utf-8 here").strip().split("\n")
    assert len(lines) == 2, lines  # what is wrong, and how to repair it


@pytest.mark.parametrize(
    "name", ["../../out.png", "/etc/out.png", "..\\out.png", "C:\\out.png", ".hidden.png", "a/b.png", "con\0.png"]
)
def test_a_picture_never_leaves_the_folder_for_pictures(name, cli, untouched):
    note = (BASIC, "D", ("Frage", f'Antwort<img src="{name}">'), "")
    Path("mine.apkg").write_bytes(old_package([note], {name: b"\x89PNG"}))
    run = cli("import", "mine.apkg", "--study", "a", "-o", "new/a.yaml")
    assert run.exit_code == 0
    assert (
        "which is not in the package" in run.stderr
        or "it is not in the file" in run.stderr
        or "not a picture" in run.stderr
    )
    assert untouched() == ["mine.apkg", "new", "new/a.yaml"]


@pytest.mark.parametrize("taken", ["new", "new/media", "new/a.yaml", "new/a.lock"])
def test_what_stands_in_the_way_leaves_nothing_behind(taken, cli, untouched):
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    note = (BASIC, "D", ("Frage", 'Antwort<img src="a.png">'), "")
    Path("mine.apkg").write_bytes(old_package([note], {"a.png": out.getvalue()}))
    Path(taken).parent.mkdir(exist_ok=True)
    Path(taken).write_text("mine")
    before = untouched()
    run = cli("import", "mine.apkg", "--keep-guids", "--study", "a", "-o", "new/a.yaml")
    assert run.exit_code == 2, run.output
    assert isinstance(run.exception, SystemExit)
    assert untouched() == before
