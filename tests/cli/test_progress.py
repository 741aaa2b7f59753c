"""`dea-export progress`: the table, JSON and page of a collection made by hand; everything else is refused in words."""

import json
import re
from pathlib import Path

import pytest

from dea_export.exporters.resources import template_root
from dea_export.progress.learnt import read_learnt
from dea_export.progress.progress_page import render_progress
from dea_export.progress.standing import Standing
from tests.support.learners import DAY, LEARNING, MADE, card, learner_collection
from tests.support.wordless import latin_words, page_words, wordless_study

MINI = Path(__file__).parents[1] / "mini.yaml"
TODAY, EXAM = ("--today", "2026-02-10"), ("--exam", "2026-03-12")  # days 40 and 70
LEARNT = [
    card("mini:glue-bookmark", day=39, stability=400),
    card("mini:glue-code", day=20, stability=5, lapses=4),
    card("mini:nasty-characters", 1, day=30, stability=10, lapses=1),
    card("mini:nasty-characters", 2),
    card("mini:firehose-name", day=30, ivl=10),  # no memory state: nine in ten today
    card("mini:gone-from-the-study", day=1),
    card("other:glue-bookmark", day=1),
    card("mine", day=1),
]


@pytest.fixture
def run(cli):
    """`dea-export progress` on a collection in the working folder."""

    def start(data, *arguments):
        Path("collection.anki2").write_bytes(data)
        return cli("progress", "collection.anki2", "--content", MINI, *TODAY, *EXAM, *arguments)

    return start


def test_the_table(run, golden):
    done = run(learner_collection(LEARNT))
    assert done.exit_code == 0, done.output
    golden("cli/progress.txt", done.stdout)


def test_json_holds_everything(run):
    found = json.loads(run(learner_collection(LEARNT), "--json").stdout)
    assert (found["study"], found["today"], found["exam"]) == ("mini", "2026-02-10", "2026-03-12")
    assert {one["level"] for one in found["parts"]} == {"all", "domain", "task", "skill", "service"}
    assert [one["fact"] for one in found["weakest"]] == [
        "glue-code", "firehose-name", "nasty-characters", "glue-bookmark"]  # fmt: skip
    by_fact = {one["fact"]: one for one in found["weakest"]}
    assert by_fact["glue-bookmark"]["recalled"]["today"] > 0.99
    assert by_fact["firehose-name"]["recalled"]["today"] == pytest.approx(0.9, abs=0.01)
    assert by_fact["nasty-characters"]["recalled"]["today"] == pytest.approx(0.9, abs=0.01)  # of the card that was met
    (odd,) = (one for one in found["parts"] if one["name"] == "s3")
    assert odd["known"]["today"] == pytest.approx(
        (by_fact["nasty-characters"]["recalled"]["today"] / 2) / odd["facts"], abs=1e-3
    )
    assert found["cards"] | {"study": 0} == {
        "study": 0,
        "collection": 5,
        "met": 4,
        "due": 3,
        "suspended": 0,
        "estimated": 1,
    }
    assert found["search"] == "nid:1700000000000,1700000000001,1700000000002,1700000000003"
    domains = [one for one in found["parts"] if one["level"] == "domain"]
    weighed = sum(one["weight"] * one["known"]["today"] for one in domains) / sum(one["weight"] for one in domains)
    assert found["known"]["today"] == pytest.approx(weighed, abs=1e-3)


def test_the_page_is_one_file_without_scripts(run):
    assert run(learner_collection(LEARNT), "--html", "out/page.html").exit_code == 0
    page = Path("out/page.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"<script|<link rel=\"style|style=\"|https?:|url\(", re.sub(r"(?s)<meta [^>]*>", "", page))
    assert page.count("<svg") == 3
    assert "mini:" not in page


def test_every_word_of_the_page_is_of_the_study_or_of_the_words():
    study = wordless_study()
    learnt = read_learnt(learner_collection(LEARNT), "it", study)
    page = render_progress(
        Standing(
            study,
            learnt,
            learnt.days.day_at(MADE + 40 * DAY + 9999),
            learnt.days.day_at(MADE + 70 * DAY),
            MADE + 40 * DAY,
        ),
        template_root(),
    )
    assert "現在の到達度" in page
    assert latin_words(re.sub(r"nid:[\d,]+", "", page_words(page)), study) == set()


