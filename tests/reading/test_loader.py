"""What reading does to bytes before YAML sees them, and where texts say they stand."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dea_export.reading import load
from tests.support.facts import study_text

GOOD = study_text("text: |-\n  Athena runs {{c1::SQL}} – and café.")


def read(data):
    loaded = load(data, "a.yaml")
    assert loaded.problems == ()
    return loaded


def test_a_byte_order_mark_changes_nothing():
    assert read(b"\xef\xbb\xbf" + GOOD.encode()).study == read(GOOD.encode()).study


def test_windows_and_old_mac_line_ends_are_read_as_lf():
    for end in ("\r\n", "\r"):
        assert read(GOOD.replace("\n", end).encode()).study == read(GOOD.encode()).study


def test_text_is_read_in_unicode_form_nfc():
    decomposed = unicodedata.normalize("NFD", GOOD)
    assert decomposed != GOOD
    assert read(decomposed.encode()).study == read(GOOD.encode()).study


def test_scalars_stay_what_the_author_wrote():
    study = read(study_text("text: Athena runs {{c1::SQL}}.\nwhy: NO").encode()).study
    assert study.facts[0].why == "NO"
    study = read(study_text("text: Athena runs {{c1::SQL}}.\nwhy: 1.10").encode()).study
    assert study.facts[0].why == "1.10"
    study = read(study_text("text: Athena runs {{c1::SQL}}.\nwhy: 12:30").encode()).study
    assert study.facts[0].why == "12:30"


def test_a_text_knows_the_place_of_each_character():
    text = read(GOOD.encode()).study.facts[0].text
    place = text.at(text.index("SQL"))
    line = GOOD.split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("SQL")


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_reading_never_raises_whatever_the_bytes(data):
    loaded = load(data, "a.yaml")
    assert loaded.study is None
    assert loaded.problems


@given(st.text(st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=200, deadline=None)
def test_reading_never_raises_whatever_stands_in_a_fact(text):
    load((GOOD + "          " + text).encode(), "a.yaml")


def problems(text):
    return [(*problem.place[1:], problem.code) for problem in load(text.encode(), "a.yaml").problems]


def test_an_escaped_carriage_return_is_one_problem_and_no_crash():
    found = problems(study_text('text: "a\\n\\r```\\rb {{c1::x}}"'))
    assert [code for *_, code in found] == ["E004"]


def test_what_yaml_can_do_beyond_text_is_refused_of_keys_too():
    assert problems("&x a: b")[0] == (1, 1, "E008")
    assert problems("a: &x b\n*x : c") == [(1, 4, "E008"), (2, 1, "E008")]
    assert (1, 1, "E009") in problems("!x a: b")


def test_an_empty_block_is_empty_where_it_stands():
    text = study_text("text: Athena runs {{c1::SQL}}.\nwhy: |-\nrank: 2")
    assert problems(text) == [(text[: text.index("|-")].count("\n") + 1, 18, "E108")]


def test_a_byte_order_mark_within_the_file_is_named():
    assert problems("a: b\n\ufeffc: d") == [(2, 1, "E004")]


def test_control_characters_have_their_places():
    assert problems("\x01a\n\x02\x03\n\n b\x04") == [(1, 1, "E004"), (2, 1, "E004"), (2, 2, "E004"), (4, 3, "E004")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "\x01" * 300_000,
        "\x01\n" * 300_000,
        "".join(f"k{i}: 1\n" for i in range(30_000)),
        "".join(f"k{i}: 1\n" for i in range(20_000)) + "k19999: 1\n" * 20_000,
    ],
    ids=["control characters", "control characters in lines", "unknown keys", "keys given twice"],
)
def test_reading_takes_no_longer_than_the_file_is_long(text):
    begun = time.process_time()
    assert len(problems(text)) > 20_000
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("depth", [30, 900, 5000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_what_nobody_nests_so_deep_is_refused_by_us_or_by_yaml(depth, opening):
    (problem,) = load(f"format: \n  {opening * depth}".encode(), "x.yaml").problems
    assert problem.code == "E007"
