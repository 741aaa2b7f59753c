"""`dea-export plan`: Anki's simulator asked in a process of its own, what is printed, what is refused."""

import json
import sys
from pathlib import Path

import pytest

from tests.support.files import snapshot
from tests.support.learners import card, learner_collection

MINI = Path(__file__).parents[1] / "mini.yaml"
TODAY = ("--today", "2026-12-01")


def plan(cli, *arguments, exam="2027-01-01", **more):
    return cli("plan", "--content", MINI, "--exam", exam, *TODAY, *arguments, **more)


def test_the_plan_says_cards_weeks_and_its_error(cli):
    done = plan(cli)
    assert done.exit_code == 0, done.output
    text = done.stdout
    assert "A mini study – all kinds: 31 days to the exam on 2027-01-01" in text
    assert "new cards       1 a day; from " in text
    assert "met by then     11 of 11 cards: " in text
    assert text.count("\n2026-12-") == 5
    assert "mock exam: 2026-12-29  " in text
    assert "15 % fewer reviews" in text


def test_json_page_and_calendar_say_the_same(cli, tmp_path):
    page, calendar = tmp_path / "out" / "plan.html", tmp_path / "plan.ics"
    found = json.loads(plan(cli, "--json", "--html", page, "--ics", calendar).stdout)
    assert found["cards"] == {"met": 0, "planned": 11, "left": 11, "lacking": 0}
    assert sum(week["new"] * 7 for week in found["weeks"]) == pytest.approx(11, abs=1)
    assert found["minutes"]["busiest"] <= found["minutes"]["asked"] == 30
    assert page.read_text("utf-8").count("☐") == len(found["weeks"]) + len(found["mock exams"])
    assert calendar.read_bytes().count(b"BEGIN:VEVENT") == len(found["weeks"]) + 2 + len(found["mock exams"])
    assert found == json.loads(plan(cli, "--json").stdout)  # the simulator is as sure tomorrow


def test_shortly_before_the_exam_no_new_card_comes(cli):
    done = plan(cli, exam="2026-12-05")
    assert "new cards       none: with 4 days left they would not settle" in done.stdout


@pytest.mark.parametrize("exam", ["2026-12-01", "2026-11-30", "2029-01-01"])
def test_a_day_that_cannot_be_planned_for_is_said(cli, exam):
    done = plan(cli, exam=exam)
    assert done.exit_code == 2
    assert f"{exam} is no day to plan for: today is 2026-12-01, and 730 days are the most" in done.stderr


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no", "this is no collection of Anki"),
        (learner_collection([card("other:a"), card("other:b")]), "it holds no card of the study 'mini'"),
        (learner_collection([card("mini:glue-code", day=1)]), "Anki's simulator failed: "),  # not as Anki makes one
    ],
)
def test_what_anki_cannot_read_is_a_line_and_nothing_is_written(cli, tmp_path, data, said):
    (tmp_path / "me").mkdir()
    (tmp_path / "me" / "collection.anki2").write_bytes(data)
    before = snapshot(tmp_path / "me")
    done = plan(cli, "--from", tmp_path / "me", "--html", tmp_path / "plan.html")
    assert done.exit_code in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(tmp_path / "me") == before
    assert not (tmp_path / "plan.html").exists()


def test_without_the_backend_it_says_what_to_install(cli, monkeypatch):
    monkeypatch.setitem(sys.modules, "anki", None)
    monkeypatch.setattr("dea_export.cli.commands.plan.find_spec", lambda _: None)
    done = plan(cli)
    assert done.exit_code == 2
    assert "pip install 'dea-export[simulate]'" in done.stderr
