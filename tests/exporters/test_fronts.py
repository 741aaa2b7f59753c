"""Pictures that belong to a question: on both sides of its cards, in every target that shows pictures, by words elsewhere."""

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from dea_export.cards import make_cards
from dea_export.exporters.anki.apkg import write_apkg
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.api import Job
from dea_export.exporters.html.page_facts import PageRenderer, describe_fact
from dea_export.exporters.markdown import exporter as markdown
from dea_export.exporters.pdf.full.full_edition import make_full_pdf
from dea_export.exporters.pdf.paper_cards.card_pages import make_card_pdf
from dea_export.exporters.pdf.sheet.items import sheet_items, text_of_parts
from dea_export.exporters.quizlet import exporter as quizlet
from dea_export.exporters.quizlet import make_rows
from dea_export.exporters.resources import template_root
from dea_export.ledger.changes import find_changes
from dea_export.notes.fields import render_note
from dea_export.simulation.learner import Learner
from tests.support import studies
from tests.support.facts import diagnostics, study_text
from tests.support.releases import Publisher

ALT = "A heart cut open; one valve is marked {{c1::}} :: [sound:x.mp3]"  # words are words, whatever they hold
FRONT = {"figure": {"file": "heart.png", "alt": ALT}}
ASKED = "kind: question\n  prompt: Which valve is marked?\n  answer: the %s valve\n  front: {figure: {file: %s, alt: A heart}}"


