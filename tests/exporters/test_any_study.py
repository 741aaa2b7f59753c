"""No study that `check` passes makes an exporter fail, and every target can be read: random studies, all exporters."""

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dea_export.cards import make_cards
from dea_export.exporters.quizlet import NUMBER, SIGNS
from dea_export.model.diagnostic import Level
from dea_export.reading import load
from tests.support.exports import outputs

SIGN = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\ufeff")
ODD = st.sampled_from(
    ["<T>", "</style>", '"', "'", "\\", "&amp;", "{{team}}", "{{Id}}", "}}", "%", "::", "..", "/", "=1+1", "\u00a0@x", "🎉", "#", "_",
     "日本語", "עברית", "é", "e\u0301", "ﬁ", "a\tb", "a\nb", "[x](y)", "`", "|", "$", "*", "İ", "ß", "²", "١"]
)  # fmt: skip
WORD = st.lists(st.one_of(ODD, st.text(SIGN, min_size=1, max_size=6)), min_size=0, max_size=4).map(" ".join)
NAME = st.one_of(WORD, st.just("A title"), st.text("ab ", min_size=150, max_size=300))
NUMBERED = st.one_of(st.from_regex(r"\A[1-9]\.[1-9]\Z"), st.from_regex(r"\A[A-Zа-я١]{1,3}(-[0-9a-z]+){0,2}\Z"), WORD)
LANGUAGE = st.sampled_from(
    ["en", "de", "he", "ar-EG", "az-Arab", "ja", "zh-Hant", "pt-BR", "xx", "English", "", "de_DE"]
)
ADDRESS = st.sampled_from(
    [None, "https://example.org/notes", "https://example.org/a&b'c.git", "https://bücher.example/%7B", "git@a.example:b/c.git",
     "javascript:alert(1)", "https://[x", "https://example.org/{{team}}"]
)  # fmt: skip


@st.composite
def studies(draw):
    """A content file as a mapping; what is wrong with it, `check` must say."""
    numbers = draw(st.lists(NUMBERED, min_size=1, max_size=3))
    meta = {
        "id": "any", "title": draw(NAME), "exam": draw(st.one_of(NAME, st.none())), "language": draw(LANGUAGE), "deck": draw(NAME),
        "edition": draw(NAME), "disclaimer": draw(NAME), "license": draw(NAME), "repository": draw(ADDRESS),
    }  # fmt: skip
    shape = draw(st.sampled_from(["skills", "tasks", "domains", "topics"]))
    skills = {n: {"skills": {f"{n}.1": draw(NAME)}} if shape == "skills" else {} for n in numbers}
    tasks = [{"id": n, "title": draw(NAME), **skills[n]} for n in numbers]
    named = {"skills": [f"{n}.1" for n in numbers], "tasks": numbers}.get(shape)
    facts = [
        {
            "id": f"fact-{i}",
            "kind": "question",
            "skill": draw(st.sampled_from(named)) if named else None,
            "prompt": draw(WORD),
            "answer": draw(WORD),
            "source": draw(ADDRESS),
            "services": ["service"],
        }
        for i in range(draw(st.integers(1, 3)))
    ]
    weight = 100 if shape == "skills" else None
    domain = {
        "id": "all",
        "number": draw(st.integers(1, 99)),
        "title": draw(NAME),
        "short": draw(NAME),
        "weight": weight,
    }
    service = {"id": "service", "name": draw(NAME), "short": draw(NAME), "formerly": [draw(NAME)], "closed": "2026"}
    topics = [{"title": draw(NAME), "facts": facts}]
    under = {"topics": topics} if shape == "topics" else {"domains": [{**domain, "topics": topics}]}
    if named:
        under["domains"][0]["tasks"] = tasks
    return {"format": 1, "study": meta, "services": [service], **under}


def mended(made, plain):
    """The study without what `check` refuses, as an author would repair it: the plain word at the place, or no key."""
    if isinstance(made, dict):
        return {key: mended(value, plain) for key, value in made.items() if value is not None}
    if isinstance(made, list):
        return [mended(value, plain) for value in made]
    return plain(made) if isinstance(made, str) else made


def accepted(made):
    """The study if `check` passes it, else the same with the refused texts replaced."""
    for plain in (str, lambda text: " ".join(text.split()) or "nothing"):
        loaded = load(json.dumps(mended(made, plain), ensure_ascii=False).encode(), "any.yaml")
        if loaded.study is not None:
            return loaded.study
        assert all(problem.place.line >= 1 for problem in loaded.problems if problem.level is Level.ERROR)
    return None


def look_at(study, files):
    """What holds of every study's files."""
    names = [name for name in files if name.startswith("quizlet/")]
    assert len({name.casefold() for name in names}) == sum(
        bool(part.facts) for section in study.sections for part in study.parts_of(section)
    )
    for name in names:
        assert unicodedata.is_normalized("NFC", name)
        assert name.count("/") == 1
        assert not name.endswith("-.txt")
        assert len(name.encode()) < 200
    lines = [line for name in names for line in files[name].decode().split("\n") if line]
    assert len(lines) == sum(1 for fact in study.living for _ in make_cards(fact))
    assert all(line.count("\t") == 1 for line in lines)
    table = files["any-quizlet.csv"]
    assert table.startswith(b"\xef\xbb\xbf")
    for cell in (cell for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")) for cell in row):
        seen = "".join(char for char in cell if char.isprintable() and not char.isspace())
        assert seen[:1] not in SIGNS or not seen or NUMBER.fullmatch(cell)


@given(studies())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_decks_sets_and_markdown_of_any_study(made):
    if (study := accepted(made)) is not None:
        look_at(study, outputs(study, {"anki", "quizlet", "markdown", "html"}))


HARD = {
    "markup": "A </style><b>1</b> {{team}}",
    "quotes": "CS \"101\" \\ 'final' &amp; more",
    "long": "Explain in your own words why it works " * 8,
}


@pytest.mark.parametrize("words", HARD.values(), ids=HARD)
def test_pdfs_of_hard_titles(words):
    fact = {"id": "x", "kind": "question", "skill": "Б-1.1", "prompt": "Which?", "answer": "This", "services": ["s"],
            "sheet": {"text": "**This** one", "priority": "must"}}  # fmt: skip
    tasks = [{"id": "Б-1", "title": words, "skills": {"Б-1.1": words}}]
    made = {
        "format": 1,
        "study": {"id": "any", "title": words, "exam": words, "language": "de", "edition": words, "disclaimer": words, "license": words},
        "services": [{"id": "s", "name": words, "formerly": [words[:20] + "!"]}],
        "domains": [{"id": "all", "number": 1, "title": words, "weight": 100, "tasks": tasks, "topics": [{"title": words, "facts": [fact]}]}],
    }  # fmt: skip
    study = load(json.dumps(made, ensure_ascii=False).encode(), "any.yaml").study
    assert len(outputs(study, {"pdf"})) == 8  # of four sheets in two kinds of print, two large ones, two editions
