"""Sets for Quizlet and the table for spreadsheets: names of files, guards, columns."""

import csv
import io

import pytest

from dea_export.exporters.api import Job
from dea_export.exporters.quizlet import exporter
from dea_export.exporters.resources import template_root
from dea_export.reading import load
from tests.support.facts import study_text


def files(text, **options):
    study = load(text.encode(), "example.yaml").study
    made = exporter.export(study, Job("example", template_root(), options=options))
    return {artifact.name: artifact.data for artifact in made}


def rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def answer_of(answer):
    example = (
        f'kind: question\nprompt: What is typed?\nanswer: "{answer}"\ntags: [one, two]\nsource: https://example.org/'
    )
    made = files(study_text(example))
    (paste,) = (data for name, data in made.items() if name.startswith("quizlet/"))
    return rows(made["example-quizlet.csv"])[1][1], paste.decode().rstrip("\n").split("\t")[1]


@pytest.mark.parametrize(
    "answer", ["`=1+1`", "`+x`", "`-f`", "`@cache`", "＝1＋1", "－A1", "`|x`", "\u00a0`=1`", "\u200b`=1`", "\u2060＠x", "−5 °C"]
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_text_there_and_as_it_is_in_the_set(answer):
    cell, pasted = answer_of(answer)
    assert cell == f"'{pasted}"


@pytest.mark.parametrize("answer", ["-5", "-1,234.50", "five", "A=1", "1+1", "'=1", "Größe – ß"])
def test_what_a_spreadsheet_shows_as_it_stands_has_no_guard(answer):
    assert answer_of(answer) == (answer, answer)


def test_a_row_says_where_its_card_comes_from():
    data = files(study_text("text: Athena runs {{c1::SQL}} on S3.\ntags: [one, two]\nsource: https://example.org/"))
    table = data["example-quizlet.csv"]
    assert table.startswith(b"\xef\xbb\xbf")
    assert rows(table) == [
        ["Term", "Definition", "Id", "Task", "Tags", "Kind", "Source"],
        ["Athena runs _____ on S3.", "SQL", "example", "1.1 Ingest", "one, two", "statement", "https://example.org/"],
    ]


def test_the_letter_is_that_of_the_pick_though_another_option_looks_like_it():
    data = files(
        study_text(
            "kind: choice\nscenario: Which?\ndeciding: It counts.\noptions:\n"
            "  - {text: Athena, loses: It does not.}\n  - {text: '**Athena**', pick: true}"
        )
    )
    assert rows(data["example-quizlet.csv"])[1][1] == "(b) Athena – It counts."


def test_the_two_bare_columns():
    data = files(study_text("text: Athena runs {{c1::SQL}} on S3."), bare=True)
    assert rows(data["example-quizlet.csv"]) == [["Term", "Definition"], ["Athena runs _____ on S3.", "SQL"]]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Über Größen & Maße", "-über-größen-maße"),
        ("E\u0301tude", "-étude"),
        ("データの取り込み", "-データの取り込み"),
        ("हिन्दी की तैयारी", "-हिन्दी-की-तैयारी"),
        ("מבוא", "-מבוא"),
        ("10. CON: ../a\\b*?", "-10-con-a-b"),
        ("🎉 – !", ""),
        ("why it works " * 30, "-" + "-".join(["why-it-works"] * 7) + "-why-it"),
        ("x" * 300, "-" + "x" * 100),
        ("本" * 100, "-" + "本" * 33),
    ],
)
def test_a_file_is_named_by_the_letters_of_its_task(title, slug):
    text = study_text("text: Athena runs {{c1::SQL}} on S3.").replace(
        "title: Ingest", f"title: {title!r}".replace("\\\\", "\\")
    )
    assert [name for name in files(text) if "/" in name] == [f"quizlet/1.1{slug}.txt"]


def test_tasks_whose_files_would_have_one_name():
    text = (
        study_text(
            "- id: one\n  text: Athena runs {{c1::SQL}} on S3.\n- id: two\n  skill: 1.1-2.1\n  text: Glue runs {{c1::Spark}}."
        )
        .replace("title: Ingest", "title: 2 x")
        .replace("    topics:", "      - {id: 1.1-2, title: X, skills: {1.1-2.1: Know}}\n    topics:")
    )
    assert [name for name in files(text) if "/" in name] == ["quizlet/1.1-2-x.txt", "quizlet/1.1-2-x-2.txt"]
