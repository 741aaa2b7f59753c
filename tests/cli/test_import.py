"""`dea-export import`: drafts that pass `check`, nothing written over, what stays behind is said."""

import html
import io
import re
from pathlib import Path

import pytest
from PIL import Image

from dea_export.importers.anki_package import importer
from dea_export.importers.draft_study import Aim, write_drafts
from dea_export.importers.harvest import Draft, Loss, Source
from dea_export.reading import load
from dea_export.reading.canonical_form import canonical
from tests.support.apkg import collection_of
from tests.support.packages import BASIC, old_package
from tests.support.sounds import mp3

MINI = Path(__file__).parents[1] / "mini.yaml"
WORDS = "el murciélago;die Fledermaus\n犬;der Hund\nel murciélago;die Fledermaus\n鳥;\n猫;die Katze\n"


def picture():
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def test_facts_are_printed_with_ids_of_their_words_and_losses_with_their_place(cli):
    Path("words.csv").write_text(WORDS, encoding="utf-8")
    run = cli("import", "words.csv", "--topic", "Tiere")
    assert run.exit_code == 0
    assert canonical(run.stdout) == run.stdout
    assert [line.split("id: ")[1] for line in run.stdout.split("\n") if "- id: " in line] == [
        "murcielago",
        "hund",
        "katze",
    ]
    assert run.stderr.split("\n") == [
        "words.csv:4: not carried over: '鳥' has no answer",
        "words.csv:3: not carried over: the same as words.csv:1: left out",
        "3 drafts; 2 not carried over",
        "",
    ]


def test_a_whole_study_passes_check_and_is_in_its_canonical_form(cli):
    Path("words.csv").write_text(WORDS, encoding="utf-8")
    assert (
        cli("import", "words.csv", "--study", "tiere", "--title", "Tiere", "--language", "es", "-o", "a.yaml").exit_code
        == 0
    )
    assert cli("check", "a.yaml").exit_code == 0
    assert cli("fmt", "a.yaml", "--check").exit_code == 0


def test_pairs_are_asked_both_ways_where_the_author_wants_it(cli):
    Path("words.csv").write_text('der Hund,犬\ndie Katze,"猫\nneko"\n{{c1::Inu}} ist Hund,\n', "utf-8")
    run = cli(
        "import", "words.csv", "--both-ways", "--study", "jp", "--title", "Wörter", "--language", "ja", "-o", "jp.yaml"
    )
    assert run.stderr.count("look at it: it is asked in one direction: no pair of single lines") == 2
    study = load(Path("jp.yaml").read_bytes(), "jp.yaml").study
    assert [(fact.id, getattr(fact, "reversed", None)) for fact in study.facts] == [
        ("hund", True),
        ("katze", False),
        ("inu-hund", None),
    ]
    assert [section.title for section in study.sections] == ["Wörter"], "the heading of what has none"
    assert cli("check", "jp.yaml").exit_code == 0


def test_nothing_is_written_over(cli):
    Path("words.csv").write_text(WORDS, encoding="utf-8")
    Path("a.yaml").write_text("mine", encoding="utf-8")
    run = cli("import", "words.csv", "-o", "a.yaml")
    assert (run.exit_code, "exists" in run.stderr, Path("a.yaml").read_text("utf-8")) == (2, True, "mine")


def test_pictures_go_beside_the_drafts_and_none_is_replaced(cli):
    png = picture()
    fields = [("one", '<img src="a.png">1'), ("two", '<img src="b.png">2'), ("three", '<img src="c.png">3')]
    notes = [(BASIC, "D", pair, "") for pair in fields]
    Path("deck.apkg").write_bytes(old_package(notes, {"a.png": png, "b.png": png, "c.png": b"<html>"}))
    Path("content/media").mkdir(parents=True)
    Path("content/media/b.png").write_bytes(b"another")
    run = cli("import", "deck.apkg", "--study", "d", "--title", "D", "-o", "content/d.yaml")
    assert run.exit_code == 0
    assert Path("content/media/a.png").read_bytes() == png
    assert Path("content/media/b.png").read_bytes() == b"another"
    assert sorted(path.name for path in Path("content/media").iterdir()) == ["a.png", "b.png"]
    assert (
        "note 2, 'two': not carried over: the picture 'b.png': 'content/media/b.png' is there and is another file"
        in run.stderr
    )
    assert "note 3, 'three': not carried over: the picture 'c.png': the figure 'c.png' is a web page" in run.stderr
    text = Path("content/d.yaml").read_text("utf-8")
    assert ("file: a.png" in text, "b.png" in text, "c.png" in text) == (True, False, False)


