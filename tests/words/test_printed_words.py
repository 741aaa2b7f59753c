"""Nothing is printed but the study's texts and the files of words: looked for in a study without a Latin letter."""

import re

import pytest

from dea_export.cli.build.index_page import make_index
from dea_export.cli.build.orders import Made
from dea_export.cli.build.results import Results
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.anki.preview import render_preview, show_notes
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.resources import template_root
from dea_export.ledger import EMPTY
from tests.support import pdf_forms
from tests.support.exports import outputs
from tests.support.wordless import latin_words, page_words, wordless_study

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def study():
    return wordless_study()


def test_texts(study):
    made = {
        name: re.sub(r"\]\([^)]*\)", "]", data.decode())
        for name, data in outputs(study, {"markdown", "quizlet"}).items()
    }
    assert {name: latin_words(text, study) for name, text in made.items()} == {name: set() for name in made}


def test_cards(study):
    deck = build_deck(study, Job("mini", template_root()))
    page = render_preview(study, deck, show_notes(study, deck, {"glue-bookmark"}), template_root())
    assert latin_words(page_words(page + deck.description), study) == set()


def test_papers(study):
    made = outputs(study, {"pdf", "cards", "exam"}, without=("letter", "mono"))
    assert len(made) == 8
    texts = {name: pdf_forms.lines(data).replace("mini-full-a4.pdf", "") for name, data in made.items()}
    assert {name: latin_words(text, study) for name, text in texts.items()} == {name: set() for name in made}


def test_index(study):
    made = outputs(study, {"markdown"})
    names = [*made, "mini.html", "mini.apkg", *(f"{number}.txt" for number in range(9))]
    results = Results([Made("html", "", "dea-export", tuple(Artifact(name, b"", purpose="1") for name in names))])
    page = page_words(make_index(study, results, template_root(), EMPTY).data.decode())
    assert "ファイル" in page
    assert latin_words(re.sub(r"\w+\.(html|apkg|txt|md)\b", "", page), study) == set()
