"""An old deck goes on as a study, in the real Anki: its learners keep their reviews and get corrections."""

import io
import json
import re
from pathlib import Path

import genanki
import pytest
from anki.collection import ExportAnkiPackageOptions
from PIL import Image

from dea_export.ledger.ledger_file import parse_ledger
from dea_export.progress.copies import copy_collection
from dea_export.progress.learnt import read_learnt
from dea_export.reading import load
from dea_export.simulation.learner import Learner
from dea_export.simulation.losses import find_losses
from tests.support.apkg import SEPARATOR, collection_of
from tests.support.backend import collection
from tests.support.packages import BASIC, old_package
from tests.support.sounds import mp3, wav

MAY_2021 = 1620000000
NOTES = [
    ("Basic", ["der <b>Hund</b>", "the dog"], "hund"),
    ("Basic", ["die Katze", "the cat"], "katze"),
    ("Cloze", ["{{c1::Berlin}} is the capital of {{c3::Germany}}", "since 1990"], "berlin"),
    ("Basic (and reversed card)", ["das Haus", "the house"], "haus"),
    ("Words", ["der Baum", "the tree", "Der Baum ist grün.", "[sound:baum.mp3]"], "baum"),
    ("Basic (optional reversed card)", ["der See", "the lake", "y"], "see"),
]


def old_deck(folder, *, legacy, decks=("German::Words",)):
    """The package that learners have: made in 2021 by hand, with a note type of its author's own."""
    path = folder / "old.apkg"
    with collection(folder) as col:
        own = col.models.new("Words")
        for field in ("Word", "Meaning", "Example", "Audio"):
            col.models.add_field(own, col.models.new_field(field))
        face = col.models.new_template("Card 1")
        face["qfmt"], face["afmt"] = (
            "{{Word}} {{Audio}}",
            "{{FrontSide}}<hr>{{Meaning}}{{#Example}}<p>{{Example}}{{/Example}}",
        )
        col.models.add_template(own, face)
        own["css"] = ".card { color: green }"
        col.models.add(own)
        for number, (kind, fields, word) in enumerate(NOTES):
            note = col.new_note(col.models.by_name(kind))
            note.fields, note.tags = fields, [word]
            col.add_note(note, col.decks.id(decks[number % len(decks)]))
            col.db.execute("update notes set guid = ?, mod = ? where id = ?", f"old-{word}", MAY_2021 + number, note.id)
        col.db.execute("update notetypes set mtime_secs = ?", MAY_2021)
        options = ExportAnkiPackageOptions(with_scheduling=False, with_media=False, legacy=legacy)
        col.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


@pytest.fixture(params=[True, False], ids=["old package", "new package"])
def adopted(request, tmp_path, monkeypatch, cli):
    """The study of an old deck, and the learner who has studied it."""
    (tmp_path / "author").mkdir()
    package = old_deck(tmp_path / "author", legacy=request.param)
    monkeypatch.chdir(tmp_path)
    run = cli("import", str(package), "--keep-guids", "--study", "german", "-o", "german.yaml")
    assert run.exit_code == 0, run.output
    with Learner() as learner:
        learner.take(package)
        learner.study(sorted(learner.state().schedule))
        yield learner, run


@pytest.fixture
def german(tmp_path, monkeypatch, cli):
    """The study of an old deck, in the working folder."""
    (tmp_path / "author").mkdir()
    package = old_deck(tmp_path / "author", legacy=False)
    monkeypatch.chdir(tmp_path)
    assert cli("import", str(package), "--keep-guids", "--study", "german", "-o", "german.yaml").exit_code == 0
    return package


def built(cli):
    """The package of the study as it stands."""
    assert cli("anki", "german.yaml", "-o", "build").exit_code == 0
    return Path("build/german.apkg")


def edit(old, new):
    path = Path("german.yaml")
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_nothing_changes_for_learners_until_a_fact_does(adopted, cli):
    learner, _ = adopted
    before = learner.state()
    learner.take(built(cli))
    after = learner.state()
    for guid in ("old-hund", "old-katze", "old-berlin", "old-haus", "old-baum"):
        assert after.fields[guid] == before.fields[guid], guid
        assert after.type_of[guid] == before.type_of[guid]
    assert {card: state for card, state in after.schedule.items() if card in before.schedule} == before.schedule
    assert after.notes == before.notes + 1  # the one that begins anew
    assert (after.types - before.types, after.decks - before.decks) == ({"german Question (dea-export)"}, set())


