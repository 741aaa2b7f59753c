"""Questions that are asked both ways: two cards, met apart, one row for Quizlet."""

import json

import pytest

from dea_export.cards import make_cards
from dea_export.exporters.anki.apkg import APART, write_apkg
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.api import Job
from dea_export.exporters.html.page_facts import PageRenderer, describe_fact
from dea_export.exporters.quizlet import make_rows
from dea_export.exporters.resources import template_root
from dea_export.simulation.learner import Learner
from tests.support import studies
from tests.support.facts import diagnostics, study_text
from tests.support.releases import Publisher

PAIR = "kind: question\n  reversed: true\n  prompt: der **Hund**\n  answer: the dog"


def pair(number, prompt, answer):
    return {"id": f"pair-{number}", "domain": 1, "kind": "question", "skill": "1.1.1", "reversed": True,
            "prompt": prompt, "answer": answer}  # fmt: skip


@pytest.fixture
def study():
    return studies.study([pair(n, f"Wort {n}", f"word {n}") for n in range(15)])


def codes(example):
    shown = example if example.startswith("- ") else f"- id: one\n  {example}"
    return [problem.code for problem in diagnostics(study_text(shown))]


def test_either_line_asks_for_the_other(study):
    first, second = make_cards(study.facts[0])
    assert (first.number, first.front, first.back) == (1, "Wort 0\n_____", "word 0")
    assert (second.number, second.front, second.back) == (2, "_____\nword 0", "Wort 0")


def test_quizlet_has_it_once(study):
    assert [(row.term, row.definition) for row in make_rows(study.facts[0])] == [("Wort 0", "word 0")]


def test_the_two_cards_are_met_apart_in_anki(study, tmp_path):
    deck = build_deck(study, Job("made", template_root()))
    path = tmp_path / "made.apkg"
    path.write_bytes(write_apkg(deck))
    with Learner() as learner:
        learner.take(path)
        due = dict(
            learner.collection.db.execute("select ord || ' ' || n.guid, due from cards c join notes n on n.id = c.nid")
        )
    assert len(due) == 2 * len(study.facts)
    assert {due[f"1 made:{fact.id}"] - due[f"0 made:{fact.id}"] for fact in study.facts} == {APART}


def test_the_page_knows_that_they_are_met_apart(study):
    described = json.loads(json.dumps(describe_fact(study, study.facts[0], PageRenderer({}))))
    assert (described["cards"], described["apart"]) == ([1, 2], True)


@pytest.mark.parametrize(
    ("example", "code"),
    [
        (PAIR.replace("the dog", "|-\n    - the dog\n    - the hound"), "E334"),
        (PAIR.replace("the dog", "the {{c1::dog}}"), "E315"),
        (PAIR.replace("the dog", "the dog that barked all night long in front of the neighbour's house until the morning came"), "W405"),
        (f"- id: one\n  {PAIR}\n- id: two\n  {PAIR.replace('der **Hund**', 'der Köter')}", "W406"),
        (PAIR.replace("true", "perhaps"), "E106"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_both_ways_is_said(example, code):
    assert code in codes(example)


def test_a_released_question_stays_as_it_is(tmp_path):
    author = Publisher(tmp_path)
    author.fact("firehose-name").update(prompt="One?", answer="two")
    author.release()
    author.fact("firehose-name")["reversed"] = True
    assert author.complaints() == ["E503"]
