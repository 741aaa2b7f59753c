"""Formulas in the PDFs: on the baseline, with their TeX as alternative text, as high as predicted."""

import random
import re
from urllib.parse import quote

import page as page_validation
import pypdfium2
import pytest

from dea_export.checking import check_study
from dea_export.exporters.api import Job
from dea_export.exporters.pdf import exporter, paper_cards
from dea_export.exporters.pdf.formula_images import find_image, read_image
from dea_export.exporters.pdf.full.fact_html import FactWriter
from dea_export.exporters.pdf.paper_cards.side_html import back_html, front_html
from dea_export.exporters.pdf.printed import read_printed
from dea_export.exporters.pdf.rendering import render
from dea_export.exporters.pdf.sheet import sheet_edition
from dea_export.exporters.pdf.sheet.contents import find_contents
from dea_export.exporters.pdf.sheet.proof import height_corrections
from dea_export.exporters.pdf.styled_text import style_nodes, unstyled
from dea_export.exporters.pdf.themes import read_theme
from dea_export.exporters.resources import template_root
from dea_export.markup import parse, walk
from dea_export.markup.formula_drawings import LEAST
from dea_export.reading import load
from tests.support import pdf_forms
from tests.support.facts import study_text

TEMPLATES = template_root()
LONG = "and many more words that go over the end of a line, so that it stands on another one"
TEXTS = [
    r"The roots are \(x = \frac{ {{c1::-b \pm \sqrt{b^2-4ac}}} }{ {{c2::2a::below}} }\), " + LONG,
    rf"{{{{c1::Means}}}}, {LONG}: \(\bar{{x}} = \frac{{1}}{{n}}\sum_{{i=1}}^{{n}} x_i\); " + LONG,
    r"{{c1::Square}} \[\left(x+\frac{b}{2a}\right)^2\] and \[\underbrace{1+\dots+1}_{n}\] " + LONG,
    r"{{c1::A law}}: \(\forall x\in\mathbb{R}\ \exists n : n > x\), x² and \(x^2\).",
]
TABLE = r"""things: [Mean, Variance]
kind: compare
aspects:
  - {name: Formula, cells: ['{{c1::\(\frac{1}{n}\sum x_i\)}}', '{{c2::\(\frac{1}{n}\sum_{i=1}^n (x_i-\bar{x})^2\)}}']}
  - {name: Unit, cells: [that of x, its square]}
"""


def made(times: int = 1):
    facts = [f"id: fact-{n}\ntext: |-\n  {text}\n" for n, text in enumerate(TEXTS * times)]
    facts.append(TABLE)
    listed = "".join("- " + fact.rstrip().replace("\n", "\n  ") + "\n" for fact in facts)
    loaded = load(study_text(listed).encode(), "f")
    assert loaded.study is not None, loaded.diagnostics
    return loaded.study


@pytest.mark.parametrize("times", [1, 40])
def test_lines_with_drawings_are_as_high_as_predicted(times: int):
    study = made(times)
    theme = read_theme(TEMPLATES, "default")
    edition = sheet_edition.SheetEdition("a4", mono=False, pages=1, theme=theme)
    sheet = sheet_edition.print_sheet(study, find_contents(study, "cheatsheet"), edition)
    with render(sheet.html) as rendered:
        assert height_corrections(sheet.layout, read_printed(rendered.pages)) == {}
    assert sheet.passes == 1


