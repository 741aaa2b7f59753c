"""Sounds of fronts and backs: played in the deck and on the study page, named in print, and left out where nothing is left to ask."""

import io
import re

import pytest
from pypdf import PdfReader

from dea_export.cards import make_cards
from dea_export.exporters import html
from dea_export.exporters.anki.apkg import write_apkg
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.anki.preview import render_preview, show_notes
from dea_export.exporters.api import Job
from dea_export.exporters.html.page_facts import PageRenderer, describe_fact
from dea_export.exporters.markdown import exporter as markdown
from dea_export.exporters.pdf.full.full_edition import make_full_pdf
from dea_export.exporters.pdf.paper_cards.card_pages import make_card_pdf
from dea_export.exporters.pdf.sheet.items import sheet_items, text_of_parts
from dea_export.exporters.quizlet import exporter as quizlet
from dea_export.exporters.quizlet import make_rows
from dea_export.exporters.resources import template_root
from dea_export.notes.fields import render_note
from dea_export.simulation.learner import Learner
from tests.support import studies
from tests.support.facts import diagnostics, study_text
from tests.support.hostile import live_parts
from tests.support.releases import Publisher
from tests.support.sounds import mp3, wav

ODD = "a}}b [5 GB]&<x>::{{c9::d}}.mp3"
MEDIA = {"hund.wav": wav(), "katze.mp3": mp3(), ODD: mp3(3)}
DOG, CAT = {"file": "hund.wav", "text": "der Hund"}, {"file": "katze.mp3", "text": "die Katze"}
KINDS = {
    "back": {"kind": "question", "prompt": "the dog", "answer": "der Hund", "audio": DOG},
    "front": {"kind": "question", "prompt": "What does this mean?", "answer": "the cat", "front": {"audio": CAT}},
    "dictation": {"kind": "question", "prompt": "Write what you hear.", "answer": "die Katze", "front": {"audio": CAT}},
    "pair": {"kind": "question", "reversed": True, "prompt": "der Hund", "answer": "the dog", "front": {"audio": DOG}},
    "gap": {"kind": "statement", "text": "{{c1::Miau}} says the cat.", "why": "As every child knows.", "audio": CAT},
}


@pytest.fixture
def study():
    every = ({"id": name, "domain": 1, "skill": "1.1.1", "rank": 1, **kind} for name, kind in KINDS.items())
    return studies.study(list(every))


@pytest.fixture
def job():
    return Job("made", template_root(), media=MEDIA)


def played(package, folder):
    """The sounds that the real Anki plays on each side, by fact and number; they are all there."""
    path = folder / "made.apkg"
    path.write_bytes(package)
    with Learner() as learner:
        learner.take(path)
        collection, sides = learner.collection, {}
        for id_ in collection.find_cards(""):
            card = collection.get_card(id_)
            made = card.render_output()
            tags = [[tag.filename for tag in side] for side in (made.question_av_tags, made.answer_av_tags)]
            sides[card.note()["Id"], card.ord + 1] = tags
        report = collection.media.check()
        assert list(report.missing) == list(report.unused) == []
    return sides


def test_the_real_anki_plays_it_where_it_belongs(study, job, tmp_path):
    sides = played(write_apkg(build_deck(study, job)), tmp_path)
    heard = {card: [[name.split("-")[1] for name in side] for side in both] for card, both in sides.items()}
    assert heard == {
        ("back", 1): [[], ["hund"]],
        ("front", 1): [["katze"], ["katze"]],
        ("dictation", 1): [["katze"], ["katze"]],
        ("pair", 1): [["hund"], ["hund"]],
        ("pair", 2): [[], ["hund"]],  # it would tell the prompt
        ("gap", 1): [[], ["katze"]],
    }


def test_whatever_its_name_is_anki_plays_it_and_makes_no_more_cards(job, tmp_path):
    sound = {"file": ODD, "text": "{{c3::x}} [sound:evil.mp3] </div><script>alert(1)</script>"}
    pair = {"kind": "question", "reversed": True, "prompt": "x", "answer": "y"}
    odd = studies.study([
        {"id": "odd", "domain": 1, "skill": "1.1.1", "front": {"audio": sound}, "audio": sound, "kind": "statement", "text": "A {{c1::b}}."},
        {"id": "pair", "domain": 1, "skill": "1.1.1", "front": {"audio": sound}, **pair},
    ])  # fmt: skip
    sides = played(write_apkg(build_deck(odd, job)), tmp_path)
    assert {card: [len(side) for side in both] for card, both in sides.items()} == {
        ("odd", 1): [1, 2], ("pair", 1): [1, 1], ("pair", 2): [0, 1],
    }  # fmt: skip
    assert all(re.fullmatch(r"[\w.-]+", name) for both in sides.values() for side in both for name in side)
    for fact in odd.facts:
        for value in render_note(odd, fact, MEDIA).values.values():
            assert live_parts(value, "p div span br i wbr") == []