def test_sounds_go_beside_the_drafts_with_the_limits_of_ours(cli):
    fields = [
        ("one", "1 [sound:a.mp3]"),
        ("two", "2 [sound:b.mp3]"),
        ("three", "3 [sound:c.aiff]"),
        ("four", "4 [sound:d.mp3]"),
    ]
    notes = [(BASIC, "D", pair, "") for pair in fields]
    media = {"a.mp3": mp3(), "b.mp3": mp3(1500), "c.aiff": b"FORM"}
    Path("deck.apkg").write_bytes(old_package(notes, media))
    run = cli("import", "deck.apkg", "--study", "d", "-o", "content/d.yaml")
    assert sorted(path.name for path in Path("content/media").iterdir()) == ["a.mp3"]
    assert Path("content/media/a.mp3").read_bytes() == mp3()
    assert "note 2, 'two': not carried over: the sound 'b.mp3': the sound 'b.mp3' has 611 KB" in run.stderr
    assert "note 3, 'three': not carried over: the sound 'c.aiff': it is none of " in run.stderr
    assert "note 4, 'four': not carried over: the sound 'd.mp3': it is not in the file" in run.stderr
    assert "note 1, 'one': look at it: the words of the sound 'a.mp3' are those of its card" in run.stderr
    assert run.stderr.endswith("4 drafts, 1 sound; 3 not carried over\n")
    assert cli("check", "content/d.yaml").exit_code == 0


def test_a_sound_of_a_table_is_said(cli):
    Path("words.csv").write_text("front,back\nolá,hello [sound:x.mp3]\n", "utf-8")
    run = cli("import", "words.csv")
    assert "words.csv:2: not carried over: the sound 'x.mp3': only .apkg files hold pictures and sounds" in run.stderr
    assert "hello" in run.stdout
    assert "sound:" not in run.stdout


def test_another_picture_makes_another_draft_and_that_of_no_draft_is_not_written(cli):
    fields = [("which?", '<img src="a.png">this'), ("which?", '<img src="b.png">this'), ("", '<img src="c.png">this')]
    notes = [(BASIC, "D", pair, "") for pair in fields]
    Path("deck.apkg").write_bytes(old_package(notes, dict.fromkeys(["a.png", "b.png", "c.png"], picture())))
    assert cli("import", "deck.apkg", "-o", "d.yaml").exit_code == 0
    assert re.findall("file: ([a-z.]+)", Path("d.yaml").read_text("utf-8")) == ["a.png", "b.png"]
    assert sorted(path.name for path in Path("media").iterdir()) == ["a.png", "b.png"]


def test_a_picture_that_is_printed_nowhere_is_said(cli):
    Path("deck.apkg").write_bytes(old_package([(BASIC, "D", ("a", 'b<img src="a.png">'), "")], {"a.png": picture()}))
    assert "the picture 'a.png': pictures and sounds are written with -o FILE only" in cli("import", "deck.apkg").stderr


def test_ids_of_the_study_that_facts_are_for_are_not_used_again(cli):
    Path("words.csv").write_text("Glue bookmark,a\n", encoding="utf-8")
    assert "- id: glue-bookmark-2\n" in cli("import", "words.csv", "--into", MINI).stdout


def test_ids_of_exam_items_are_not_used_again_either(cli):
    item = load(MINI.read_bytes(), "mini.yaml").study.exam_items[0].id
    Path("words.csv").write_text(f"{item.replace('-', ' ')},a\n", encoding="utf-8")
    assert f"- id: {item}-2\n" in cli("import", "words.csv", "--into", MINI).stdout


@pytest.mark.parametrize("more", [(), ("--study", "w", "--title", "W")])
def test_a_task_without_skills_is_a_skill(cli, more):
    Path("words.csv").write_text("a,b\n", encoding="utf-8")
    run = cli("import", "words.csv", "--skill", "A-1", *more, "-o", "a.yaml")
    assert run.exit_code == 0, run.stderr
    assert "skill: A-1\n" in Path("a.yaml").read_text("utf-8")
    if more:
        assert cli("check", "a.yaml").exit_code == 0


def test_the_skill_is_one_of_the_study_that_facts_are_for(cli):
    Path("words.csv").write_text("a,b\n", encoding="utf-8")
    assert cli("import", "words.csv", "--into", MINI, "--skill", "1.1.2").exit_code == 0
    run = cli("import", "words.csv", "--into", MINI, "--skill", "1.1")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "mini.yaml has no skill '1.1'" in run.stderr
    assert "did you mean one of these? 1.1.1, 1.1.2" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("none.csv",), 2, "'none.csv' cannot be read: No such file or directory"),
        ((".",), 2, "'.' cannot be read: Is a directory"),
        (("empty.csv",), 1, "empty.csv: the file is empty"),
        (("lost.csv",), 2, "there is no draft: nothing was written"),
        (("words.csv", "--from", "exel"), 2, "there is no importer 'exel'"),
        (("words.csv", "--from", "anki"), 1, "words.csv: the package cannot be unpacked"),
        (("words.csv", "--study", "No Id"), 2, "'No Id' is not an id for a study"),
        (("words.csv", "--topic", ""), 2, "'--topic': an empty text"),
        (("words.csv", "--topic", "\udcff"), 2, "'--topic': it is not UTF-8"),
        (("words.csv", "--study", "w", "--title", "\udcff"), 2, "'--title': it is not UTF-8"),
        (("words.csv", "--language", "\udcff"), 2, "'--language': it is not UTF-8"),
        (("words.csv", "--title", "Words"), 2, "--title is that of a study"),
        (("words.csv", "--study", "w", "--language", "klingon!"), 2, "'klingon!' is not the code of a language"),
        (("words.csv", "--skill", "a b"), 2, "'a b' is not a skill"),
    ],
)
def test_what_goes_wrong_writes_nothing(cli, arguments, code, said):
    Path("words.csv").write_text(WORDS, encoding="utf-8")
    Path("empty.csv").touch()
    Path("lost.csv").write_text("a,\nb,\n", encoding="utf-8")
    before = set(Path().rglob("*"))
    run = cli("import", *arguments, "-o", "new/a.yaml")
    assert (run.exit_code, said in run.stderr, run.stdout) == (code, True, ""), run.stderr
    assert set(Path().rglob("*")) == before