def test_a_correction_arrives_with_reviews_and_gaps_kept(adopted, cli):
    learner, _ = adopted
    edit("the cat", "the cat (female)")
    edit("the capital of", "the old and new capital of")
    edit("the house", "the building")
    edit("the tree", "a tree")
    assert cli("check", "german.yaml").exit_code == 0
    assert cli("release", "2026.03", "german.yaml", "--at", "2026-03-01T00:00:00Z").exit_code == 0
    before = learner.state()
    package = built(cli)
    learner.take(package)
    after = learner.state()
    assert after.fields["old-hund"] == before.fields["old-hund"]
    assert after.fields["old-katze"] == ("die Katze", "the cat (female)")
    assert after.fields["old-berlin"] == ("{{c1::Berlin}} is the old and new capital of {{c3::Germany}}", "since 1990")
    assert after.fields["old-haus"] == ("das Haus", "the building")
    assert after.fields["old-baum"] == ("der Baum", "a tree", "Der Baum ist grün.", "")
    with Learner() as alone:
        alone.take(package)
        losses = find_losses(before, after, alone.state())
    assert losses == ["two notes ask the same: der See"]
    assert learner.check() == ""


def test_a_note_of_another_note_type_does_not_reach_learners(adopted, tmp_path):
    """Why an adopted note keeps its note type."""
    learner, _ = adopted
    before = learner.state()
    faces = [{"name": "Card 1", "qfmt": "{{Prompt}}", "afmt": "{{Answer}}"}]
    model = genanki.Model(1234567, "another", [{"name": "Prompt"}, {"name": "Answer"}], faces)
    deck = genanki.Deck(7654321, "German::Words")
    deck.add_note(genanki.Note(model, ["die Katze", "corrected"], guid="old-katze"))
    genanki.Package([deck]).write_to_file(str(tmp_path / "other.apkg"))
    assert learner.take(tmp_path / "other.apkg")["conflicting"] == 1
    after = learner.state()
    assert (after.fields, after.schedule) == (before.fields, before.schedule)


def test_what_cannot_be_kept_is_said_at_import(adopted):
    _, run = adopted
    lines = [line for line in run.stderr.split("\n") if "begin anew" in line]
    assert [line.partition("carried over: ")[2] for line in lines] == [
        "the reviews of notes of 'Basic (optional reversed card)', which has 2 cards a note: their facts begin anew (1 note)"
    ]


@pytest.mark.usefixtures("german")
def test_the_ledger_knows_what_was_adopted(cli):
    lock = Path("german.lock").read_text("utf-8")
    header, *notes = map(json.loads, lock.split("\n")[:-1])
    assert (header["format"], header["releases"]) == (3, {"2021.05": "2021-05-03T00:00:04Z"})
    assert {note["id"]: note["guid"] for note in notes} == {
        "berlin-capital-germany": "old-berlin", "hund": "old-hund", "katze": "old-katze", "haus": "old-haus", "baum": "old-baum",
    }  # fmt: skip
    assert re.search(r"deck: German::Words\n", Path("german.yaml").read_text("utf-8"))
    assert cli("check", "german.yaml").exit_code == 0


def said(cli, *arguments):
    """Code and message of each problem that `check` has with the adopted study."""
    shown = cli("check", "german.yaml", "--format", "json", *arguments)
    return [(one["code"], one["message"]) for one in json.loads(shown.stdout)]


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("  adopted: true\n", "", "E509", "'german.lock' has adopted a deck, and the study does not say so"),
        ("id: hund", "id: dog", "E501", "the fact 'hund' is gone, but learners have it since release 2021.05"),
        ("{{c3::", "{{c2::", "E504", "cloze 2 of 'berlin-capital-germany' now hides 'Germany', which was cloze 3"),
        ("reversed: true", "reversed: false", "E503", "'haus' was a reversed note and would become a question note"),
        ("reversed: true", "reversed: true\n        why: a reason", "W510", "learners of 'haus' will not see: Why"),
        (
            "reversed: true",
            "reversed: true\n        audio: {file: a.wav, text: a house}",
            "W510",
            "learners of 'haus' will not see: Sound",
        ),
    ],
)
def test_what_would_cost_reviews_is_found_by_check(old, new, code, message, cli):
    Path("media").mkdir(exist_ok=True)
    Path("media/a.wav").write_bytes(wav())
    edit(old, new)
    assert (code, message) in said(cli)


@pytest.mark.usefixtures("german")
def test_an_adopted_deck_is_not_lost_with_its_ledger(cli):
    lock = Path("german.lock")
    text = lock.read_text("utf-8")
    lock.unlink()
    assert [code for code, _ in said(cli)] == ["E509"]
    lock.write_text(text.replace("old-hund", "old-katze"), "utf-8")
    assert ("E508", "'katze' has the guid of 'hund'") in said(cli)
    lock.write_text(text.replace('"guid": "old-hund", ', ""), "utf-8")
    assert [code for code, _ in said(cli)] == ["E508"]


@pytest.mark.usefixtures("german")
def test_a_picture_with_the_question_reaches_learners_of_a_two_way_note(cli):
    Path("media").mkdir(exist_ok=True)
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    Path("media/a.png").write_bytes(out.getvalue())
    edit("reversed: true", "reversed: true\n        front: {figure: {file: a.png, alt: a house}}")
    rows = collection_of(built(cli).read_bytes()).execute("select flds from notes where guid = 'old-haus'").fetchall()
    ((fields,),) = rows
    assert [("<img" in field) for field in fields.split(SEPARATOR)][:2] == [True, False]


