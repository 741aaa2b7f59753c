"""Packages of Anki, old and new: notes, gaps, pictures, sounds, tags; and packages that mean harm."""

import io
import sqlite3
import zipfile

import pytest
from backports import zstd

from dea_export.importers import anki_package
from dea_export.importers.anki_package import importer
from dea_export.importers.draft_study import Aim, write_drafts
from dea_export.importers.harvest import ImportRefusedError, Source
from dea_export.model.facts import Sound
from dea_export.reading import load
from tests.support.packages import (
    BASIC,
    CLOZE,
    message,
    new_collection,
    new_package,
    old_collection,
    old_package,
    zipped,
)

REVERSED = ("Both", 0, ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"), ("Card 2", "{{Back}}", "{{Front}}")))
TURNED = (
    "Turned",
    0,
    ("Meaning", "Word", "Hint"),
    (("Card", "{{Word}}{{#Hint}}{{hint:Hint}}{{/Hint}}", "{{Meaning}}"),),
)
TYPED = ("Typed", 0, ("Front", "Back"), (("Card", "{{Front}}{{type:Back}}", "{{Front}}<hr>{{type:Back}}"),))
NOTES = [
    (BASIC, "Spanish::Animals", ("el <b>perro</b>", 'der Hund<img src="a%20b.png">'), "Tiere::groß leech"),
    (CLOZE, "Chemistry", ("{{c1::Water::liquid}} is H<sub>2</sub>O", "so it is"), ""),
    (REVERSED, "Chemistry", ("a", "b [sound:c.mp3]"), ""),
    (TURNED, "Chemistry", ("die Katze", "el gato", ""), ""),
    (BASIC, "Chemistry", ("no answer", " "), ""),
    (CLOZE, "Chemistry", ("{{c1::image-occlusion:rect:left=.1}}", ""), ""),
]  # fmt: skip


def harvest(data, name="deck.apkg"):
    source = Source(name, data)
    assert importer.knows(source)
    return importer.harvest(source)


@pytest.mark.parametrize("package", [old_package, new_package])
def test_notes_become_drafts(package):
    found = harvest(package(NOTES, {"a b.png": b"picture", "c.mp3": b"sound", "other.mp3": b"sound"}))
    assert [(draft.asked, draft.answer, draft.why) for draft in found.drafts] == [
        ("el **perro**", "der Hund", ""),
        ("{{c1::Water::liquid}} is H~2~O", "", "so it is"),
        ("a", "b", ""),
        ("el gato", "die Katze", ""),
    ]
    assert [draft.reversed for draft in found.drafts] == [False, False, True, False]
    assert (found.drafts[0].topic, found.drafts[0].tags) == ("Spanish – Animals", ("tiere-gross",))
    assert found.media == {"a b.png": b"picture", "c.mp3": b"sound"}
    assert [f"{where}: {what}" for where, what, _ in found.losses] == [
        "deck.apkg: note 5, 'no answer': 'no answer' has no answer",
        "deck.apkg: note 6, '{{c1::image-occlusion:rect:left=.1}}': a picture with covered parts: no fact has such gaps",
        "deck.apkg: the tag 'leech' (1 note)",
        "deck.apkg: 1 file of its media that no fact shows or plays",
    ]


@pytest.mark.parametrize(
    "faces",
    [
        (("1", "{{Front}}", "{{Back}}"), ("2", "{{#Back}}{{Back}}{{/Back}}", "{{FrontSide}} {{Front}}")),
        (("1", "{{Front}}", "{{Back}}"), ("2", "{{Front}}!", "{{Back}}")),
        (("1", "{{Front}}", "{{Back}}"), ("2", "{{#Extra}}{{Back}}{{/Extra}}", "{{Front}}")),
        (("1", "{{Front}}", "{{Back}}"), ("2", "{{Back}}{{Extra}}", "{{Front}}")),
    ],
)
def test_two_cards_are_one_fact_when_each_asks_for_the_other(faces):
    kind = ("Two", 0, ("Front", "Back", "Extra"), faces)
    found = harvest(old_package([(kind, "D", ("a", "b", "x"), ""), (kind, "D", ("two<br>lines", "c", "x"), "")]))
    both = faces[1][1] == "{{#Back}}{{Back}}{{/Back}}"
    assert [draft.reversed for draft in found.drafts] == [both, False]
    assert any("the card '2' of 'Two'" in what for _, what, _ in found.losses)


def test_a_box_to_type_in_asks_nothing():
    (draft,) = harvest(old_package([(TYPED, "D", ("a", "b"), "")])).drafts
    assert (draft.asked, draft.answer) == ("a", "b")


def test_a_column_that_computes_its_value_fills_no_memory():
    bomb = "create table n (id, mid, tags, flds generated always as (zeroblob(900000000))); insert into n select id, mid, tags from notes"
    base = collection(f"{bomb}; drop table notes; alter table n rename to notes")
    with pytest.raises(ImportRefusedError, match=r"collection\.anki2: the collection is damaged"):
        harvest(zipped({"collection.anki2": base}))


def test_a_picture_stays_on_its_side_and_a_second_one_is_named():
    front = '<img src="a.png"><img src="b.png">what?'
    notes = [(BASIC, "D", (front, "that"), ""), (BASIC, "D", ("who?", 'she <img src="a.png">'), "")]
    found = harvest(old_package(notes, {"a.png": b"1", "b.png": b"2"}))
    assert [what for _, what, _ in found.losses][:1] == ["the picture 'b.png': a fact has one"]
    assert [(draft.picture.file, draft.picture_asks) for draft in found.drafts] == [("a.png", True), ("a.png", False)]
    first, second = load(write_drafts(found.drafts, Aim("s")).text.encode(), "a").study.facts
    assert (first.front.figure.file, first.figure) == ("a.png", None)
    assert (second.figure.file, second.front) == ("a.png", None)


def test_a_sound_stays_on_its_side_and_a_second_one_is_named():
    front, back = "[sound:a.mp3] what? [sound:b.mp3]", "that [sound:a.mp3][sound:c &amp; d.mp3]"
    notes = [
        (BASIC, "D", (front, back), ""),
        (BASIC, "D", ("who?", "she [sound:a.mp3]"), ""),
        (CLOZE, "D", ("{{c1::Water}} is {{c2::wet::how}} [sound:a.mp3]", "so [sound:b.mp3]"), ""),
        (REVERSED, "D", ("the dog", "der Hund [sound:a.mp3]"), ""),
    ]
    found = harvest(old_package(notes, dict.fromkeys(["a.mp3", "b.mp3", "c & d.mp3"], b"sound")))
    assert [what for _, what, _ in found.losses] == ["the sound 'b.mp3': a fact has one a side"]
    drafted = write_drafts(found.drafts, Aim("s"))
    assert [what for _, what, _ in drafted.losses] == [
        "the words of the sound 'a.mp3', and of 5 more, are those of its card: write what is said in it"
    ]
    facts = load(drafted.text.encode(), "a").study.facts
    assert [(one.front and one.front.audio, one.audio) for one in facts] == [
        (Sound(file="a.mp3", text="what?"), Sound(file="c & d.mp3", text="that")),
        (None, Sound(file="a.mp3", text="she")),
        (Sound(file="a.mp3", text="… is …"), Sound(file="b.mp3", text="Water is wet")),
        (None, Sound(file="a.mp3", text="der Hund")),
    ]
    assert [getattr(one, "reversed", False) for one in facts] == [False, False, False, True]


def test_names_in_a_package_never_become_paths():
    files = '<img src="..%2F..%2Fetc%2Fpasswd"><img src="c\\d.png">[sound:../e.mp3]'
    note = (BASIC, "D", ("a", f"b{files}"), "")
    found = harvest(old_package([note], {"../../etc/passwd": b"1", "c\\d.png": b"2", "../e.mp3": b"3"}))
    assert found.media == {}
    assert [what.split("'")[1] for _, what, _ in found.losses] == ["../e.mp3", "../../etc/passwd", "c\\d.png"]


def collection(statements, base=old_collection(NOTES)):  # noqa: B008  read, never changed
    db = sqlite3.connect(":memory:")
    db.deserialize(base)
    db.executescript(statements)
    db.commit()
    return db.serialize()


def packed(collection21b, media=b""):
    return zipped({"collection.anki21b": collection21b, "media": media})


GOOD = old_package(NOTES)
MEDIA = new_package(NOTES, {"a b.png": b"1"})
BAD = {
    "empty": (b"", "deck.apkg: the file is empty"),
    "no zip": (b"PK nothing", "deck.apkg: the package cannot be unpacked"),
    "cut off": (GOOD[: len(GOOD) // 2], "deck.apkg: the package cannot be unpacked"),
    "later version": (
        GOOD.replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff"),
        "deck.apkg: the package cannot be unpacked: zip file version 25.5",
    ),
    "damaged": (GOOD[:200] + bytes(300) + GOOD[500:], "deck.apkg: collection.anki2: it cannot be unpacked"),
    "other zip": (zipped({"a.txt": b"a"}), "deck.apkg: no collection is in this zip, only 'a.txt'"),
    "no database": (zipped({"collection.anki2": b"words"}), "deck.apkg: collection.anki2: this is no collection of Anki"),
    "foreign": (
        zipped({"collection.anki2": collection("drop table cards")}),
        "deck.apkg: collection.anki2: it has no table 'cards', so it is not Anki's",
    ),
    "other columns": (
        zipped({"collection.anki2": collection("alter table notes rename column flds to words")}),
        "deck.apkg: collection.anki2: the collection is damaged, or of a version that is not known",
    ),
    "view": (
        zipped({"collection.anki2": collection("drop table cards; create view cards as select 1 nid, 1 did, 0 odid, 1 due")}),
        "deck.apkg: collection.anki2: it has no table 'cards'",
    ),
    "no types": (
        zipped({"collection.anki2": collection("update col set models = '{}'")}),
        "deck.apkg: collection.anki2: note 1 has no note type",
    ),
    "no json": (
        zipped({"collection.anki2": collection("update col set models = '['")}),
        "deck.apkg: collection.anki2: the collection is damaged",
    ),
    "half a database": (
        zipped({"collection.anki2": old_collection(NOTES)[:6000]}),
        "deck.apkg: collection.anki2: the collection is damaged",
    ),
    "no words": (
        zipped({"collection.anki2": old_collection(NOTES).replace(b"CREATE TABLE cards", b"CREATE T\xdaBLE cards")}),
        "deck.apkg: collection.anki2: the collection is damaged",
    ),
    "no zstd": (packed(b"words"), "deck.apkg: collection.anki21b: it cannot be unpacked"),
    "half of zstd": (
        packed(zstd.compress(new_collection(NOTES))[:-20]),
        "deck.apkg: collection.anki21b: it is cut off",
    ),
    "no protobuf": (
        packed(zstd.compress(new_collection(NOTES)), zstd.compress(message(1, b"abc")[:-1])),
        "deck.apkg: media: the list of pictures and sounds cannot be read",
    ),
    "names": (
        zipped({"collection.anki2": old_collection(NOTES), "media": b"[1"}),
        "deck.apkg: media: the list of pictures and sounds cannot be read",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_with_a_package_is_said_with_its_place(case):
    data, said = BAD[case]
    with pytest.raises(ImportRefusedError) as refused:
        harvest(data)
    assert refused.value.message.startswith(said)


def test_a_web_page_in_the_place_of_a_package_is_called_so():
    with pytest.raises(ImportRefusedError) as refused:
        harvest(b"<!DOCTYPE html>")
    assert refused.value.hint == "this is a web page: download the file itself"


@pytest.mark.parametrize("entry", ["collection.anki2", "collection.anki21b", "0"])
def test_nothing_is_unpacked_beyond_its_limit(entry, monkeypatch):
    """A bomb: a small entry that would fill the memory."""
    monkeypatch.setattr(anki_package, "LARGEST_COLLECTION", 1024 * 1024)
    monkeypatch.setattr(anki_package, "LARGEST_MEDIA", 1024 * 1024)
    bomb = bytes(64 * 1024 * 1024)
    if entry == "collection.anki2":
        data = zipped({entry: bomb})
    elif entry == "0":
        data = old_package(NOTES, {"a b.png": bomb})
    else:
        data = packed(zstd.compress(bomb))
    with pytest.raises(ImportRefusedError) as refused:
        harvest(data)
    assert refused.value.message == f"deck.apkg: {entry}: it has more than 1 MB when unpacked"


def test_a_package_that_is_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(anki_package, "LARGEST_PACKAGE", 1000)
    with pytest.raises(ImportRefusedError, match="more than 0 MB"):
        harvest(GOOD)


def test_an_encrypted_entry_is_refused():
    data = bytearray(GOOD)
    for start in (data.find(b"PK\x01\x02") + 8, 6):
        data[start] |= 1
    with pytest.raises(ImportRefusedError, match="encrypted"):
        harvest(bytes(data))


def test_a_trigger_or_a_function_of_the_collection_never_runs():
    """Reading is all that the database is asked for; what else it defines stays asleep."""
    base = collection(
        "create table log (a); create trigger t after update on notes begin insert into log values (1); end"
    )
    assert len(harvest(zipped({"collection.anki2": base})).drafts) == 4


def test_the_newest_collection_of_a_package_counts():
    with zipfile.ZipFile(io.BytesIO(MEDIA)) as archive:
        assert {"collection.anki2", "collection.anki21b"} <= set(archive.namelist())
    assert "Please update" not in "".join(draft.asked for draft in harvest(MEDIA).drafts)