@pytest.mark.parametrize("schema", [11, 18, 99])
def test_a_schema_that_has_what_is_needed_is_read(run, schema):
    settings = "create table config (key, val); insert into config values ('rollover', '4'), ('x', '\"y\"')"
    plain, new = (
        learner_collection(LEARNT),
        learner_collection(LEARNT, schema=schema, sql=settings if schema > 11 else ""),
    )
    assert run(new).stdout == run(plain).stdout


def test_without_memory_states_the_last_answer_counts_and_what_was_planned_by_hand_does_not(run):
    cards = [card("mini:glue-bookmark", day=30, type=3, queue=LEARNING, due=MADE + 41 * DAY, ivl=1)]
    at = [(1000 * (MADE + day * DAY), 0, ease) for day, ease in ((20, 3), (39, 1), (40, 0))]
    found = json.loads(run(learner_collection(cards, reviews=at), "--json").stdout)
    assert 0.85 < found["weakest"][0]["recalled"]["today"] < 0.9  # a day and a third after day 39


def test_before_the_first_answer_nothing_is_known(run):
    done = run(learner_collection([card("mini:glue-bookmark")]), "--html", "page.html")
    assert done.exit_code == 0
    assert "Nothing has been answered yet." in Path("page.html").read_text(encoding="utf-8")
    said = run(learner_collection([card("mini:glue-bookmark")])).stdout
    assert said.startswith("nothing has been answered yet: ")
    assert "known today 0% of the exam" in said
    assert "weakest" not in said


def test_a_note_that_is_there_twice_counts_once(run):
    twice = [card("mini:glue-bookmark", day=1, stability=9), card("mini:glue-bookmark")]
    assert json.loads(run(learner_collection(twice), "--json").stdout)["cards"]["collection"] == 1


def test_other_studies_are_named(run):
    done = run(learner_collection([card("other:a"), card("other:b"), card("no id at all")]))
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "error: collection.anki2: it holds no card of the study 'mini'",
        "  hint: it has cards of other: name the content file of that study with --content",
    ]
    assert "import mini.apkg into Anki first" in run(learner_collection([])).stderr


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("drop table revlog", "it has no table 'revlog', so it is not Anki's"),
        ("alter table cards drop column data", "of a version that is not known (schema 11): OperationalError"),
        ("alter table cards rename to c; create view cards as select * from c", "it has no table 'cards'"),
        ("update cards set ivl = 'x'", "the collection is damaged"),
        ("update cards set due = 1e300", "the collection is damaged"),
        ("update cards set lapses = 'x'", "the collection is damaged"),
        ("update cards set nid = 'a' || nid; update notes set id = 'a' || id", "the collection is damaged"),
        ("update cards set data = zeroblob(5)", None),
        ("update cards set data = '{\"s\":' || printf('%.*c', 5000, '9') || '}'", None),
        ("update col set crt = 'x'", "the collection is damaged"),
        ("update col set crt = 9223372036854775807", "the collection is damaged"),
        ("update col set conf = '['", "the collection is damaged"),
        ("delete from col", "the collection is damaged"),
        ("update notes set guid = x'ff00'", "it holds no card of the study 'mini'"),
    ],
)
def test_a_hostile_or_damaged_collection_is_a_line_and_never_a_traceback(run, sql, said):
    done = run(learner_collection(LEARNT, sql=sql))
    assert "bug" not in done.stderr
    assert (done.exit_code, said or "") == (1 if said else 0, said or "")
    assert said is None or said in done.stderr


def test_what_is_no_collection_is_said_and_nothing_is_written(cli):
    Path("a.txt").write_text("no", encoding="utf-8")
    done = cli("progress", "a.txt", "--content", MINI, "--html", "page.html")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == "error: a.txt: this is no collection of Anki"
    assert not Path("page.html").exists()


def test_without_a_collection_anywhere_it_is_asked_for(cli, tmp_path):
    done = cli("progress", "--content", MINI, env={"ANKI_BASE": str(tmp_path / "none")})
    assert done.exit_code == 1
    assert done.stderr.startswith("error: no collection of Anki was found\n  hint: name a profile's folder")


@pytest.mark.parametrize(
    ("option", "said"), [("2026-01-09", "2026-01-09 is over: today is 2026-02-10"), ("soon", "soon")]
)
def test_an_exam_is_a_day_to_come(cli, option, said):
    Path("c").write_bytes(learner_collection(LEARNT))
    done = cli("progress", "c", "--content", MINI, *TODAY, "--exam", option)
    assert done.exit_code == 2
    assert said in done.stderr
