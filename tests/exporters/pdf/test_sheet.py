"""The finished sheets: one page, every chosen fact on it, accessible, our fonts only, the same bytes."""

import re
from dataclasses import replace
from html import unescape

import page as page_validation
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf import exporter, fonts
from dea_export.exporters.pdf.metrics import MM_PER_POINT
from dea_export.exporters.pdf.sheet import sheet_edition
from dea_export.exporters.pdf.sheet.column_shares import share_width, text_widths
from dea_export.exporters.pdf.sheet.contents import find_contents
from dea_export.exporters.pdf.sheet.items import Area, text_of_parts
from dea_export.exporters.pdf.sheet.lines import split_words, widest_word
from dea_export.exporters.pdf.sheet.title_strip import segments
from dea_export.exporters.pdf.styled_text import Span
from dea_export.exporters.pdf.themes import read_theme
from dea_export.exporters.resources import template_root
from dea_export.model.text import Text
from dea_export.words import words_in
from tests.support import pdf_forms, studies

TEMPLATES = template_root()


def made(study, variant: str = "sheet-a4", **options) -> Artifact:
    (artifact,) = exporter.export(study, Job(study.study.id, TEMPLATES, variant, options))
    return artifact


def assert_all_printed(study, paper: str = "a4", pages: int = 1) -> sheet_edition.FinishedSheet:
    """Makes the sheet (which counts the facts in the result) and finds every chosen fact in the text of the PDF."""
    found = sheet_edition.print_sheet(
        study,
        find_contents(study, "cheatsheet"),
        sheet_edition.SheetEdition(paper, mono=False, pages=pages, theme=read_theme(TEMPLATES, "default")),
    )
    printed = pdf_forms.words(found.pdf)
    for item in found.layout.chosen:
        for line in text_of_parts(item.parts).split("\n"):
            assert pdf_forms.squeeze(line) in printed, item.id
    assert len(pdf_forms.pypdf.PdfReader(pdf_forms.io.BytesIO(found.pdf)).pages) == pages
    return found


@pytest.mark.parametrize("count", [0, 1, 60, 2000])
def test_any_number_of_facts_is_printed_on_one_page(count: int):
    assert_all_printed(studies.study(studies.facts(7, count)))


def test_long_tables_are_printed_whole():
    assert_all_printed(studies.study(studies.facts(8, 60, tables=1.0)), paper="letter")


def test_one_domain_is_enough():
    assert_all_printed(studies.study(studies.facts(9, 30, domains=1), domains=1))


def test_more_domains_than_colours_are_printed_and_none_is_clipped_in_the_bar():
    made = assert_all_printed(studies.study(studies.facts(10, 90, domains=9), domains=9))
    titles = re.findall(r'<p class="seg .*?<b>(.*?)</b>', made.html)
    assert titles[0] == "1 · Domain number 1"
    assert titles[8] == "9 · Domain<br>number 9"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 90), st.text("abW ", min_size=1, max_size=60)), min_size=1, max_size=40))
@example([(1, "W")] * 11 + [(10, "W")] * 27)
def test_the_bar_of_any_domains_is_legible_and_nothing_is_cut_off(domains: list[tuple[int, str]]):
    metrics, bar = fonts.read_metrics(), 145.0
    areas = [
        Area(number, f"{number}", f"{number} · {title}", weight, weight)
        for number, (weight, title) in enumerate(domains, 1)
    ]
    found = segments(areas, bar, metrics, words_in("en"))
    assert sum(one["width"] for one in found) == pytest.approx(100, abs=0.1)
    for one, area in zip(found, areas, strict=True):
        assert one["html"].startswith(("<b>", f"<b>{area.number}"))
        inner = re.search(r"font-size:([\d.]+)em", one["html"])
        outer = re.search(r"font-size:([\d.]+)pt", one["style"])
        size = float(outer[1]) if outer else 6.4
        *names, share = [unescape(re.sub("<[^>]*>", "", line)) for line in one["html"].split("<br>")]
        assert size * (float(inner[1]) if inner else 1) >= 4.35
        room = (bar * one["width"] / 100 - (0.6 if outer else 1.6)) / MM_PER_POINT
        for line in names:
            assert metrics.width("bold", line) * size * (float(inner[1]) if inner else 1) <= room
        assert metrics.width("regular", share) * size <= room
        assert size * 1.14 * (len(names) + 1) <= (7.1 - 0.9) / MM_PER_POINT


def code(lines: int) -> dict:
    return {"text": "```\n" + "\n".join(f"line {n}" for n in range(lines)) + "\n```", "priority": "must"}


@pytest.mark.parametrize("lines", [160, 400])
def test_a_must_that_no_column_can_hold_leaves_the_others_as_they_are(lines: int):
    others = studies.facts(3, 30)
    alone = made(studies.study(others))
    artifact = made(studies.study([*others, giant(99) | {"sheet": code(lines)}]))
    assert artifact.figures["type size pt"] == alone.figures["type size pt"]
    (problem,) = [problem for problem in artifact.problems if problem.code == "W610"]
    assert "is higher than a column" in problem.message
    assert problem.hint == "give it a shorter 'sheet' text"
    (summary,) = [problem for problem in artifact.problems if problem.code == "I612"]
    assert "--pages" not in summary.hint


def test_a_long_word_in_a_table_breaks_no_other():
    rows = [["Existing rows", "replaced", "kept"], ["Partitions", "spark.sql.sources.partitionOverwriteMode", "any"]]
    words = [[split_words((Span("regular", cell),), fonts.read_metrics(), 1.0) for cell in row] for row in rows]
    for width in (16.0, 18.0, 20.0):
        shares = share_width(words, width, 0.32)
        room = text_widths(shares, width, 0.32)
        assert widest_word([row[0] for row in words]) <= room[0]
        assert widest_word([row[2] for row in words]) <= room[2]
        assert widest_word([row[1] for row in words]) > room[1]