def test_a_draft_that_check_refuses_stays_behind():
    drafts = [Draft("a:1", "{{c1::a}}"), Draft("a:2", "{{c1:: }} b", "c"), Draft("a:3", "# d\n\ne", "f")]
    found = write_drafts(drafts, Aim())
    assert [draft.where for draft in found.drafts] == ["a:1"]
    assert [loss.where for loss in found.losses] == ["a:2", "a:3"]


@pytest.mark.parametrize("skill", ["", "1.1.1"])
def test_what_looks_like_a_fact_within_a_text_is_none(skill):
    drafts = [Draft("a:1", "x", "list:\n\n- id: foo\n\nand {{c1::more}}."), Draft("a:2", "y", "- id: bar\n- c")]
    found = write_drafts(drafts, Aim(skill=skill))
    assert [loss.where for loss in found.losses] == ["a:1"]
    assert [draft.where for draft in found.drafts] == ["a:2"]


def test_an_id_and_a_source_that_cannot_stay_are_said():
    drafts = [Draft("a:1", "b", "c", id="Not One", source="page 7"), Draft("a:2", "d", "e", id="not-one")]
    assert write_drafts(drafts, Aim()).losses == (
        Loss("a:1", "the source 'page 7', which is not an https address"),
        Loss("a:1", "its id 'Not One' is 'not-one' here", kept=True),
        Loss("a:2", "its id 'not-one' is 'not-one-2' here", kept=True),
    )


# --- there and back


def cards(package):
    """What a deck asks and answers, by fact, and how many cards each has."""
    db = collection_of(package)
    counts = dict(db.execute("select nid, count(*) from cards group by nid"))
    rows = db.execute("select id, guid, flds from notes").fetchall()
    return {guid.split(":")[1]: (counts[id_], words(fields)) for id_, guid, fields in rows}


def words(fields):
    """The words of the fields that ask, answer and explain."""
    values = fields.split("\x1f")
    shown = [
        re.sub(r"<(?:br|/?(?:p|li|t[drh]|table|pre|div|d[tdl]|[ou]l))\b[^>]*>", " ", one)
        for one in values[: len(values) - 10]
    ]
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", "", one)).split()) for one in shown]


def test_our_own_deck_imported_again_shows_the_same_cards(cli):
    assert cli("anki", MINI, "-o", "first").exit_code == 0
    assert cli("import", "first/mini.apkg", "--study", "mini", "--title", "Mini", "-o", "again.yaml").exit_code == 0
    assert cli("anki", "again.yaml", "-o", "second").exit_code == 0
    first, second = (cards(Path(folder, "mini.apkg").read_bytes()) for folder in ("first", "second"))
    assert second == first
    assert len(first) == 8


def test_our_own_facts_keep_their_kind_of_choice_rank_tags_and_source(cli):
    assert cli("anki", MINI, "-o", "first").exit_code == 0
    found = importer.harvest(Source("mini.apkg", Path("first/mini.apkg").read_bytes()))
    study = load(write_drafts(found.drafts, Aim("mini", "Mini")).text.encode(), "again.yaml").study
    assert study is not None
    before = load(MINI.read_bytes(), "mini.yaml").study
    assert before is not None
    for fact in before.living:
        again = study.by_id[fact.id]
        assert (again.rank, again.tags, again.source, again.why) == (fact.rank, fact.tags, fact.source, fact.why)
    assert study.by_id["pick-a-key"].options == before.by_id["pick-a-key"].options


def test_what_a_file_says_makes_no_line_of_its_own(cli):
    Path("words.csv").write_text('front,back\nolá,"hello [sound:x\n::error file=a::no]"\n', encoding="utf-8")
    run = cli("import", "words.csv", "--text", "html")
    assert (run.exit_code, "::error file=a::no" in run.stderr) == (0, True)
    assert not [line for line in run.stderr.split("\n") if line.startswith("::")]
