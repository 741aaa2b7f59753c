"""What the real Anki exports, in its forms of today: the packages that other tests make by hand are like these."""

import pytest
from anki.collection import ExportAnkiPackageOptions

from dea_export.importers.harvest import Source
from dea_export.importers.installed_importers import find_importer, harvest_file
from tests.support.backend import collection

WANTED = [
    ("el **perro**", "der Hund", "", "Spanish – Animals", ("tiere-gross",)),
    ("el gato", "die Katze", "", "Spanish – Animals", ()),
    ("{{c1::Water::liquid}} is H~2~O, \\(x^2\\)", "", "extra \\<b>", "Chemistry", ()),
]


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    """Every export of a small collection, by the name of its file."""
    folder = tmp_path_factory.mktemp("anki")
    with collection(folder) as col:
        picture = col.media.write_data("a bé.png", b"a picture")
        _add(
            col, "Basic", "Spanish::Animals", ["el <b>perro</b>", f'der Hund<br><img src="{picture}">'], ["Tiere::groß"]
        )
        _add(col, "Basic (type in the answer)", "Spanish::Animals", ["el gato", "die Katze"])
        text = "{{c1::Water::liquid}} is H<sub>2</sub>O, \\(x^2\\)"
        _add(col, "Cloze", "Chemistry", [text, "extra &lt;b&gt;"])
        for name, legacy in (("new.apkg", False), ("old.apkg", True)):
            options = ExportAnkiPackageOptions(with_scheduling=False, with_media=True, legacy=legacy)
            col.export_anki_package(out_path=str(folder / name), options=options, limit=None)
        columns = dict.fromkeys(["with_html", "with_tags", "with_deck", "with_notetype", "with_guid"], True)
        col.export_note_csv(out_path=str(folder / "notes.txt"), limit=None, **columns)
        col.export_collection_package(str(folder / "all.colpkg"), include_media=True, legacy=False)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _add(col, kind, deck, fields, tags=()):
    note = col.new_note(col.models.by_name(kind))
    note.fields, note.tags = fields, list(tags)
    col.add_note(note, col.decks.id(deck))


@pytest.mark.parametrize("name", ["new.apkg", "old.apkg", "all.colpkg", "notes.txt"])
def test_every_form_of_export_is_known_and_says_the_same(exports, name):
    source = Source(name, exports[name])
    assert find_importer(source)[0] == ("anki-text" if name == "notes.txt" else "anki")
    found = harvest_file(source)
    assert [(one.asked, one.answer, one.why, one.topic, one.tags) for one in found.drafts] == WANTED
    assert found.drafts[0].picture is not None
    assert found.pictures == ({} if name == "notes.txt" else {"a bé.png": b"a picture"})
    assert found.losses == []