def test_a_study_without_sheet_facts_gives_a_page_with_a_title():
    artifact = made(studies.study([]))
    assert "Amade" in pdf_forms.words(artifact.data)
    assert artifact.figures["facts"] == 0
    assert [(str(found), found.hint) for found in artifact.problems] == [
        (
            "info I615: made-cheatsheet-a4.pdf is empty: no fact has a 'sheet'",
            "say what the sheet prints of a fact: sheet: {text: …, priority: must}",
        )
    ]
    assert "I615" not in {found.code for found in made(studies.study([giant(1)])).problems}


@pytest.mark.parametrize(
    ("exam", "code"), [("MADE-01 guide", "MADE-01"), ("The Bar Exam", ""), ("Abitur Biologie 2027", "")]
)
def test_beside_the_title_stands_the_code_of_an_exam_and_no_other_word(exam, code):
    one = studies.study([])
    named = replace(one, study=replace(one.study, exam=Text(exam)))
    printed = pdf_forms.words(made(named).data)
    assert f"Amadeupstudy{pdf_forms.squeeze(code)}" in printed
    assert f"0factsfor{pdf_forms.squeeze(exam)}" in printed
    assert (f"Amadeupstudy{pdf_forms.squeeze(exam.split()[0])}" in printed) is bool(code)


def giant(number: int, priority: str = "should", length: int = 200) -> dict:
    sheet_text = {"text": f"**giant {number}** {'w' * length}", "priority": priority}
    return {
        "id": f"giant-{number}",
        "domain": 1,
        "kind": "statement",
        "skill": "1.1.1",
        "text": "{{c1::a}}",
        "sheet": sheet_text,
    }


def test_giant_words_are_broken_and_printed_whole():
    found = assert_all_printed(studies.study([giant(n) for n in range(5)]))
    assert len(found.layout.chosen) == 5


def test_a_must_that_fits_on_no_page_is_a_warning_at_its_place():
    artifact = made(studies.study([giant(1, "must", 60_000)]))
    (problem,) = [problem for problem in artifact.problems if problem.code == "W610"]
    assert problem.place.file == "made.yaml"
    assert "'giant-1'" in problem.message


def test_what_was_left_out_is_summed_up_by_domain_and_priority():
    artifact = made(studies.study(studies.facts(11, 500)))
    (problem,) = [problem for problem in artifact.problems if problem.code == "I612"]
    assert "at 6.62 pt (x-height 1.25 mm); left out: domain 1: " in problem.message
    left = artifact.figures["left out"]
    assert sum(sum(counts.values()) for counts in left.values()) + artifact.figures["facts"] == 500


def test_a_character_without_a_glyph_is_a_warning():
    fact = giant(1) | {"sheet": {"text": "日本 is far", "priority": "must"}}
    artifact = made(studies.study([fact]))
    (problem,) = [problem for problem in artifact.problems if problem.code == "W412"]
    assert "'日' (U+65E5), '本' (U+672C)" in problem.message
    assert "��isfar" in pdf_forms.words(artifact.data)


def test_a_domain_with_another_share_of_the_sheet_than_of_the_exam_is_named():
    found = made(studies.study([giant(1)])).problems
    assert [str(problem) for problem in found if problem.code == "I613"] == [
        "info I613: domain 1 takes 100 % of made-cheatsheet-a4.pdf, and 34 % of the exam: other domains have too few sheet facts",
        *(
            f"info I613: domain {n} takes 0 % of made-cheatsheet-a4.pdf, and {weight} % of the exam: it has too few sheet facts"
            for n, weight in ((2, 26), (3, 22), (4, 18))
        ),
    ]


def test_two_pages_are_front_and_back():
    artifact = made(studies.study(studies.facts(12, 500)), pages="2")
    assert artifact.figures["pages"] == 2


def test_a_theme_of_many_pages_makes_one_where_one_is_asked_for():
    artifact = made(studies.study(studies.facts(13, 150)), theme="large", pages="1")
    assert artifact.figures["pages"] == 1
    assert artifact.figures["facts"] < 150


@pytest.mark.parametrize("variant", ["sheet-a4", "sheet-letter"])
def test_the_large_theme_prints_every_fact_on_as_many_pages_as_it_takes(variant):
    artifact = made(studies.study(studies.facts(13, 150)), variant, theme="large")
    assert artifact.figures["facts"] == 150
    assert artifact.figures["pages"] > 1
    assert artifact.figures["x-height mm"] == pytest.approx(1.6, abs=0.001)


def test_the_common_case_takes_one_pass():
    passes = [made(studies.study(studies.facts(seed, 130))).figures["passes"] for seed in range(4)]
    assert passes == [1, 1, 1, 1]


def test_two_runs_give_the_same_bytes():
    study = studies.study(studies.facts(14, 40))
    assert made(study).data == made(study).data


@pytest.mark.parametrize("variant", ["sheet-a4", "sheet-letter-mono"])
def test_sheets_conform_to_pdf_ua(variant: str):
    artifact = made(studies.study(studies.facts(15, 150)), variant)
    report = page_validation.validate_pdf_bytes(artifact.data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def test_mono_prints_black_and_white_only():
    artifact = made(studies.study(studies.facts(16, 120)), "sheet-a4-mono")
    colours = pdf_forms.colours(artifact.data)
    assert colours <= {(0.0, 0.0, 0.0), (1.0, 1.0, 1.0)}