def test_words_are_on_backs_and_on_no_front_of_the_deck(study):
    fields = {fact.id: render_note(study, fact, MEDIA).values for fact in study.facts}
    assert '<span class="label">Sound</span> die Katze</div>' in fields["front"]["Why"]
    assert re.search(
        r'Sound</span> der Hund<div class="sound">\[sound:made-hund-\w+\.wav\]</div></div>$', fields["back"]["Why"]
    )
    assert "Katze" not in re.sub(r"\[sound:.*?\]", "", fields["front"]["Prompt"])


def test_the_preview_plays_it(study, job):
    deck = build_deck(study, job)
    page = render_preview(study, deck, show_notes(study, deck, ()), template_root())
    assert page.count('<audio controls preload="none" src="data:audio/') == 2 * (1 + 2 + 2 + 2 + 1 + 1)
    assert "[sound:" not in page


def test_the_page_has_it_with_the_question_or_with_its_words(study):
    described = {fact.id: describe_fact(study, fact, PageRenderer(MEDIA)) for fact in study.facts}
    about = {id_: [html for name, _, html in one["about"] if name == "audio"] for id_, one in described.items()}
    assert about["front"] == ["die Katze"]
    assert about["back"][0].startswith('der Hund <audio controls preload="none" src="data:audio/wav;base64,')
    assert described["front"]["prompt"].count('src="data:audio/mpeg;base64,') == 1
    assert re.search(r'data-gap="2">der Hund<br><audio ', described["pair"]["body"])


def test_the_page_lets_sounds_in_only_if_it_has_any(study, mini):
    def policy(one, media):
        (page,) = html.exporter.export(one, Job("page", template_root(), media=media))
        return re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.data.decode())[1]

    assert "media-src data:;" in policy(study, MEDIA).replace("&#39;", "'")
    assert "media-src" not in policy(mini, MEDIA)
    assert "media-src" not in policy(study, {})


def test_a_page_that_no_phone_would_open_has_words_instead(study, job, monkeypatch):
    monkeypatch.setattr(html, "LARGEST_SOUNDS", len(MEDIA["hund.wav"]))
    (page,) = html.exporter.export(study, job)
    assert b"audio/" not in page.data
    assert b"die Katze" in page.data
    assert [problem.code for problem in page.problems] == ["W624"]


def test_print_names_it(study, job):
    pages = PdfReader(io.BytesIO(make_full_pdf(study, job, paper="a4").data)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert (text.count("Sound: der Hund"), text.count("Sound: die Katze")) == (2, 3)
    (made,) = markdown.export(study, job)
    assert made.data.decode().count("*Sound:* d") == 5


def test_cards_to_cut_have_its_words_and_no_dictation(study, job):
    made = make_card_pdf(study, job, paper="a4")
    front = " ".join(PdfReader(io.BytesIO(made.data)).pages[0].extract_text().split())
    assert "What does this mean? Sound: die Katze" in front
    assert "Write what you hear." not in front
    assert "der Hund Sound: der Hund" in front
    assert [one.code for one in made.problems] == ["I623"]


def test_the_sheet_says_words_that_stand_nowhere_else(study):
    texts = {item.id: text_of_parts(item.parts) for item in sheet_items(study)}
    assert texts["front"] == "What does this mean? (die Katze) the cat"
    assert texts["dictation"] == "Write what you hear. die Katze"


def test_quizlet_has_its_words_and_no_dictation_and_says_so(study, job):
    rows = {fact.id: [row.term for row in make_rows(fact)] for fact in study.facts}
    assert rows == {
        "back": ["the dog"], "front": ["What does this mean? (die Katze)"], "dictation": [], "pair": ["der Hund"], "gap": ["_____ says the cat."],
    }  # fmt: skip
    problems = [problem for made in quizlet.export(study, job) for problem in made.problems]
    assert sorted(problem.code for problem in problems) == ["I622", "I623"]


def test_a_card_knows_what_it_plays(study):
    cards = {fact.id: [(card.spoken, card.is_dictation) for card in make_cards(fact)] for fact in study.facts}
    assert cards["front"] == [(("die Katze",), False)]
    assert cards["dictation"] == [(("die Katze",), True)]
    assert cards["pair"] == [(("der Hund",), False), ((), False)]


def test_without_the_file_no_field_names_it(study):
    assert not any("[sound:" in value for fact in study.facts for value in render_note(study, fact, {}).values.values())


def test_a_released_fact_may_get_one(tmp_path):
    author = Publisher(tmp_path)
    author.release()
    author.fact("firehose-name")["audio"] = DOG
    assert author.complaints() == []


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ("audio: {file: a.mp3, text: SQL}", []),
        ('audio: {file: a.mp3, text: ""}', ["E108"]),
        ("audio: {file: a.mp3}", ["E103"]),
        ("audio: {file: a.mp3, text: SQL, alt: SQL}", ["E104"]),
        ("front: {audio: {file: a.mp3, text: It runs SQL}}", []),  # what is heard may be what is asked
    ],
)
def test_what_is_wrong_with_it_is_said(keys, codes):
    found = diagnostics(study_text(f"text: Athena runs {{{{c1::SQL}}}} on S3.\n{keys}"))
    assert [one.code for one in found if one.code[0] in "EW"] == codes