@pytest.mark.parametrize("variant", ["sheet-a4-mono", "full-a4"])
def test_a_drawing_has_its_source_as_words_and_conforms_to_pdf_ua(variant: str):
    (artifact,) = exporter.export(made(), Job("example", TEMPLATES, variant, {}))
    report = page_validation.validate_pdf_bytes(artifact.data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report
    alts = set(pdf_forms.alternatives(artifact.data))
    assert {r"x = \frac{ -b \pm \sqrt{b^2-4ac} }{ 2a }", r"\forall x\in\mathbb{R}\ \exists n : n > x"} <= alts
    assert r"x^2" not in alts
    assert alts == set(pdf_forms.alternatives(artifact.data, "/Formula"))
    (again,) = exporter.export(made(), Job("example", TEMPLATES, variant, {}))
    assert again.data == artifact.data


def test_a_front_on_paper_has_a_box_and_the_hint_and_no_answer():
    study = made()
    fact = study.by_id["fact-0"]
    front, back = front_html(study, fact, 2, {})[0], back_html(study, fact, 2)
    assert r'alt="x = \frac{ -b \pm \sqrt{b^2-4ac} }{ {\boxed{\phantom{mm}}\text{ (below)}} }"' in front
    assert r'alt="x = \frac{ -b \pm \sqrt{b^2-4ac} }{ 2a }"' in back


PARTS = [
    "x", "12", "+", "=", "-", "^{2}", "_i", r"\frac{a}{b}", r"\sqrt{c+1}", r"\alpha", r"\sum_{i=1}^n", r"\bar{x}", r"\to",
    r"\left( \frac{u}{v} \right)", r"\text{ if <b> & so }", r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", r"\cancel{y}",
    r"\ce{H2O}", "<", r"\&", r"\%", "}", r"\forall", "文", "'",
]  # fmt: skip


@pytest.mark.parametrize("variant", ["sheet-a4", "full-a4"])
def test_what_check_passes_is_printed(variant: str):
    dice = random.Random(7)
    formulas = (" ".join(dice.choices(PARTS, k=dice.randint(1, 7))) for _ in range(60))
    facts = (
        f"- id: fact-{n}\n  text: |-\n    Law {n} is {{{{c1::this}}}}: \\({tex}\\), {LONG}\n"
        for n, tex in enumerate(formulas)
    )
    loaded = load(study_text("".join(facts)).encode(), "f")
    assert loaded.study is not None, loaded.diagnostics
    (artifact,) = exporter.export(loaded.study, Job("example", TEMPLATES, variant, {}))
    assert len(list(pdf_forms.alternatives(artifact.data))) > 10


def test_an_address_is_read_as_it_was_written():
    (node,) = [node for node in walk(parse(r"\[\frac{a/b}{50\,\%}\]").root) if node.kind == "math"]
    image = find_image(node, 53)
    address = re.search('src="dea:([^"]*)"', image.html)[1]
    assert read_image(address) == image.drawing.svg.encode()
    assert read_image("flow.png") is None
    assert read_image("formula/i/%5Ccancel%7Bx%7D") is None


def bold_shapes(svg: str) -> int:
    return svg.count('stroke-width="')


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        (r"\(\frac{ {{c1::-b}} }{2a}\)", 2),
        (r"\(\frac{a}{b} {{c1::+ \frac{b}{c}}} {{c2::= 5}}\)", 4 + 2),
        (r"\(\begin{pmatrix} {{c1::\cos t}} & -\sin t \\ \sin t & {{c2::\cos t}} \end{pmatrix}\)", 8),
        (r"\(\frac{ {{c1::\cos t}} }{2} {{c2::\sin^2 x}} {{c3::\text{ if}}}\)", 4 + 5 + 2),
        (r"\(\frac{1}{x} {{c1::y}} \cos z {{c2::\text{ if } x}}\)", 1 + 3),
        (r"\(\sqrt[3]{ {{c1::\sqrt{x}}} } \frac{a}{b}\)", 3),
        (r"\(\frac{a}{b}\)", 0),
    ],
)
def test_the_signs_of_an_answer_alone_are_bold(text: str, bold: int):
    (node,) = [node for node in walk(parse(text).root) if node.kind == "math"]
    image, plain = find_image(node, 53), find_image(node, 53, answers=())
    assert bold_shapes(image.drawing.svg) == bold
    assert bold_shapes(plain.drawing.svg) == 0
    assert image.drawing.width == pytest.approx(plain.drawing.width, abs=0.25)
    assert image.tex == plain.tex
    whole = find_image(node, 53, bold=True).drawing.svg
    assert bold_shapes(whole) == whole.count("<path") + whole.count("<rect")


def test_answers_in_drawings_are_bold_in_every_pdf():
    study = made()
    fact = study.by_id["fact-0"]
    mark = quote("\ue000")
    backs = [back_html(study, fact, number) for number in (1, 2)]
    assert [back.count(mark) for back in backs] == [1, 1]
    assert backs[0] != backs[1]
    assert mark not in front_html(study, fact, 2, {})[0]
    writer = FactWriter(study, {})
    assert writer.fact(fact).count(mark) == 2
    assert writer.fact(study.by_id["fact-2"]).count(mark) == 0
    spans = style_nodes(parse(TEXTS[0], inline=True).root.children)
    assert [span.image.marked.count("\ue000") for span in spans if span.image] == [2]


WIDE = r"f(x) = \frac{a_0}{2} + " + " + ".join(
    rf"\sum_{{n=1}}^{{\infty}} {one}_n \sin\frac{{n\pi x}}{{L}}" for one in "abc"
)


def test_what_is_wider_than_its_column_is_a_line_where_a_line_says_it():
    (sum_, brace) = (
        parse(f"\\({tex}\\)").root.children[0].children[0] for tex in (WIDE, rf"\underbrace{{{WIDE}}}_{{x}}")
    )
    width = find_image(sum_, 53).drawing.width
    assert find_image(sum_, width * LEAST) is not None
    assert find_image(sum_, width * LEAST - 0.1) is None
    assert find_image(brace, 5) is not None


def test_a_wide_formula_of_no_line_is_named():
    text = f"text: |-\n  {{{{c1::So}}}} \\(\\underbrace{{{WIDE}}}_{{x}}\\)\n"
    (problem,) = [one for one in check_study(load(study_text(text).encode(), "f").study) if one.code == "W419"]
    assert "too small to be read" in problem.message


def test_a_formula_of_a_table_stays_on_its_card():
    cell = rf"'\(\underbrace{{{WIDE}}}_{{x}}\)'"
    fact = f"kind: compare\nthings: [One, Two, Three]\naspects:\n  - {{name: Law, cells: [{cell}, '{{{{c1::x}}}}', {cell}]}}\n"
    study = load(study_text(fact).encode(), "f").study
    (artifact,) = paper_cards.exporter.export(study, Job("example", TEMPLATES, "a4", {}))
    page = pypdfium2.PdfDocument(artifact.data)[0]
    drawn = [one.get_bounds() for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    formulas = [bounds for bounds in drawn if 2 < bounds[3] - bounds[1] < 100 and bounds[2] - bounds[0] < 100]
    assert len(formulas) > 20
    assert max(right for _, _, right, _ in formulas) < page.get_width() / 2


def test_a_drawing_is_one_sign_of_a_text():
    spans = style_nodes(parse(r"a \(\frac{a}{b}\) → c", inline=True).root.children)
    assert "".join(span.text for span in spans) == "a \ufffc → c"
    assert [span.image is not None for span in spans if span.text == "\ufffc"] == [True]
    assert unstyled(spans) == r"a \frac{a}{b} → c"
