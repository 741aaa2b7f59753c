"""What the real Anki exports, in its forms of today: the packages that other tests make by hand are like these."""

from html import escape

import pytest
from anki.collection import ExportAnkiPackageOptions

from dea_export.exporters.anki import exporter
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.importers.draft_study import Aim, write_drafts
from dea_export.importers.harvest import DraftSound, Source
from dea_export.importers.installed_importers import find_importer, harvest_file
from dea_export.reading import load
from dea_export.simulation.learner import Learner
from tests.support.backend import collection
from tests.support.sounds import mp3, wav

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
        sound = col.media.write_data("é & b.mp3", b"a sound")
        spoken = f"el gato [sound:{escape(sound)}]"
        _add(col, "Basic (type in the answer)", "Spanish::Animals", [spoken, "die Katze"])
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
    assert found.media == ({} if name == "notes.txt" else {"a bé.png": b"a picture", "é & b.mp3": b"a sound"})
    assert found.drafts[1].sounds == (DraftSound("é & b.mp3", asks=True),)
    assert found.losses == []


SPOKEN = """\
format: 1
study: {id: animals, title: Animals}
topics:
  - title: Animals
    facts:
      - id: dog
        kind: question
        prompt: the dog
        answer: der Hund
        why: A reason.
        front: {audio: {file: bark.wav, text: a dog that barks}}
        audio: {file: hund.mp3, text: "der Hund, {{two}} < 3"}
      - {id: cat, kind: question, prompt: the cat, answer: die Katze, reversed: true, audio: {file: hund.mp3, text: Katze}}
      - {id: hen, kind: statement, text: "The {{c1::hen}} clucks.", front: {audio: {file: bark.wav, text: a cluck}}}
"""


def test_sounds_of_our_own_deck_come_back_from_anki_with_their_words(tmp_path):
    study, media = load(SPOKEN.encode(), "animals.yaml").study, {"bark.wav": wav(), "hund.mp3": mp3()}
    deck, *_ = exporter.export(study, Job("animals", template_root(), media=media))
    (tmp_path / "ours.apkg").write_bytes(deck.data)
    with Learner() as learner:
        learner.take(tmp_path / "ours.apkg")
        assert learner.check() == ""
        options = ExportAnkiPackageOptions(with_scheduling=False, with_media=True, legacy=False)
        learner.collection.export_anki_package(out_path=str(tmp_path / "back.apkg"), options=options, limit=None)
    found = harvest_file(Source("back.apkg", (tmp_path / "back.apkg").read_bytes()))
    drafted = write_drafts(found.drafts, Aim("animals"))
    assert [
        one for one in (*found.losses, *drafted.losses) if "the tag" not in one.what and "the field" not in one.what
    ] == []
    back = load(drafted.text.encode(), "back.yaml").study
    for fact in study.facts:
        again = back.by_id[fact.id]
        assert again.why == fact.why
        assert [sound.text for sound in again.sounds()] == [sound.text for sound in fact.sounds()]
        assert [found.media[sound.file] for sound in again.sounds()] == [media[sound.file] for sound in fact.sounds()]
        assert bool(again.front) == bool(fact.front)