def test_an_adopted_note_with_a_picture_is_as_it_was_released(tmp_path, cli):
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    note = (BASIC, "Art", ("Which?", 'A square<img src="a.png">'), "")
    (tmp_path / "old.apkg").write_bytes(old_package([note], {"a.png": out.getvalue()}))
    assert cli("import", "old.apkg", "--keep-guids", "--study", "art", "-o", "art.yaml").exit_code == 0
    run = cli("release", "2026.03", "art.yaml", "--dry-run", "--at", "2026-03-01T00:00:00Z")
    assert run.exit_code == 0
    assert "new" not in run.output
    assert "changed" not in run.output


def test_a_corrected_note_keeps_its_sound(tmp_path, monkeypatch, cli):
    """In the field where it stood, from a file that comes with the correction."""
    monkeypatch.chdir(tmp_path)
    with collection(tmp_path) as col:
        col.media.write_data("hund.mp3", mp3())
        note = col.new_note(col.models.by_name("Basic"))
        note.fields = ["der Hund [sound:hund.mp3]", "the dog"]
        col.add_note(note, col.decks.id("German"))
        col.db.execute("update notes set guid = 'guid1', mod = ?", MAY_2021)
        col.db.execute("update notetypes set mtime_secs = ?", MAY_2021)
        options = ExportAnkiPackageOptions(with_scheduling=False, with_media=True, legacy=False)
        col.export_anki_package(out_path="old.apkg", options=options, limit=None)
    assert cli("import", "old.apkg", "--keep-guids", "--study", "german", "-o", "german.yaml").exit_code == 0
    with Learner() as learner:
        learner.take(Path("old.apkg"))
        edit("the dog", "a dog")
        assert cli("release", "2026.03", "german.yaml", "--at", "2026-03-01T00:00:00Z").exit_code == 0
        learner.take(built(cli))
        front, back = learner.state().fields["guid1"]
        (file,) = re.findall(r"\[sound:(.*)\]", front)
        assert back.startswith("a dog")
        assert (Path(learner.collection.media.dir()) / file).read_bytes() == mp3()
        assert learner.check() == ""


@pytest.mark.usefixtures("german")
def test_an_adopted_deck_cannot_be_released_away(cli):
    run = cli("release", "2021.05", "german.yaml", "--amend", "--at", "2026-03-01T00:00:00Z")
    assert (run.exit_code, "the deck that was adopted" in run.stderr) == (2, True)


def test_progress_counts_the_reviews_of_adopted_notes(adopted):
    learner, _ = adopted
    learner.collection.close()
    path = Path(learner.collection.path)
    ledger = parse_ledger(Path("german.lock").read_text("utf-8"), "german.lock")[0]
    study = load(Path("german.yaml").read_bytes(), "german.yaml").study
    learnt = read_learnt(copy_collection(path), "it", study, ledger.adopted_guids)
    met = {card for card, state in learnt.cards.items() if state.memory is not None}
    assert met == {
        ("hund", 1), ("katze", 1), ("baum", 1), ("haus", 1), ("haus", 2),
        ("berlin-capital-germany", 1), ("berlin-capital-germany", 3),
    }  # fmt: skip
    learner.collection.reopen()


@pytest.mark.parametrize("arguments", [[], ["--study", "german"], ["-o", "german.yaml"]])
def test_a_deck_is_adopted_by_a_study_of_its_own(arguments, german, cli):
    run = cli("import", str(german), "--keep-guids", *arguments)
    assert (run.exit_code, "--study ID -o FILE" in run.stderr or "exists" in run.stderr) == (2, True)


def test_a_study_that_is_there_adopts_no_deck(german, cli):
    Path("other.yaml").write_text(Path("german.yaml").read_text("utf-8").replace("  adopted: true\n", ""), "utf-8")
    before = {path: path.read_bytes() for path in Path().glob("*.*")}
    for arguments in ([], ["--study", "new", "-o", "new.yaml"]):
        run = cli("import", str(german), "--keep-guids", "--into", "other.yaml", *arguments)
        assert (run.exit_code, "'other.yaml' is one already, with another deck" in run.stderr) == (2, True)
    assert {path: path.read_bytes() for path in Path().glob("*.*")} == before


def test_notes_that_learners_have_get_no_second_card(german, cli):
    run = cli("import", str(german), "--keep-guids", "--both-ways", "--study", "new", "-o", "new.yaml")
    assert (run.exit_code, "notes that learners have" in run.stderr) == (2, True)


def test_a_file_without_guids_cannot_be_adopted(tmp_path, monkeypatch, cli):
    monkeypatch.chdir(tmp_path)
    Path("words.csv").write_text("Hund,dog\n", "utf-8")
    run = cli("import", "words.csv", "--keep-guids", "--study", "german", "-o", "german.yaml")
    assert (run.exit_code, "there is no note that can keep its guid" in run.stderr) == (2, True)
    assert sorted(Path().glob("german*")) == []
