"""A study that is only an id, a title and facts under topics: every target is right without the rest."""

import json
from pathlib import Path

import pypdfium2
import pytest

from dea_export.cards.study_order import in_study_order
from dea_export.checking.coverage import count_groups
from dea_export.exporters import html, markdown, pdf, quizlet
from dea_export.exporters.anki import deck, review
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.notes.fields import note_tags
from dea_export.reading import load
from tests.support.html_forms import page_text
from tests.support.pdf import pdf_text
from tests.support.pdf_forms import tags, words

TESTS = Path(__file__).parents[1]


def read(text):
    loaded = load(text.encode(), "a.yaml")
    assert loaded.study is not None, loaded.problems
    return loaded.study


@pytest.fixture(scope="module")
def smallest():
    return read((TESTS / "smallest.yaml").read_text(encoding="utf-8"))


def export(exporter, study, variant=""):
    return exporter.export(study, Job(str(study.study.id), template_root(), variant=variant))


def test_texts_of_the_smallest_study(smallest, golden):
    job = Job("smallest", template_root())
    golden("smallest/notes.txt", review.describe_deck(deck.build_deck(smallest, job)))
    for artifact in (*export(markdown.exporter, smallest), *export(quizlet.exporter, smallest)):
        golden(f"smallest/{artifact.name}", artifact.data)


def test_pdfs_of_the_smallest_study(smallest, golden):
    (sheet,) = export(pdf.exporter, smallest, "sheet-a4")
    golden("smallest/smallest-cheatsheet-a4.pdf.txt", pdf_text(sheet.data))
    (full,) = export(pdf.exporter, smallest, "full-a4")
    golden("smallest/smallest-full-a4.tags.txt", tags(full.data))


def test_page_of_the_smallest_study(smallest, golden):
    (artifact,) = export(html.exporter, smallest)
    golden("smallest/smallest.html.txt", page_text(artifact.data.decode()))


def test_sections_are_topics(smallest):
    assert [group.name for group in count_groups(smallest) if group.level == "topic"] == ["Where they end", "Length"]
    assert not {"domain", "task", "skill"} & {group.level for group in count_groups(smallest)}


def test_new_cards_are_met_in_reading_order(smallest):
    cards = {fact.id: 1 for fact in smallest.living}
    assert [fact.id for fact in in_study_order(smallest, cards)] == list(cards)


DOMAINS = """\
format: 1
study: {id: parts, title: Parts}
domains:
  - id: rivers
    number: 1
    title: Rivers
    tasks: [{id: A-1, title: Name them}]
    topics:
      - title: Large
        facts:
          - {id: volga, kind: question, skill: A-1, prompt: Which is the longest?, answer: The Volga}
  - id: lakes
    number: 2
    title: Lakes
    topics:
      - title: Deep
        facts:
          - {id: baikal, kind: question, prompt: Which is the deepest?, answer: Lake Baikal}
          - {id: ladoga, kind: question, prompt: Which is the largest of Europe?, answer: Lake Ladoga}
"""


def test_domains_need_no_weights_tasks_or_skills():
    study = read(DOMAINS)
    tags = {fact.id: sorted(tag.partition("::")[2] for tag in note_tags(study, fact)) for fact in study.facts}
    assert tags["volga"] == ["domain::1", "kind::question", "rank::2", "task::A-1"]
    assert tags["baikal"] == ["domain::2", "kind::question", "rank::2"]
    names = [artifact.name for artifact in export(quizlet.exporter, study)]
    assert names == ["parts-quizlet.csv", "quizlet/A-1-name-them.txt", "quizlet/2-lakes.txt"]
    text = export(markdown.exporter, study)[0].data.decode()
    assert "## 2 · Lakes\n" in text
    assert "%" not in text
    cards = {fact.id: 1 for fact in study.living}
    assert [fact.id for fact in in_study_order(study, cards)] == ["volga", "baikal", "ladoga"]


def test_a_sheet_without_entries_prints_all_facts_in_their_own_words():
    study = read(DOMAINS)
    (sheet,) = export(pdf.exporter, study, "sheet-a4")
    assert sheet.figures["facts"] == 3
    assert "Whichisthelongest?TheVolga" in words(sheet.data)
    with_entry = DOMAINS.replace("answer: The Volga", "answer: The Volga, sheet: {text: Volga, priority: must}")
    (sheet,) = export(pdf.exporter, read(with_entry), "sheet-a4")
    assert sheet.figures["facts"] == 1


HEBREW = """\
format: 1
study: {id: heb, title: נהרות, language: he}
topics:
  - title: לאן
    facts:
      - {id: volga, kind: question, prompt: "לאיזה ים נשפכת הוולגה?", answer: "הים הכספי"}
"""


@pytest.mark.parametrize("variant", ["sheet-a4", "full-a4"])
def test_a_study_from_right_to_left_is_printed_so(variant):
    (artifact,) = export(pdf.exporter, read(HEBREW), variant)
    document = pypdfium2.PdfDocument(artifact.data)
    page = document[len(document) - 1]
    text = page.get_textpage()
    at, _ = text.search("?").get_next()
    left, _, _, _ = text.get_charbox(at)
    assert page.get_width() * 0.6 < left < page.get_width()  # the end of a short line that begins at the right


def test_the_json_of_the_page_numbers_domains_only(smallest):
    def numbers(study):
        text = export(html.exporter, study)[0].data.decode()
        data = text.partition('<script type="application/json" data-part="data">')[2].partition("</script>")[0]
        return [one["number"] for one in json.loads(data)["domains"]]

    assert numbers(smallest) == [None, None]
    assert numbers(read(DOMAINS)) == [1, 2]
