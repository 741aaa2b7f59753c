"""What an author sees when the content is saved: events on the board, without a browser."""

import pytest

from dea_export.cli.serving.board import MOST_KEPT, Board
from dea_export.cli.serving.workbench import Workbench


@pytest.fixture
def board():
    return Board()


@pytest.fixture
def content(work):
    return work / "content" / "mini.yaml"


@pytest.fixture
def bench(content, board, monkeypatch):
    """A workbench that has been opened; its sheet is made of nothing, since others test it."""
    monkeypatch.setattr(
        "dea_export.cli.serving.workbench.make_sheet", lambda study, _: b"%PDF of " + study.study.id.encode()
    )
    made = Workbench(content, None, board)
    made.open()
    return made


def saved(bench, content, board, old, new):
    """The events that come of replacing a text in the file, by name."""
    text = content.read_text(encoding="utf-8")
    assert old in text
    content.write_text(text.replace(old, new, 1), encoding="utf-8")
    return renewed(bench, board)


def renewed(bench, board):
    before = board.number
    bench.renew()
    return [(event.name, event.value) for event in board.news(before, 0)]


def test_at_first_all_is_made(bench, board):
    assert [name for name, _ in renewed(bench, board)] == ["problems", "renew", "sheet"]
    assert b'data-id="glue-bookmark"' in board.page("/cards").data
    assert board.page("/sheet.pdf").data == b"%PDF of mini"


@pytest.mark.usefixtures("bench")
def test_before_anything_is_read_there_is_a_page(board):
    assert b"mini.yaml" in board.page("/").data
    assert board.page("/cards") is not None
    assert board.page("/content/mini.yaml") is None


def test_a_changed_fact_comes_first_and_alone(bench, board, content):
    bench.renew()
    (first, value), *others = saved(bench, content, board, "A Glue job keeps", "A Glue job KEEPS")
    assert first == "notes"
    assert value["html"].count("<article") == 1
    assert "KEEPS" in value["html"]
    assert [name for name, _ in others] == ["problems", "sheet"]
    assert b"KEEPS" in board.page("/cards").data


def test_cards_that_only_name_the_changed_fact_follow(bench, board, content):
    bench.renew()
    told = saved(bench, content, board, "**Bookmarks**: option on", "**Marks**: option on")
    assert [value["html"].count("<article") for name, value in told if name == "notes"] == [1]
    assert 'data-id="firehose-name"' in told[1][1]["html"]


def test_a_fact_that_is_taken_out_goes_from_the_page(bench, board, content):
    bench.renew()
    told = saved(bench, content, board, "- id: how-to-load", "- id: how-to-copy")
    assert [value["gone"] for name, value in told if name == "notes"] == [[], ["how-to-load"]]


def test_while_there_is_an_error_the_cards_stay(bench, board, content):
    bench.renew()
    before = board.page("/cards")
    ((name, value),) = saved(bench, content, board, "format: 1", "format: one")
    assert name == "problems"
    assert "1 error" in value["summary"]
    assert "content/mini.yaml:" in value["problems"][0]["text"]
    assert board.page("/cards") is before


def test_a_file_that_is_gone_is_a_problem_and_no_end(bench, board, content):
    bench.renew()
    content.rename(content.with_suffix(".away"))
    assert [name for name, _ in renewed(bench, board)] == ["problems"]
    content.with_suffix(".away").rename(content)
    assert [name for name, _ in renewed(bench, board)] == ["problems", "sheet"]


def test_another_title_makes_every_card_anew(bench, board, content):
    bench.renew()
    assert "renew" in [name for name, _ in saved(bench, content, board, "deck: Mini MINI-01", "deck: Another")]


def test_a_broken_theme_is_said_and_the_next_save_is_seen(work, content, board):
    theme = work / "theme" / "anki"
    theme.mkdir(parents=True)
    (theme / "preview.html").write_text("{% if %}", encoding="utf-8")
    bench = Workbench(content, work / "theme", board)
    assert [name for name, _ in renewed(bench, board)] == ["problems", "failure"]


def test_who_missed_too_much_is_told_how_things_stand():
    board = Board()
    board.tell("problems", {"summary": "old"})
    board.tell("problems", {"summary": "new"})
    for _ in range(MOST_KEPT + 1):
        board.tell("notes", {})
    assert [(event.name, event.value) for event in board.news(0, 0)] == [
        ("problems", {"summary": "new"}),
        ("renew", None),
    ]
    assert [event.name for event in board.news(board.number + 9, 0)] == ["problems", "renew"]  # of an earlier run
    assert board.news(board.number, 0) == []