def picture(colour="red", size=(40, 20)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def drawn(pdf):
    """How many pictures each page shows."""
    return [sum(1 for _ in page.get_objects([FPDF_PAGEOBJ_IMAGE])) for page in PdfDocument(pdf)]


MEDIA = {"heart.png": picture(), "named.png": picture("blue"), "a{{c9::b}}&[x].png": picture("green")}


@pytest.fixture
def study():
    kinds = [
        {"kind": "question", "prompt": "Which valve?", "answer": "the mitral valve",
         "figure": {"file": "named.png", "alt": "The same with names"}},
        {"kind": "question", "reversed": True, "prompt": "das Herz", "answer": "the heart"},
        {"kind": "statement", "text": "The {{c1::mitral}} valve is on the {{c2::left}}."},
        {"kind": "compare", "things": ["left", "right"], "aspects": [{"name": "Valve", "cells": ["{{c1::mitral}}", "tricuspid"]}]},
        {"kind": "choice", "scenario": "Which is marked?", "deciding": "Two leaves.",
         "options": [{"text": "mitral", "pick": True}, {"text": "aortic", "loses": "three"}]},
    ]  # fmt: skip
    return studies.study([
        {"id": f"fact-{n}", "domain": 1, "skill": "1.1.1", "rank": 1, "front": FRONT, **kind} for n, kind in enumerate(kinds)
    ])  # fmt: skip


@pytest.fixture
def job():
    return Job("made", template_root(), media=MEDIA)


def test_it_stands_on_both_sides_in_the_real_anki(study, job, tmp_path):
    path = tmp_path / "made.apkg"
    path.write_bytes(write_apkg(build_deck(study, job)))
    with Learner() as learner:
        learner.take(path)
        collection, sides = learner.collection, {}
        for id_ in collection.find_cards(""):
            card = collection.get_card(id_)
            shown = [
                re.findall(r'src="made-(\w+)-', side)
                for side in (card.render_output().question_text, card.render_output().answer_text)
            ]
            sides[card.note()["Id"], card.ord + 1] = shown
        assert list(collection.media.check().missing) == []
    both = [["heart"], ["heart"]]
    assert sides == {
        ("fact-0", 1): [["heart"], ["heart", "named"]],
        ("fact-1", 1): both,
        ("fact-1", 2): [[], ["heart"]],  # it would tell the prompt
        ("fact-2", 1): both,
        ("fact-2", 2): both,
        ("fact-3", 1): both,
        ("fact-4", 1): both,
    }  # fmt: skip


def test_words_and_names_that_anki_would_misread_are_only_that(job, tmp_path):
    front = {"figure": {"file": "a{{c9::b}}&[x].png", "alt": ALT}}
    study = studies.study([
        {"id": "one", "domain": 1, "kind": "statement", "skill": "1.1.1", "front": front, "text": "A {{c1::gap}}."},
        {"id": "two", "domain": 1, "kind": "question", "reversed": True, "skill": "1.1.1", "front": front, "prompt": "x", "answer": "y"},
    ])  # fmt: skip
    path = tmp_path / "made.apkg"
    path.write_bytes(write_apkg(build_deck(study, job)))
    with Learner() as learner:
        learner.take(path)
        assert len(learner.collection.find_cards("")) == 3
        assert learner.collection.media.check().missing == learner.collection.media.check().unused == []
        card = learner.collection.get_card(learner.collection.find_cards("Id:two card:1")[0])
        assert ALT.split(";", maxsplit=1)[0] in card.render_output().question_text
        assert "[sound:" not in card.render_output().question_text


def test_a_long_name_is_one_that_anki_keeps(tmp_path):
    file = f"{'ü' * 110}.png"
    fact = {"id": "one", "domain": 1, "kind": "statement", "skill": "1.1.1", "text": "A {{c1::gap}}.",
            "front": {"figure": {"file": file, "alt": "x"}}}  # fmt: skip
    path = tmp_path / "made.apkg"
    path.write_bytes(
        write_apkg(build_deck(studies.study([fact]), Job("made", template_root(), media={file: picture()})))
    )
    with Learner() as learner:
        learner.take(path)
        assert learner.collection.media.check().missing == learner.collection.media.check().unused == []


def test_the_page_has_it_with_the_question(study):
    described = [describe_fact(study, fact, PageRenderer(MEDIA)) for fact in study.facts]
    asked = [one.get("body", one.get("prompt")) for one in described]
    assert [html.count('<img src="data:image/png') for html in asked] == [1] * 5
    assert re.search(r'data-gap="2">das Herz<br><img ', asked[1])
    assert "named" not in str(asked[0])
    assert "figure" in [name for name, *_ in described[0]["about"]]


def test_the_full_edition_prints_both_pictures(study, job):
    assert sum(drawn(make_full_pdf(study, job, paper="a4").data)) == 6


def test_a_card_to_cut_shows_it_on_its_front_only(study, job):
    assert drawn(make_card_pdf(study, job, paper="a4").data) == [6, 0]


def test_without_the_file_its_words_are_printed(study):
    document = PdfReader(io.BytesIO(make_card_pdf(study, Job("made", template_root()), paper="a4").data))
    assert "Picture: A heart cut open" in " ".join(document.pages[0].extract_text().split())


def test_the_sheet_says_its_words(study):
    texts = [text_of_parts(item.parts) for item in sheet_items(study)]
    assert texts[0] == f"Which valve? ({ALT}) the mitral valve"
    assert all(f"({ALT})" in text for text in texts)


def test_markdown_says_its_words(study, job):
    (made,) = markdown.export(study, job)
    assert made.data.decode().count("*Picture:* A heart cut open") == 5


def test_quizlet_has_its_words_and_says_so(study, job):
    rows = [next(make_rows(fact)) for fact in study.facts]
    assert rows[0].term == f"Which valve? ({ALT})"
    assert rows[1].term == "das Herz"
    assert rows[4].term.startswith(f"Which is marked? ({ALT}) (a) mitral")
    problems = [problem for made in quizlet.export(study, job) for problem in made.problems]
    assert [(one.code, one.message.split(",")[0]) for one in problems] == [
        ("I622", "5 questions have a picture or sound")
    ]


def test_it_hides_with_the_prompt_of_a_pair(study):
    assert [card.files for card in make_cards(study.facts[1])] == [("heart.png",), ()]


@pytest.mark.parametrize(
    ("example", "codes"),
    [
        (ASKED % ("mitral", "a.png"), []),
        (ASKED % ("heart's", "a.png") + "\n  dropped: []", []),
        ((ASKED % ("mitral", "a.png")).replace("alt: A heart", "alt: The mitral valve"), ["W403"]),
        ((ASKED % ("mitral", "a.png")).replace("alt: A heart", 'alt: ""'), ["E108"]),
        ("kind: question\n  prompt: a\n  answer: b\n  front: {}", ["E236"]),
        ("kind: question\n  prompt: a\n  answer: b\n  front: {figur: {file: a.png, alt: b}}", ["E104"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_is_said(example, codes):
    assert [one.code for one in diagnostics(study_text(f"- id: one\n  {example}")) if one.code[0] in "EW"] == codes


def test_two_questions_of_one_prompt_are_told_apart_by_their_pictures():
    def codes(file):
        facts = f"- id: one\n  {ASKED % ('mitral', 'a.png')}\n- id: two\n  {ASKED % ('aortic', file)}"
        return [problem.code for problem in diagnostics(study_text(facts))]

    assert codes("b.png") == []
    assert codes("a.png") == ["W406"]


def test_another_picture_is_a_change_of_the_note_and_its_words_are_told(study):
    other = dict(MEDIA, **{"heart.png": picture("black")})
    assert render_note(study, study.facts[2], MEDIA).digest != render_note(study, study.facts[2], other).digest
    assert find_changes(study, study, MEDIA, other).corrected


def test_a_released_fact_may_get_one(tmp_path):
    author = Publisher(tmp_path)
    author.release()
    before = author.study()
    author.fact("firehose-name")["front"] = FRONT
    assert author.complaints() == []
    (found,) = find_changes(before, author.study(), {}, MEDIA).corrected
    assert [(piece.name, piece.new) for piece in found.pieces] == [("front", ALT)]


@pytest.mark.parametrize("name", ["check", "fmt", "stats", "coverage", "schema"])
def test_commands_know_it(name, cli, tmp_path):
    (tmp_path / "a.yaml").write_text(study_text(f"- id: one\n  {ASKED % ('mitral', 'a.png')}"), "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").write_bytes(MEDIA["heart.png"])
    result = cli(name, *([] if name == "schema" else ["a.yaml"]))
    assert result.exit_code == 0, result.output
    if name == "check":
        assert "W219" not in result.output
