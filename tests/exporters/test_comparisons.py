"""Comparisons of three and four things: columns where there is room, lists on a phone, and what a ledger allows of them."""

import io
import re

import pytest
from pypdf import PdfReader

from dea_export.exporters.anki.apkg import write_apkg
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.anki.preview import render_preview, show_notes
from dea_export.exporters.api import Job
from dea_export.exporters.html.page_facts import PageRenderer, describe_fact
from dea_export.exporters.markdown import exporter as markdown
from dea_export.exporters.pdf.full.full_edition import make_full_pdf
from dea_export.exporters.pdf.paper_cards.card_pages import make_card_pdf
from dea_export.exporters.quizlet import make_rows
from dea_export.exporters.resources import template_root
from dea_export.ledger.changes import find_changes
from dea_export.notes.fields import render_note
from dea_export.simulation.learner import Learner
from tests.support import studies
from tests.support.browser import chromium
from tests.support.releases import Publisher

NAMES = ["SQS", "`SNS`", 'Event "Bridge" {{x}} ::', "Step Functions"]
CELLS = ["{{c1::queue}}", "topics", "{{c2::bus}} with rules", "state machine"]
WORDS = ["SQS", "SNS", 'Event "Bridge" {{x}} ::', "Step Functions"]


def compare(count, **keys):
    cells = [{"name": "Model", "cells": CELLS[:count]}, {"name": "Order", "cells": [f"cell {n}" for n in range(count)]}]
    return {"id": f"of-{count}", "domain": 1, "kind": "compare", "skill": "1.1.1", "rank": 1, "things": NAMES[:count], "aspects": cells, **keys}  # fmt: skip


@pytest.fixture
def study():
    return studies.study([compare(2), compare(3), compare(4, sheet={"as": "table", "priority": "must"})])


@pytest.fixture
def job():
    return Job("made", template_root())


def test_each_cell_knows_its_thing_where_there_are_many(study):
    two, three, four = (render_note(study, fact, {}).values["Text"] for fact in study.facts)
    assert "data-thing" not in two
    assert two.startswith("<table>")
    assert three.startswith('<div class="wide"><table>')
    assert re.findall(r'data-thing="(\w+)', four) == ["SQS", "SNS", "Event", "Step"] * 2


def test_a_table_of_the_authors_stays_as_it_is():
    text = "| a | b | c | d |\n|---|---|---|---|\n| {{c1::1}} | 2 | 3 | 4 |"
    one = studies.study([{"id": "one", "domain": 1, "kind": "statement", "skill": "1.1.1", "text": text}])
    assert "wide" not in render_note(one, one.facts[0], {}).values["Text"]


def test_the_real_anki_makes_one_card_a_gap_and_shows_names_as_they_are(study, job, tmp_path):
    path = tmp_path / "made.apkg"
    path.write_bytes(write_apkg(build_deck(study, job)))
    with Learner() as learner:
        learner.take(path)
        cards = [learner.collection.get_card(id_) for id_ in learner.collection.find_cards("Id:of-4")]
        shown = cards[0].render_output().question_text
    assert [card.ord for card in cards] == [0, 1]
    assert "[...]" in shown
    assert "Event &quot;Bridge&quot; &#123;{x&#125;} ::" in shown


def test_print_has_a_column_for_each(study, job):
    pages = [*PdfReader(io.BytesIO(make_full_pdf(study, job, paper="a4").data)).pages]
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Step Functions Model queue topics bus with rules state machine" in text
    cards = make_card_pdf(study, job, paper="letter")
    assert (cards.figures["cards"], list(cards.problems)) == (5, [])


def test_text_has_it_whole(study, job):
    (made,) = markdown.export(study, job)
    assert "| Model | **queue** | topics | **bus** with rules | state machine |" in made.data.decode()
    rows = list(make_rows(study.facts[2]))
    cells = ("_____", "topics", "bus with rules", "state machine")
    said = "; ".join(f"{name} – {cell}" for name, cell in zip(WORDS, cells, strict=True))
    assert rows[0].term.startswith(f"Model: {said} / Order: SQS – cell 0; ")


def test_the_page_has_columns_that_know_their_things(study):
    bodies = [describe_fact(study, fact, PageRenderer({}))["body"] for fact in study.facts]
    assert ['class="table wide"' in body for body in bodies] == [False, True, True]


SHAPE = """
  const phone = document.querySelector('[data-id="of-4"] .phone');
  phone.style.width = arguments[0] + "px";
  const cells = [...phone.querySelectorAll("tbody tr:first-child > *")].map(cell => cell.getBoundingClientRect());
  const inside = [...phone.querySelectorAll("td, th")].every(cell => cell.getBoundingClientRect().right <= phone.getBoundingClientRect().right);
  return [new Set(cells.map(box => Math.round(box.left))).size, new Set(cells.map(box => Math.round(box.top))).size, inside];
"""


def test_a_phone_shows_lists_and_a_wide_screen_columns(study, job, tmp_path):
    deck = build_deck(study, job)
    page = tmp_path / "cards.html"
    page.write_text(render_preview(study, deck, show_notes(study, deck, ()), template_root()), "utf-8")
    with chromium(tmp_path / "profile") as browser:
        browser.get(page.as_uri())
        assert {width: browser.execute_script(SHAPE, width) for width in (320, 390, 900)} == {
            320: [1, 5, True], 390: [1, 5, True], 900: [5, 1, True],
        }  # fmt: skip


@pytest.fixture
def author(tmp_path):
    made = Publisher(tmp_path)
    made.first, _ = made.release()
    return made


def widen(author, cell, at=None):
    """A third thing, with this cell in the first aspect."""
    fact = author.fact("role-vs-user")
    fact["things"].insert(len(fact["things"]) if at is None else at, "a service account")
    for number, aspect in enumerate(fact["aspects"]):
        aspect["cells"].insert(len(aspect["cells"]) if at is None else at, cell if number == 0 else "neither")
    return fact


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_released_one_may_get_a_third_thing(author, at):
    before = author.study()
    widen(author, "{{c3::a third answer}}", at)
    assert author.complaints() == []
    assert [one.id for one in find_changes(before, author.study(), {}, {}).corrected] == ["role-vs-user"]
    author.release()


def test_its_cards_keep_their_history(author):
    with Learner() as learner:
        learner.take(author.first)
        cards = learner.collection.find_cards("Id:role-vs-user")
        widen(author, "{{c3::a third answer}}")
        learner.take(author.release()[0])
        assert set(cards) < set(learner.collection.find_cards("Id:role-vs-user"))
        assert "a service account" in learner.state().fields["mini:role-vs-user"][0]


def test_numbers_that_move_with_it_are_forbidden(author):
    fact = author.fact("role-vs-user")
    assert fact["aspects"][0]["cells"] == ["{{c1::temporary}}", "{{c2::long-lived}}"]
    widen(author, "{{c1::a third answer}}", 0)
    fact["aspects"][0]["cells"][1:] = ["{{c2::temporary}}", "{{c3::long-lived}}"]
    assert author.complaints() == ["E504", "E504"]


def test_a_thing_that_goes_takes_its_gaps_along_only_if_they_are_dropped(author):
    fact = widen(author, "{{c3::a third answer}}")
    author.release()
    for aspect in fact["aspects"]:
        aspect["cells"].pop()
    fact["things"].pop()
    assert author.complaints() == ["E505"]
    fact["dropped"] = [3]
    assert author.complaints() == []
