"""Mock exams on paper: accessible, whole, without the answers in the booklet, and none where a study has none."""

import io
from pathlib import Path

import page as page_validation
import pypdf
import pypdfium2
import pytest

from dea_export.exporters.api import Job
from dea_export.exporters.pdf.exam import exporter
from dea_export.exporters.resources import template_root
from dea_export.model.filters import Filter, select
from dea_export.reading import load
from tests.support import pdf_forms
from tests.support.exams import exam_text, item_keys

TESTS = Path(__file__).parents[2]
HOSTILE = '`</style><script>` \\" & “日” ' + "w" * 120


def made(study, variant):
    return exporter.export(study, Job("made", template_root(), variant, {"theme": "default"}))


def study_of(text):
    return load(text.encode(), "exam.yaml").study


@pytest.fixture(scope="module")
def mini_study():
    return study_of((TESTS / "mini.yaml").read_text("utf-8"))


@pytest.mark.parametrize("variant", exporter.variants)
def test_it_is_accessible_and_printed_black_on_white(mini_study, variant):
    (artifact,) = made(mini_study, variant)
    report = page_validation.validate_pdf_bytes(artifact.data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report
    assert pdf_forms.colours(artifact.data) <= {(0.0, 0.0, 0.0)}
    assert artifact.figures["items"] == 2


def test_the_booklet_asks_and_tells_nothing(mini_study):
    text = pdf_forms.words(made(mini_study, "booklet-a4")[0].data)
    assert pdf_forms.squeeze("2 questions in 4 minutes") in text
    assert pdf_forms.squeeze("A. Add a call of job.commit() as the last line of the script.") in text
    assert '{"a":{"b":1}}<b>' in text
    for told in ("The bookmark is saved", "It works, but", "glue-bookmark", "Decides"):
        assert pdf_forms.squeeze(told) not in text


def test_the_key_gives_a_reason_for_every_option(mini_study):
    text = pdf_forms.words(made(mini_study, "key-a4")[0].data)
    for told in (
        "1 · A · skill 1.1.1, medium",
        "2 · AC · skill 2.1.1, easy",
        "✗ B – It works, but the table is one more thing to run. glue-bookmark p. 4",
        "→ glue: monitor-continuations",
        "a margin of about ± 64 points",
    ):
        assert pdf_forms.squeeze(told) in text


def test_a_full_form_has_every_item_whole_on_one_page():
    study = study_of(exam_text(*(item_keys(name=f"item-{number}") for number in range(65))))
    (artifact,) = made(study, "booklet-letter")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(artifact.data)]
    assert sum(page.count("Question ") for page in pages) == 65
    assert all(page.count("Question ") == page.count("D. Send the prefix") for page in pages)
    assert "at half time be at question 33" in " ".join(pages[0].split())


def test_hostile_texts_stay_texts():
    item = item_keys(f"question: '{HOSTILE.replace(chr(39), '')} Which?'", "one")
    study = study_of(exam_text(item).replace("title: Mock exam", "title: 'A \"b\" </style> & c'"))
    (booklet,) = made(study, "booklet-a4")
    assert "</style><script>" in pdf_forms.words(booklet.data)
    assert 'A"b"</style>&c' in pdf_forms.words(booklet.data)
    assert [problem.code for problem in booklet.problems] == ["W412"]


def test_files_are_numbered_and_each_form_has_its_own():
    text = exam_text(item_keys())
    second = "  - {id: form-2, title: Empty, items: []}\n  - id: form-3\n    title: Third\n    items:\n"
    study = study_of(text + second + item_keys(name="two"))
    assert [one.name for one in made(study, "key-letter")] == [
        "made-exam-1-key-letter.pdf",
        "made-exam-3-key-letter.pdf",
    ]
    assert "minutes" not in pdf_forms.words(made(study, "booklet-a4")[1].data)


def test_no_exam_no_file(mini_study):
    assert made(study_of(exam_text().split("exams:")[0]), "booklet-a4") == []
    assert made(select(mini_study, Filter(domains=("1",))), "key-a4") == []


def test_questions_are_bookmarks(mini_study):
    outline = pypdf.PdfReader(io.BytesIO(made(mini_study, "booklet-a4")[0].data)).outline
    assert "Question 2" in str(outline)


def test_lists_in_lists_are_printed_with_signs_that_the_fonts_have():
    stem = "stem: |-\n  The plan of the team:\n\n  - first\n    - second\n      - third\n  1. one\n     * two\n\n  It is slow."
    study = study_of(exam_text(item_keys(stem)))
    text = pdf_forms.words(made(study, "booklet-a4")[0].data)
    assert "firstsecondthird" in text
    assert "•––1.–" in text  # the marks, which are read beside their items
