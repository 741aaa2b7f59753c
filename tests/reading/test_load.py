"""What reading does to bytes before YAML sees them, and where texts say they stand."""

import unicodedata

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
