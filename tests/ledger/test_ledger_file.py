"""The ledger as text: canonical, refused when it contradicts itself."""

import json
import re

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


def test_an_empty_file_is_an_empty_ledger():
    ledger, problems = parse_ledger("\n", "x.lock")
    assert not ledger
    assert problems == ()


def test_reading_and_writing_again_changes_nothing(text):
    ledger, problems = parse_ledger(text, "x.lock")
    assert problems == ()
    assert format_ledger(ledger) == text


def test_the_ledger_of_two_releases(text, golden):
    golden("anki/ledger.lock", re.sub(r'"looks": "\w+"', '"looks": "…"', text))


def changed(text, number, **change):
    lines = text.splitlines()
    lines[number] = json.dumps(json.loads(lines[number]) | change)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda text: text[:-40], "cannot be read"),
        (lambda text: changed(text, 0, format=2), "format 2"),
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
