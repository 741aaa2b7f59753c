"""The pages that a key names: each fact stands there, whoever laid out the edition; without one, tasks and topics."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from dea_export.exporters import pdf
from dea_export.exporters.api import Job
from dea_export.exporters.pdf import exam
from dea_export.exporters.resources import template_root
from dea_export.markup import to_plain, tree
from dea_export.reading import load
from tests.support import pdf_forms
from tests.support.exams import FACT, exam_text, item_keys

ROOT = Path(__file__).parents[3]
CITED = re.compile(r"(?m)p\.\s(\d+(?:, \d+)*)\s*$")


def read(path):
    return load(path.read_bytes(), path.name).study


def edition_of(study, paper, templates=None):
    (made,) = pdf.exporter.export(study, Job("made", templates or template_root(), f"full-{paper}", {}))
    return made


def keys_of(study, paper, followed=None, templates=None):
    job = Job("made", templates or template_root(), f"key-{paper}", {}, followed=followed)
    return list(exam.exporter.export(study, job))


def destinations(data):
    """The page of each fact, from 1, as a reader follows a link to it."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    found = reader.named_destinations.items()
    return {name.removeprefix("f-"): reader.get_destination_page_number(one) + 1 for name, one in found}


def check_pages(study, paper):
    """Every reference of every key names the pages on which its facts stand."""
    edition = edition_of(study, paper)
    where = destinations(edition.data)
    printed = [pdf_forms.squeeze(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(edition.data)]
    for form, key in zip(study.exams, keys_of(study, paper, (replace(edition, data=b""),)), strict=True):
        cited = [one.facts for item in form.items for one in (item, *item.options) if one.facts]
        wanted = [", ".join(dict.fromkeys(str(where[name]) for name in names)) for names in cited]
        assert CITED.findall(pdf_forms.lines(key.data).replace("\r", "")) == wanted
        for name in {name for names in cited for name in names}:
            words = re.findall(r"[A-Za-z]{4,}", to_plain(tree(study.by_id[name].block())))[:5]
            assert [word for word in words if word not in printed[where[name] - 1]] == [], name


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_fact_stands_on_the_page_that_the_key_names(paper):
    check_pages(read(ROOT / "tests" / "mini.yaml"), paper)


@pytest.mark.slow
def test_so_do_the_facts_of_the_real_content():
    check_pages(read(ROOT / "content" / "dea-c01.yaml"), "a4")


def test_a_key_made_alone_is_the_same_and_names_the_edition_of_its_paper():
    study = read(ROOT / "tests" / "mini.yaml")
    for paper in ("a4", "letter"):
        (alone,) = keys_of(study, paper)
        assert [alone] == keys_of(study, paper, (replace(edition_of(study, paper), data=b""),))
        assert pdf_forms.squeeze(f"made-full-{paper}.pdf") in pdf_forms.words(alone.data)


def test_where_there_is_no_edition_tasks_and_topics_are_named_and_a_warning_says_so():
    study = read(ROOT / "tests" / "mini.yaml")
    (key,) = keys_of(study, "a4", ())
    text = pdf_forms.words(key.data)
    assert pdf_forms.squeeze("1.1 AWS Glue: glue-bookmark") in text
    assert CITED.findall(pdf_forms.lines(key.data)) == []
    assert "full-a4.pdf" not in text
    (problem,) = key.problems
    assert (problem.code, problem.place) == ("W625", study.exams[0].id.place)


def test_so_it_is_where_a_theme_spoils_the_edition(tmp_path):
    folder = tmp_path / "pdf" / "default"
    folder.mkdir(parents=True)
    (folder / "full.html").write_text("<html><p class=f>{{ nothing.here }}</html>")
    (key,) = keys_of(read(ROOT / "tests" / "mini.yaml"), "a4", templates=template_root(tmp_path))
    assert [problem.code for problem in key.problems] == ["W625"]


def test_a_theme_that_moves_pages_moves_those_of_the_key(tmp_path):
    folder = tmp_path / "pdf" / "default"
    folder.mkdir(parents=True)
    style = (template_root() / "pdf" / "default" / "full.css").read_text("utf-8")
    (folder / "full.css").write_text(style + ".f { break-before: page }\n", "utf-8")
    study, templates = read(ROOT / "tests" / "mini.yaml"), template_root(tmp_path)
    where = destinations(edition_of(study, "a4", templates).data)
    (key,) = keys_of(study, "a4", templates=templates)
    assert CITED.findall(pdf_forms.lines(key.data).replace("\r", ""))[0] == str(where["glue-bookmark"])
    assert where["glue-bookmark"] != destinations(edition_of(study, "a4").data)["glue-bookmark"]


def test_a_retired_fact_has_no_page():
    facts = f"- {FACT}\n- id: gone\n  text: An {{{{c1::end}}}}.\n  retired: {{reason: It ended.}}\n"
    study = load(exam_text(item_keys("facts: [example, gone]"), facts=facts).encode(), "exam.yaml").study
    (key,) = keys_of(study, "a4")
    pages = CITED.findall(pdf_forms.lines(key.data).replace("\r", ""))
    assert len(pages) == 4
    assert len(set(pages)) == 1
    assert "gone" in pdf_forms.words(key.data)
