"""The real content is right by the tool's own rules. It has no golden: correcting a fact touches no test."""

import csv
from pathlib import Path

import pytest

from dea_export.model.facts import KINDS
from dea_export.reading import json_schema, load

CONTENT = Path(__file__).parents[1] / "content"
LEFT_OUT = ("too-basic: ", "out-of-scope: ", "trivia: ", "unverifiable: ")
NOTE_FACTS = 1131


@pytest.fixture(scope="module")
def loaded():
    return load((CONTENT / "dea-c01.yaml").read_bytes(), "content/dea-c01.yaml")


@pytest.fixture(scope="module")
def provenance():
    with (CONTENT / "provenance.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]


def test_nothing_is_wrong_with_it(loaded):
    assert [str(problem) for problem in loaded.problems] == []


def test_the_schema_beside_it_is_the_one_of_the_code():
    assert (CONTENT / "content.schema.json").read_text(encoding="utf-8") == json_schema()


def test_the_first_line_names_the_schema(loaded):
    assert loaded.text.startswith("# yaml-language-server: $schema=content.schema.json\n")


def test_every_kind_and_domain_has_facts(loaded):
    by_kind = {}
    for fact in loaded.study.living:
        by_kind.setdefault(fact.kind_name, set()).add(loaded.study.domain_of[fact.skill].number)
    assert by_kind == {key: {1, 2, 3, 4} for key in KINDS}


def test_every_fact_of_the_notes_is_accounted_for(loaded, provenance):
    assert len({note for note, _, _ in provenance}) == len(provenance) == NOTE_FACTS
    unknown = {
        (note, word) for note, words, _ in provenance for word in words.split() if word not in loaded.study.by_id
    }
    assert unknown == set()
    unclear = [note for note, words, reason in provenance if bool(words) == reason.startswith(LEFT_OUT)]
    assert unclear == []
