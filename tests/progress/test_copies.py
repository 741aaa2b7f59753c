"""What is no collection is said in words, and what is one is read from a copy."""

import os
import shutil
import sqlite3
import zipfile

import pytest

from dea_export.importers.harvest import ImportRefusedError
from dea_export.progress import copies
from dea_export.progress.copies import copy_collection
from dea_export.progress.profiles import find_collection, known_bases
from tests.support.packages import BASIC, new_package, old_collection, old_package, zipped

NOTES = [(BASIC, "D", ("a", "b"), "")]


def rows(data):
    db = sqlite3.connect(":memory:")
    db.deserialize(data[:18] + b"\x01\x01" + data[20:])
    try:
        return db.execute("select count() from cards").fetchone()[0]
    finally:
        db.close()


def refusal(path):
    with pytest.raises(ImportRefusedError) as error:
        copy_collection(path)
    assert error.value.hint
    return error.value.message.replace(str(path), "X")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "X: the file is empty"),
        (b"Hello, I am a text.", "X: this is no collection of Anki"),
        (b"PK\x03\x04 cut off", "X: the package cannot be unpacked: File is not a zip file"),
        (zipped({"readme.txt": b"x"}), "X: no collection is in this zip, only 'readme.txt'"),
        (b"SQLite format 3\0" + b"\7" * 4000, "X: the collection is damaged: file is not a database"),
    ],
)
def test_what_is_no_collection_is_said(tmp_path, data, said):
    path = tmp_path / "collection.anki2"
    path.write_bytes(data)
    assert refusal(path) == said
    assert path.read_bytes() == data


def test_what_is_no_file_is_said(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == "X: this is not a file"
    assert refusal(tmp_path / "nowhere") == "X: there is no such file"


def test_a_collection_cut_off_is_damaged(tmp_path):
    data = old_collection(NOTES * 500)
    (tmp_path / "c").write_bytes(data[: len(data) // 2])
    assert refusal(tmp_path / "c").startswith("X: the collection is damaged: ")


@pytest.mark.parametrize("package", [old_package, new_package])
def test_of_a_package_the_newest_collection_is_read(tmp_path, package):
    (tmp_path / "a.colpkg").write_bytes(package(NOTES * 3))
    assert rows(copy_collection(tmp_path / "a.colpkg")) == 3


def test_what_is_too_large_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "LARGEST", 1 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.colpkg", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", bytes(3 << 20))
    assert refusal(tmp_path / "bomb.colpkg") == "X: collection.anki2: it has more than 1 MB when unpacked"
    (tmp_path / "large").write_bytes(old_collection(NOTES) + bytes(1 << 20))
    assert refusal(tmp_path / "large") == "X: it has more than 1 MB"


@pytest.fixture
def held(tmp_path):
    """A collection as Anki has it open: locked, its last rows in the log alone."""
    path = tmp_path / "collection.anki2"
    path.write_bytes(old_collection(NOTES))
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma locking_mode = exclusive")
    db.execute("pragma wal_autocheckpoint = 0")
    db.execute("insert into cards values (1, 1, 0, 1, 0)")
    yield path
    db.close()


def test_what_is_in_the_log_alone_is_read_although_anki_holds_the_lock(held):
    before = {path.name: path.read_bytes() for path in held.parent.iterdir()}
    assert rows(before["collection.anki2"]) == 1
    assert rows(copy_collection(held)) == 2
    assert {path.name: path.read_bytes() for path in held.parent.iterdir()} == before


def test_a_collection_that_is_written_to_meanwhile_is_copied_again(held, monkeypatch):
    copied = []

    def copy(source, target, copying=shutil.copyfile):
        copying(source, target)
        copied.append(source)
        if len(copied) < 4:
            with held.open("ab") as file:
                file.write(b"\0")

    monkeypatch.setattr(copies.shutil, "copyfile", copy)
    assert rows(copy_collection(held)) == 2
    assert len(copied) > 4
    monkeypatch.setattr(copies, "TRIES", 1)
    copied.clear()
    assert refusal(held) == "X: Anki is writing to it all the time"


def test_a_log_that_is_a_link_is_not_followed(tmp_path):
    (tmp_path / "c").write_bytes(old_collection(NOTES))
    (tmp_path / "elsewhere").write_bytes(b"secret")
    (tmp_path / "c-wal").symlink_to("elsewhere")
    assert rows(copy_collection(tmp_path / "c")) == 1


def test_a_folder_stands_for_the_collection_in_it(tmp_path):
    def found(path):
        try:
            return find_collection(path).relative_to(tmp_path).as_posix()
        except ImportRefusedError as error:
            return error.message.replace(str(path), "X")

    assert found(tmp_path) == "X: no collection of Anki is here"
    for name in ("Ann", "Bob"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "collection.anki2").write_bytes(b"")
        assert found(tmp_path / name) == f"{name}/collection.anki2"
        assert found(tmp_path) == ("Ann/collection.anki2" if name == "Ann" else "X: there are 2 profiles: 'Ann', 'Bob'")


def test_without_a_name_ankis_own_place_is_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("ANKI_BASE", str(tmp_path))
    with pytest.raises(ImportRefusedError, match="no collection of Anki was found"):
        find_collection(None)
    (tmp_path / "User 1").mkdir()
    (tmp_path / "User 1" / "collection.anki2").write_bytes(b"")
    assert find_collection(None) == tmp_path / "User 1" / "collection.anki2"


@pytest.mark.parametrize(
    ("platform", "environment", "bases"),
    [
        ("linux", {}, ["/h/.local/share/Anki2", "/h/.var/app/net.ankiweb.Anki/data/Anki2"]),
        ("linux", {"XDG_DATA_HOME": "/d"}, ["/d/Anki2", "/h/.var/app/net.ankiweb.Anki/data/Anki2"]),
        ("darwin", {}, ["/h/Library/Application Support/Anki2"]),
        ("win32", {"APPDATA": "/roaming"}, ["/roaming/Anki2"]),
        ("linux", {"ANKI_BASE": "/b"}, ["/b"]),
    ],
)
def test_each_system_has_a_place(platform, environment, bases):
    assert [path.as_posix() for path in known_bases({"HOME": "/h", **environment}, platform)] == bases
