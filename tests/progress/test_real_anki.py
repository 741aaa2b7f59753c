"""A student learns in the real Anki and forgets what we planted: it is found again, as Anki itself counts it."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from anki.collection import ExportAnkiPackageOptions

from dea_export.cli.commands.plan import make_plan
from dea_export.exporters.anki import exporter
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.progress.copies import copy_collection
from dea_export.progress.learnt import read_learnt
from dea_export.progress.standing import Standing
from dea_export.progress.weakest import rank_leaks, rank_weakest, search_notes
from tests.support.students import Student
from tests.support.studies import facts, study

PLANTED = {"s1": 0.9, "s4": 0.5, "s6": 0.25}  # service -> how often it is forgotten
DAYS = 12


def forgets(tags):
    (service,) = (tag.rpartition("::")[2] for tag in tags if "::service::" in tag)
    return PLANTED.get(service, 0.02)


@pytest.fixture(scope="module")
def made():
    return study([fact | {"services": [f"s{number % 8}"]} for number, fact in enumerate(facts(1, 160))])


@pytest.fixture(scope="module")
def package(made, tmp_path_factory):
    path = tmp_path_factory.mktemp("package") / "made.apkg"
    path.write_bytes(exporter.export(made, Job("made", template_root()))[0].data)
    return path


@pytest.fixture(scope="module", params=[True, False], ids=["FSRS", "SM-2"])
def student(request, package, tmp_path_factory):
    """Twelve days of forty new cards, and the collection is still open."""
    student = Student(tmp_path_factory.mktemp("profile"), package, fsrs=request.param)
    student.fsrs = request.param
    student.learn(DAYS, forgets)
    yield student
    student.close()


def stand(made, path, days=30):
    now = time.time()
    learnt = read_learnt(copy_collection(path), "it", made)
    today = learnt.days.day_at(now)
    return Standing(made, learnt, today, today + timedelta(days=days), now)


def test_the_gaps_are_found_again_in_their_order(made, student):
    standing = stand(made, student.path)
    services = rank_leaks(one for one in standing.portions if one.level == "service")
    assert {one.name for one in services[:3]} == PLANTED.keys()
    assert services[0].name == "s1"
    weakest = [one.fact.services[0] for one in rank_weakest(standing)[:12]]  # Anki spreads its intervals by chance
    assert sum(name in PLANTED for name in weakest) >= 9
    assert weakest.count("s1") >= 4


def test_counts_are_those_of_anki(made, student):
    standing, db = stand(made, student.path), student.col.db
    assert standing.whole.due == len(student.col.find_cards("is:due")) > 0
    assert standing.whole.forgotten == db.scalar("select sum(lapses) from cards") > 0
    assert len(standing.whole.met) == db.scalar("select count(distinct nid) from cards where type > 0")
    assert standing.learnt.days.number(standing.today) == student.col.sched.today


def test_recall_is_that_of_anki_where_it_has_one(made, student):
    standing = stand(made, student.path)
    estimated = [card.memory.estimated for card in standing.cards]
    assert set(estimated) == {not student.fsrs}
    if student.fsrs:
        theirs = {tuple(row[1:]): student.col.card_stats_data(row[0]).fsrs_retrievability for row in student.col.db.all(
            "select c.id, n.guid, c.ord from cards c join notes n on n.id = c.nid")}  # fmt: skip
        ours = {(f"made:{fact}", number - 1): card.memory.recall(standing.now)
                for (fact, number), card in standing.learnt.cards.items()}  # fmt: skip
        assert ours == pytest.approx(theirs, abs=1e-5)


def test_the_search_finds_the_weakest_in_anki(made, student):
    weakest = rank_weakest(stand(made, student.path))[:25]
    notes = student.col.find_notes(search_notes(weakest))
    guids = {student.col.get_note(note).guid for note in notes}
    assert guids == {f"made:{one.fact.id}" for one in weakest}


def test_other_decks_and_names_change_nothing(made, package, tmp_path):
    student = Student(tmp_path, package)
    student.learn(4, forgets)
    col = student.col
    before = measures(stand(made, student.path))
    deck = next(one for one in col.decks.all_names_and_ids() if one.name != "Default")
    col.decks.rename(col.decks.get(deck.id), "Mine::Exam")
    col.set_deck(col.find_cards("tag:made::domain::1"), col.decks.id("Elsewhere"))
    filtered = col.sched.get_or_create_filtered_deck(0)
    del filtered.config.search_terms[:]
    filtered.config.search_terms.add(search="tag:made::domain::2 -is:new", limit=50)
    col.sched.add_or_update_filtered_deck(filtered)
    assert col.db.scalar("select count() from cards where odid > 0") > 0
    assert measures(stand(made, student.path)) == before
    student.close()


def measures(standing):
    return [
        (one.level, one.name, len(one.met), one.due, one.forgotten, round(one.today, 4)) for one in standing.portions
    ]


@pytest.mark.parametrize("legacy", [False, True], ids=["schema 18 in zstd", "schema 11"])
def test_a_package_of_everything_says_the_same(made, package, tmp_path, legacy):
    student = Student(tmp_path, package)
    student.learn(4, forgets)
    expected = measures(stand(made, student.path))
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=False, legacy=legacy)
    student.col.export_anki_package(out_path=str(tmp_path / "deck.apkg"), options=options, limit=None)
    assert measures(stand(made, tmp_path / "deck.apkg")) == expected
    student.col.export_collection_package(str(tmp_path / "all.colpkg"), include_media=False, legacy=legacy)
    assert measures(stand(made, tmp_path / "all.colpkg")) == expected


WATCHED = """
import json, sys
from pathlib import Path
seen = []
sys.addaudithook(lambda event, args: event in {"open", "sqlite3.connect", "os.rename", "os.remove", "os.chmod"}
                 and seen.append([event, str(args[0]), str(args[1:2])]))
from dea_export.progress.copies import copy_collection
copy_collection(Path(sys.argv[1]))
print(json.dumps([one for one in seen if str(Path(sys.argv[1]).parent) in one[1]]))
"""


def test_nothing_is_written_and_nothing_beside_it_read(student):
    folder = student.path.parent
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.rglob("*"))}
    run = subprocess.run([sys.executable, "-c", WATCHED, str(student.path)], capture_output=True, text=True, check=True)
    opened = json.loads(run.stdout)
    assert {(event, name, mode) for event, name, mode in opened} == {
        ("open", str(student.path), "('r',)"),
        ("open", f"{student.path}-wal", "('r',)"),
    }
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.rglob("*"))} == before


def test_a_plan_goes_on_from_what_was_met_and_leaves_the_collection_alone(made, student):
    before = {path: path.read_bytes() for path in student.path.parent.glob("collection.anki2*")}
    today = datetime.now(UTC)
    plan = make_plan(made, today + timedelta(days=40), 60, str(student.path), None)
    assert len(plan.met) == student.col.db.scalar("select count() from cards where type > 0")
    assert plan.left == student.col.db.scalar("select count() from cards where type = 0")
    assert plan.forecast.lacking == (0 if student.fsrs else len(plan.met))
    assert {path: path.read_bytes() for path in before} == before
    if student.fsrs:
        fresh = make_plan(made, today + timedelta(days=40), 60, None, None)
        assert plan.weeks[0].reviews > fresh.weeks[0].reviews
