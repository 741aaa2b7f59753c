"""Each file of words is complete, is used, and says numbers and days as its language does."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from dea_export.model.facts import KINDS
from dea_export.typefaces import find_missing
from dea_export.words import find_file, list_languages, say_day, words_in
from dea_export.words.plurals import FORMS, choose_form

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "dea_export").rglob("*.py"), *(ROOT / "templates").rglob("*.*")]
# Tables whose keys are made of what a study says: a kind, a level, the name of an aside, of a filter …
COMPOSED = re.compile(
    r'"(kind|level|priority|about|purpose|preview|page|result)\.(?:\{|" ~)|`(kind|level|page|result)\.\$\{'
)


def forms(word):
    return {"other": word} if isinstance(word, str) else dict(word)


def names(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_eight_languages_have_words():
    assert set(list_languages()) == {"ar", "de", "en", "es", "fr", "he", "ja", "pt"}


@pytest.mark.parametrize("language", list_languages())
def test_a_file_has_all_words_with_the_same_names_in_them(language):
    english, words = words_in("en"), words_in(language)
    assert list(words.texts) == list(english.texts)
    assert {key: sorted({name for text in forms(word).values() for name in names(text)}) for key, word in words.texts.items()} == {
        key: sorted({name for text in forms(word).values() for name in names(text)}) for key, word in english.texts.items()
    }  # fmt: skip
    assert len(words.months) == 12


def test_every_kind_of_fact_has_its_word():
    assert set(words_in("en").within("kind")) == {f"kind.{kind}" for kind in KINDS}


@pytest.mark.parametrize("language", list_languages())
def test_a_word_is_text_that_may_stand_in_html(language):
    for key, word in words_in(language).texts.items():
        said = forms(word)
        assert "other" in said, key
        assert set(said) <= {*FORMS, "day", "month"}, key
        assert [text for text in said.values() if re.search(r"[<>&\"\n]", text) or not text.strip()] == [], key


@pytest.mark.parametrize("language", list_languages())
def test_a_word_needs_no_fonts_beside_those_of_its_language(language):
    """What the built-in fonts lack, an extra has; in languages whose studies do without, nothing is missing."""
    said = "".join(text for word in words_in(language).texts.values() for text in forms(word).values())
    assert bool(find_missing(said)) is (language in {"ar", "ja"})


@pytest.mark.parametrize("language", list_languages())
def test_a_number_has_a_form_for_each_of_its_rule(language):
    """Of a word that counts all forms are there, or none: where the language needs no other."""
    rules = {choose_form(language, number) for number in range(200)}
    for key, word in words_in(language).texts.items():
        if key.startswith("count.") and len(rules) > 1:
            assert rules <= set(forms(word)), key


def test_every_word_is_used_and_every_word_used_is_there():
    written = "".join(
        path.read_text(encoding="utf-8") for path in SOURCES if path.suffix in {".py", ".js", ".html", ".css"}
    )
    used = set(re.findall(r'["\'`]([a-z]+\.[a-z_]+)["\'`]', written)) | set(re.findall(r"<!-- (\w+\.\w+) -->", written))
    composed = {table for pair in COMPOSED.findall(written) for table in pair if table}
    known = set(words_in("en").texts)
    assert {key for key in known - used if key.split(".")[0] not in composed} == set()
    tables = {key.split(".")[0] for key in known}
    files = {"html", "js", "css", "toml", "py"}
    assert {key for key in used - known if key.split(".")[0] in tables and key.split(".")[1] not in files} == set()


@pytest.mark.parametrize(
    ("language", "file"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("pt-BR", "pt"),
        ("EN-gb", "en"),
        ("zh-Hant-TW", ""),
        ("fi", ""),
        ("", ""),
        ("den", ""),
    ],
)
def test_a_region_has_the_words_of_its_language(language, file):
    assert find_file(language) == file
    assert words_in(language).language == (file or "en")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 facts", "1 fact", "2 facts", "1,403 facts"]),
        ("de", ["0 Fakten", "1 Fakt", "2 Fakten", "1.403 Fakten"]),
        ("es", ["0 datos", "1 dato", "2 datos", "1403 datos"]),
        ("fr", ["0 fait", "1 fait", "2 faits", "1\u00a0403 faits"]),
        ("pt", ["0 fato", "1 fato", "2 fatos", "1.403 fatos"]),
        ("ja", ["0項目", "1項目", "2項目", "1,403項目"]),
        ("ar", ["0 معلومة", "معلومة واحدة", "معلومتان", "1,403 معلومات"]),
        ("he", ["0 עובדות", "עובדה אחת", "שתי עובדות", "1,403 עובדות"]),
    ],
)
def test_numbers_choose_their_form(language, said):
    assert [words_in(language).say("count.facts", n=number) for number in (0, 1, 2, 1403)] == said


@pytest.mark.parametrize(
    ("language", "forms"),  # of 0, 1, 2, 5, 11, 21, 22, 112, by the cardinal rules of CLDR
    [
        ("pl", "many one few many many many few many"),
        ("uk", "many one few many many one few many"),
        ("cs", "other one few other other other other other"),
        ("ko", "other " * 8),
        ("fi", "other one" + " other" * 6),
    ],
)
def test_rules_for_files_to_come(language, forms):
    assert [choose_form(language, number) for number in (0, 1, 2, 5, 11, 21, 22, 112)] == forms.split()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "25 July 2024 · 1 July 2024 · July 2024 · 2024"),
        ("de", "25. Juli 2024 · 1. Juli 2024 · Juli 2024 · 2024"),
        ("es", "25 de julio de 2024 · 1 de julio de 2024 · julio de 2024 · 2024"),
        ("fr", "25 juillet 2024 · 1er juillet 2024 · juillet 2024 · 2024"),
        ("pt", "25 de julho de 2024 · 1 de julho de 2024 · julho de 2024 · 2024"),
        ("ja", "2024年7月25日 · 2024年7月1日 · 2024年7月 · 2024年"),
        ("ar", "25 يوليو 2024 · 1 يوليو 2024 · يوليو 2024 · 2024"),
        ("he", "25 ביולי 2024 · 1 ביולי 2024 · יולי 2024 · 2024"),
    ],
)
def test_days_are_written_as_the_language_does(language, said):
    days = ("2024-07-25", "2024-07-01", "2024-07", "2024")
    assert " · ".join(say_day(words_in(language), day) for day in days) == said


def test_arabic_has_six_forms():
    """Of 0, 1, 2, 3, 10, 11, 26, 99, 100, 102, 103 and 111, by CLDR."""
    assert " ".join(choose_form("ar", number) for number in (0, 1, 2, 3, 10, 11, 26, 99, 100, 102, 103, 111)) == (
        "zero one two few few many many many other other few many"
    )


def test_lists_have_the_word_before_their_last():
    words = words_in("de")
    assert [words.join(["A", "B", "C"][:count], by) for count in (1, 3) for by in ("and", "or")] == [
        "A",
        "A",
        "A, B und C",
        "A, B oder C",
    ]


def test_a_file_is_plain_tables_of_texts():
    for path in (ROOT / "dea_export" / "words").glob("*.toml"):
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(read.pop("language")) == {"name", "locale", "thousands", "grouped", "months"}
        assert all(isinstance(word, str | dict) for table in read.values() for word in table.values())


def test_words_that_run_the_other_way_are_isolated():
    assert words_in("fa").say("count.facts", n=2) == "\u20662 facts\u200e\u2069"
    assert words_in("fa").say("list.comma") == ", "
    assert words_in("he").say("count.facts", n=2) == "שתי עובדות"
    assert words_in("az-Latn").say("count.facts", n=2) == "2 facts"
