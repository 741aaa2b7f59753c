"""A tree in targets that draw none, and on paper."""

import csv
import io
from pathlib import Path

import pypdf
import pytest

from dea_export.exporters import markdown, quizlet
from dea_export.exporters.api import Job
from dea_export.exporters.pdf import exporter as pdf
from dea_export.exporters.pdf.paper_cards import exporter as paper_cards
from dea_export.exporters.resources import template_root
from dea_export.reading import load

STUDY = Path(__file__).parents[1] / "tree.yaml"
REASONS = ["existing producers", "nothing to run", "buffers by size"]


@pytest.fixture(scope="module")
def study():
    return load(STUDY.read_bytes(), STUDY.name).study


def job(variant=""):
    return Job("tree", template_root(), variant, filtered=True)


def pages(exporter, study, variant):
    """The words of each page."""
    (artifact,) = exporter.export(study, job(variant))
    assert artifact.problems == ()
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(artifact.data)).pages]


def test_quizlet_asks_each_way(study):
    data = next(iter(quizlet.exporter.export(study, job()))).data
    rows = [row[:2] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) if row[2] == "which-store"]
    before = "Records arrive without end. Of the services, which takes them first? / "
    several = f"{before}several readers need the same records, or must read them again → "
    assert rows == [
        [f"{several}clients speak Kafka → _____", "Amazon MSK"],
        [f"{several}they use the AWS SDK → _____", "Kinesis Data Streams"],
        [f"{before}they only have to land in S3 or Redshift → _____ (which service?)", "Amazon Data Firehose"],
        [f"{before}each is a job for one worker → _____", "Amazon SQS"],
    ]


def test_markdown_has_a_list_in_a_list(study):
    (artifact,) = markdown.exporter.export(study, job())
    text = artifact.data.decode()
    assert "    - clients speak Kafka → **Amazon MSK** – existing producers and connectors stay as they are\n" in text
    assert "  - each is a job for one worker → **Amazon SQS**\n" in text
    assert "*Rests on:* Kinesis keeps records 24 hours by default." in text


def test_the_full_edition_draws_it_and_links_to_what_it_rests_on(study):
    text = " ".join(pages(pdf, study, "full-a4"))
    assert "clients speak Kafka → Amazon MSK existing producers and connectors stay as they are they use" in text
    assert "Rests on: Kinesis keeps records 24 hours by default." in text


def test_the_sheet_has_answers_without_reasons(study):
    (text,) = pages(pdf, study, "sheet-a4")
    assert "– clients speak Kafka → Amazon MSK – they use the AWS SDK → Kinesis Data Streams – they only" in text
    assert not [words for words in REASONS if words in text]


def test_a_card_to_cut_asks_one_way_and_answers_with_the_tree(study):
    front, back = pages(paper_cards, study, "a4")
    assert [front.count(words) for words in ("Of the services", "clients speak", "one worker", "several readers")] == [
        4,
        1,
        1,
        2,
    ]
    assert not [words for words in (*REASONS, "Amazon") if words in front]
    assert [back.count(words) for words in (*REASONS, "Amazon MSK")] == [4] * 4
