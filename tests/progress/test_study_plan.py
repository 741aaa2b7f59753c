"""What a plan says of a forecast: days, weeks, ranks, mock exams; as a page and as a calendar."""

from dataclasses import replace
from datetime import date

import pytest

from dea_export.exporters.resources import template_root
from dea_export.progress.plan_calendar import write_calendar
from dea_export.progress.plan_page import render_plan
from dea_export.progress.study_plan import Forecast, StudyPlan, count_new_days, list_unmet
from tests.support import studies
from tests.support.wordless import latin_words, page_words, wordless_study

TODAY, EXAM = date(2026, 12, 1), date(2026, 12, 22)
DAYS = [(2, n, 60.0 * n) for n in range(14)] + [(0, 14, 840.0)] * 7


@pytest.fixture
def plan():
    made = studies.study(studies.facts(1, 40, tables=0))
    return StudyPlan(made, TODAY, EXAM, 30, frozenset(), Forecast(2, DAYS))


def test_new_cards_come_until_a_week_before_the_exam(plan):
    assert count_new_days(TODAY, EXAM) == 14
    assert count_new_days(date(2026, 12, 20), EXAM) == 0
    assert plan.last_new == date(2026, 12, 14)
    assert replace(plan, forecast=Forecast(0, [(0, 1, 9.0)] * 21)).last_new is None


def test_weeks_are_means_of_their_days(plan):
    assert [(str(one.first), str(one.last), one.new, one.reviews, one.minutes) for one in plan.weeks] == [
        ("2026-12-01", "2026-12-07", 2, 3, 3),
        ("2026-12-08", "2026-12-14", 2, 10, 10),
        ("2026-12-15", "2026-12-21", 0, 14, 14),
    ]
    assert plan.busiest == 14


def test_what_is_met_goes_by_the_order_of_the_deck(plan):
    first = [fact.rank for fact in plan.study.living]
    assert (plan.planned, plan.left) == (28, 40)
    assert [every for _, _, every in plan.ranks] == [first.count(rank) for rank in (1, 2, 3)]
    (one, two, three) = plan.ranks
    assert (one[1], two[1]) == (one[2], two[2])
    assert three[1] == 28 - one[2] - two[2]


def test_cards_met_before_are_not_planned_again(plan):
    met = frozenset(list_unmet(plan.study, ())[:30])
    again = replace(plan, met=met)
    assert (again.left, again.planned) == (10, 10)
    assert [reached for _, reached, _ in again.ranks] == [every for _, _, every in again.ranks]


def mocks(exams, today):
    made = wordless_study()
    made = replace(made, exams=made.exams[:1] * exams)
    return [str(day) for _, day in StudyPlan(made, today, EXAM, 30, frozenset(), Forecast(1, DAYS)).mocks]


def test_mock_exams_are_a_week_apart_and_never_before_today():
    assert mocks(3, TODAY) == ["2026-12-05", "2026-12-12", "2026-12-19"]
    assert mocks(3, date(2026, 12, 10)) == ["2026-12-12", "2026-12-19"]
    assert mocks(3, date(2026, 12, 20)) == []
    assert mocks(0, TODAY) == []


def test_every_word_of_page_and_calendar_is_of_the_study_or_of_the_words():
    study = wordless_study()
    plan = StudyPlan(study, TODAY, EXAM, 30, frozenset(), Forecast(2, DAYS))
    page = render_plan(plan, template_root())
    assert "学習計画" in page
    assert "<script" not in page
    assert latin_words(page_words(page), study) == set()
    titles = [line for line in unfolded(write_calendar(plan)) if line.startswith("SUMMARY")]
    assert latin_words(" ".join(titles).replace("SUMMARY", ""), study) == set()


def unfolded(data):
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_has_whole_days_lines_of_75_bytes_and_a_name_for_each_event(plan):
    data = write_calendar(replace(plan, study=replace(wordless_study())))
    assert data == write_calendar(replace(plan, study=replace(wordless_study())))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = unfolded(data)
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    names = [line for line in lines if line.startswith("UID:")]
    assert names == [f"UID:{name}.mini@dea-export" for name in ("week-1", "week-2", "week-3", "stop", "mock-1", "exam")]
    assert lines[lines.index("UID:stop.mini@dea-export") + 2 :][:2] == [
        "DTSTART;VALUE=DATE:20261215", "DTEND;VALUE=DATE:20261216"]  # fmt: skip


def test_signs_that_mean_something_in_a_calendar_are_escaped(plan):
    meta = replace(plan.study.study, title=type(plan.study.study.title)("A; b, c\\d"))
    titled = replace(plan, study=replace(plan.study, study=meta))
    assert "SUMMARY:exam: A\\; b\\, c\\\\d" in unfolded(write_calendar(titled))
