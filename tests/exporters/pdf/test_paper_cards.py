"""Cards on paper: backs lie behind their fronts, fronts tell nothing, what does not fit is named."""

from pathlib import Path

import page as page_validation
import pypdfium2
import pytest

from dea_export.exporters.api import Job
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.paper_cards import exporter
from dea_export.exporters.pdf.paper_cards.side_html import back_html, front_html
from dea_export.exporters.resources import template_root
from dea_export.model.filters import Filter, select
from dea_export.reading import load
from tests.support import pdf_forms
from tests.support.facts import study_text

MM = 72 / 25.4


def study_of(text):
    return load(text.encode(), "cards.yaml").study


def made(study, paper="a4", *, filtered=False):
    (artifact,) = exporter.export(study, Job("made", template_root(), paper, filtered=filtered))
    return artifact


def statements(count):
    facts = (
        f"- id: fact-{i}\n  rank: {1 + i % 2}\n  text: The {i}th word is {{{{c1::answer{i}}}}}.\n" for i in range(count)
    )
    return study_of(study_text("".join(facts)))


def left_of(page, words):
    """Where words begin, in mm from the left."""
    found = page.get_textpage().search(words).get_next()
    return page.get_textpage().get_charbox(found[0])[0] / MM


@pytest.mark.parametrize("paper", PAPERS)
def test_a_back_lies_behind_its_front(paper):
    pages = pypdfium2.PdfDocument(made(statements(18), paper).data)
    assert len(pages) == 4  # nine cards of rank 1, eight to a page
    middle = PAPERS[paper].width / 2
    for number, (front, back) in ((0, (0, 1)), (2, (0, 1)), (16, (2, 3))):
        x, y = left_of(pages[front], f"{number}th word"), left_of(pages[back], f"answer{number}")
        assert (x < middle) == (y > middle), number


def test_a_whole_study_prints_its_first_rank_and_a_filter_what_it_selects():
    study = statements(6)
    assert made(study).figures == {"cards": 3, "pages": 2}
    assert made(study, filtered=True).figures == {"cards": 6, "pages": 2}
    second = select(study, Filter(ranks=(2,)))
    assert "answer1" in pdf_forms.words(made(second, filtered=True).data)


@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_accessible(paper):
    mini = study_of((Path(__file__).parents[2] / "mini.yaml").read_text("utf-8"))
    artifact = made(mini, paper, filtered=True)
    report = page_validation.validate_pdf_bytes(artifact.data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report
    assert {problem.code for problem in artifact.problems} == {"W412"}  # of the characters that no font has


@pytest.mark.parametrize(
    "fact",
    [
        "text: Athena runs {{c1::secret::what?}} on {{c2::S3}}.",
        "text: Athena runs `SELECT {{c1::secret::what?}}` on {{c2::S3}}.",
        r"text: 'It is \( x^{ {{c1::secret::what?}} } \) on {{c2::S3}}.'",
        "text: |-\n  On {{c2::S3}} stands:\n  ```sql\n  {{c1::secret::what?}}\n  ```",
        "kind: steps\nsteps:\n- Load {{c1::secret::what?}}\n- Query {{c2::S3}}",
    ],
)
def test_the_front_hides_the_answer_and_no_other(fact):
    study = study_of(study_text(fact))
    (one,) = study.living
    front, back = front_html(study, one, 1, {})[0], back_html(study, one, 1)
    assert "secret" not in front
    assert "_____ (what?)" in front
    assert "S3" in front
    assert "secret" in back
    assert "secret" in front_html(study, one, 2, {})[0]


def test_a_choice_lists_its_options_and_gives_reasons_on_the_back():
    text = (
        "kind: choice\nscenario: Least effort?\ndeciding: Nothing to run.\noptions:\n"
        "- {text: Athena, pick: true}\n- {text: A server, loses: It must be run.}\nwhy: It is serverless."
    )
    study = study_of(study_text(text))
    (one,) = study.living
    assert "<li>Athena</li><li>A server</li>" in front_html(study, one, 1, {})[0]
    assert "must be run" not in front_html(study, one, 1, {})[0]
    assert "✓ Athena" in back_html(study, one, 1)
    assert "It must be run." in back_html(study, one, 1)
    assert "It is serverless." in back_html(study, one, 1)


def test_a_card_that_fits_in_no_size_is_left_out_and_named():
    lines = "\n".join(f"  line {i}" for i in range(60))
    text = f"- id: short\n  text: It is {{{{c1::this}}}}.\n- id: long\n  text: |-\n    It is {{{{c1::that}}}}:\n    ```\n{lines}\n    ```\n"
    artifact = made(
        study_of(study_text(text.replace("\n  line", "\n    line").replace("```\n  line", "```\n    line")))
    )
    assert artifact.figures["cards"] == 1
    (problem,) = artifact.problems
    assert (problem.code, "'long'" in problem.message) == ("W616", True)


def test_a_study_without_facts_has_none():
    nothing = select(statements(1), Filter(ranks=(3,)))
    assert exporter.export(nothing, Job("made", template_root(), "a4", filtered=True)) == []
