"""A study of another subject in another language goes through all targets, and speaks that language in each."""

from pathlib import Path

import pytest

from dea_export.checking import check_study
from dea_export.exporters.anki.card_sides import render_sides
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.reading import load
from tests.support import pdf_forms
from tests.support.exports import outputs

pytestmark = pytest.mark.slow

TARGETS = {"anki", "cards", "exam", "html", "markdown", "pdf", "quizlet"}


@pytest.fixture(scope="module")
def study():
    loaded = load((Path(__file__).parents[1] / "musik.yaml").read_bytes(), "musik.yaml")
    assert [*loaded.problems, *check_study(loaded.study)] == []
    return loaded.study


@pytest.fixture(scope="module")
def made(study):
    return outputs(study, TARGETS, without=("letter", "mono"))


def test_every_target_is_made(made, study):
    assert {name for name in made if not name.startswith("quizlet/")} == {
        "musik.apkg", "musik-update.apkg", "options/musik-preset.apkg", "review/musik.notes.txt", "musik-cards-a4.pdf",
        "musik-cheatsheet-a4.pdf", "musik-cheatsheet-large-a4.pdf", "musik-numbers-a4.pdf", "musik-pairs-trees-a4.pdf",
        "musik-exam-1-a4.pdf", "musik-exam-1-key-a4.pdf", "musik-full-a4.pdf", "musik.html", "musik.md", "musik-quizlet.csv",
    }  # fmt: skip
    assert sum(name.startswith("quizlet/") for name in made) == len(study.task)


def test_papers_and_texts_speak_german(made, golden):
    golden("musik/exam-key.txt", pdf_forms.lines(made["musik-exam-1-key-a4.pdf"]).replace("\r\n", "\n") + "\n")
    sheet, full = (pdf_forms.squeeze(pdf_forms.lines(made[f"musik-{name}-a4.pdf"])) for name in ("cheatsheet", "full"))
    assert "90FaktenfürMusikD1·Ausgabe2026" in sheet
    assert "40%derPrüfung" in sheet
    assert "Gesamtausgabe2026:90FaktennachPrüfungsbereich,AufgabeundThema" in full
    assert "Kammerton,früherPariserStimmung(bis1939)" in full
    assert "\n90 Fakten für Musik D1. Antworten sind fett.\n" in made["musik.md"].decode()
    assert made["musik-quizlet.csv"].decode("utf-8-sig").startswith('"Begriff","Definition","Kennung","Aufgabe"')


def test_a_card_speaks_german(study, golden):
    deck = build_deck(study, Job("musik", template_root()))
    notes = {note.fields.fact: note for note in deck.notes}
    shown = [
        f"# {name}, {number}\n{front}\n---\n{back}\n"
        for name in ("kammerton", "welcher-schluss")
        for number, front, back in render_sides(notes[name], deck.looks[notes[name].fields.kind])
    ]
    golden("musik/cards.html.txt", "\n".join(shown))
