"""The ledger as text: canonical, refused when it contradicts itself."""

import json
import re
from pathlib import Path
from random import Random

import pytest

from dea_export.ledger.ledger_file import format_ledger, parse_ledger
from tests.support.releases import Publisher


@pytest.fixture
def text(tmp_path):
    author = Publisher(tmp_path)
    author.release()
    author.fact("how-to-load").update(steps=["Put the files in {{c1::one prefix}}", "Run `COPY`"], dropped=[2])
    author.release()
    return format_ledger(author.ledger)


def test_an_empty_file_has_lost_its_releases():
    ledger, problems = parse_ledger("\n", "x.lock")
    assert not ledger
    assert [(problem.code, problem.message) for problem in problems] == [
        ("E508", "the ledger is empty: it has lost its releases")
    ]


def test_reading_and_writing_again_changes_nothing(text):
    ledger, problems = parse_ledger(text, "x.lock")
    assert problems == ()
    assert format_ledger(ledger) == text


def test_the_ledger_of_two_releases(text, golden):
    golden("anki/ledger.lock", re.sub(r'"(looks|digest)": "\w+"', r'"\1": "…"', text))


def of_2026_11(text):
    """The ledger as release 2026.11 of this program wrote it: format 1, without serial and digest."""
    header, rest = text.split("\n", 1)
    old = {name: value for name, value in json.loads(header).items() if name not in {"serial", "digest"}}
    return f"{json.dumps(old | {'format': 1}, ensure_ascii=False)}\n{rest}"


def test_a_ledger_of_format_1_is_read_and_written_as_format_2(text):
    ledger, problems = parse_ledger(of_2026_11(text), "x.lock")
    assert problems == ()
    assert ledger.serial == 2
    assert format_ledger(ledger) == text


def test_the_ledger_of_the_study_is_valid_as_it_was_released():
    released = (Path(__file__).parents[2] / "content" / "dea-c01.lock").read_text("utf-8")
    ledger, problems = parse_ledger(released, "dea-c01.lock")
    assert problems == ()
    assert (ledger.releases[0].name, len(ledger.entries)) >= ("2026.11", 1403)


def test_line_ends_of_windows_are_no_edit(text):
    assert parse_ledger(text.replace("\n", "\r\n"), "x.lock")[1] == ()


EDITS = {
    "a lost line": lambda text: text.replace(text.splitlines(keepends=True)[3], ""),
    "a lost last line": lambda text: text.replace(text.splitlines(keepends=True)[-1], ""),
    "another answer": lambda text: text.replace("AWS", "AWs", 1),
    "another stamp": lambda text: text.replace("2026-01-10", "2026-01-11"),
    "another serial": lambda text: text.replace('"serial": 2', '"serial": 3'),
    "another look": lambda text: re.sub(r'"looks": "\w', '"looks": "x', text),
    "no digest": lambda text: re.sub(r'"digest": "\w+", ', "", text),
    "a space": lambda text: text.replace('"living", ', '"living",', 1),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_found(text, edit):
    edited = EDITS[edit](text)
    assert edited != text
    ledger, (problem,) = parse_ledger(edited, "x.lock")
    assert not ledger
    assert "a line was lost, or somebody edited it" in problem.message


def test_the_marks_of_a_merge_are_named_with_the_way_out(text):
    first, rest = text.split("\n", 1)
    (problem,) = parse_ledger(f"<<<<<<< HEAD\n{first}\n=======\n{first}\n>>>>>>> other\n{rest}", "x.lock")[1]
    assert (problem.place.line, problem.message) == (1, "two branches have released: git could not merge the ledger")
    assert "dea-export release --merge" in problem.hint


ODD = (
    None,
    [],
    {},
    "",
    "\ud800",
    "x" * 9999,
    -1,
    1e999,
    1.5,
    True,
    "9" * 5000,
    [[]],
    {"a": {}},
    "2026-99-99T00:00:00Z",
)


def mutate(lines, random):
    """Some value, however deep, becomes another."""
    place = lines[random.randrange(len(lines))]
    while isinstance(place, dict) and place:
        key = random.choice(sorted(place))
        if not isinstance(place[key], dict) or random.random() < 0.3:
            place[key] = random.choice(ODD)
            return
        place = place[key]


def test_no_mutated_ledger_is_a_crash(text):
    """Of format 1, where no digest finds them first."""
    for seed in range(500):
        random = Random(seed)
        lines = [json.loads(line) for line in of_2026_11(text).splitlines()]
        for _ in range(random.randint(1, 2)):
            mutate(lines, random)
        ledger, problems = parse_ledger("".join(f"{json.dumps(line)}\n" for line in lines), "x.lock")
        assert bool(ledger) is not bool(problems), seed
        assert all(problem.code == "E508" and len(str(problem)) < 400 for problem in problems), seed


def changed(text, number, **change):
    lines = of_2026_11(text).splitlines()
    lines[number] = json.dumps(json.loads(lines[number]) | change)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda text: text[:-40], "cannot be read"),
        (lambda text: changed(text, 0, format=4), "format 4"),
        (lambda text: changed(text, 0, format=1, digest="0"), "format 1"),
        (lambda text: changed(text, 0, releases={"2026.01": "1970-01-01T00:00:00Z"}), "older than any can be"),
        (lambda text: changed(text, 0, releases={"٢٠٢٦.١١": "2026-03-02T00:00:00Z"}), "not the name of a release"),
        (lambda text: changed(text, 0, types={}), "the note types are not cloze and question"),
        (lambda text: changed(text, 1, id=["a"]), "'id' is not a text"),
        (lambda text: changed(text, 0, releases={}), "not in the order"),
        (lambda text: changed(text, 0, releases={"2026.02": "2026-03-02T00:00:00Z", "2026.01": "2026-01-31T00:00:00Z"}), "order"),
        (lambda text: changed(text, 1, first="2025.01"), "not listed"),
        (lambda text: changed(text, 1, status="lost"), "unknown type or status"),
        (lambda text: changed(text, 1, dropped=[1]), "both used and dropped"),
        (lambda text: changed(text, 2, id="aaa"), "not sorted"),
        (lambda text: text + text.splitlines()[-1] + "\n", "each once"),
        (lambda text: "[]\n" + text, "cannot be read"),
    ],
)  # fmt: skip
def test_a_ledger_that_contradicts_itself_is_refused(text, broken, message):
    ledger, problems = parse_ledger(broken(text), "x.lock")
    assert not ledger
    assert {problem.code for problem in problems} == {"E508"}
    assert any(message in problem.message for problem in problems)
