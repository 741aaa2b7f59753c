"""Formulas drawn: MathML on pages, paths on paper; what is not drawn as it is meant is not drawn at all."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dea_export.exporters.html.page_facts import PageRenderer
from dea_export.markup import clozes, parse, to_html
from dea_export.markup.drawn_formulas import DRAWN, UNTRIED, to_mathml
from dea_export.markup.formula_drawings import draw
from dea_export.markup.symbols import ACCENTS

TWO = {"frac", "dfrac", "tfrac", "binom"}
ONE = {"sqrt", "text", "mathrm", "mathbf", "mathbb", "mathcal", "operatorname", "boxed", "phantom", "widehat"}
ONE |= {"underbrace", "overbrace", *ACCENTS}
PAIRED = {"begin", "end", "left", "right"}
FORMULAS = [
    r"\frac{a+b}{c-d}",
    r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}",
    r"\sqrt[3]{x^2+\sqrt{y}}",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
    r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"|x| = \begin{cases} x & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
    r"\begin{aligned} (a+b)^2 &= a^2 + 2ab + b^2 \\ &\ge 4ab \end{aligned}",
    r"\exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)",
    r"\underbrace{1+1+\dots+1}_{n\text{ times}} = n",
]


def written(name: str) -> str:
    return f"\\{name}" + ("{a}{b}" if name in TWO else "{a}" if name in ONE else " x")


@pytest.mark.parametrize("name", sorted(DRAWN - UNTRIED - PAIRED))
def test_every_command_is_known_to_both_libraries(name: str):
    assert "\\" not in (to_mathml(written(name)) or "\\").replace("&#x0005C;", "").replace("&#x02216;", "")
    drawing = draw(written(name))
    assert drawing is not None
    assert drawing.width > 0.1


@pytest.mark.parametrize("display", [False, True])
@pytest.mark.parametrize("tex", FORMULAS)
def test_a_drawing_is_paths_around_a_baseline(tex: str, display: bool):
    drawing = draw(tex, display=display)
    root = ET.fromstring(drawing.svg)
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {"svg", "g", "path", "rect"}
    _, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (width / 100, (height + top) / 100, -top / 100) == pytest.approx(
        (drawing.width, drawing.fall, drawing.rise), abs=0.001
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a & b", "a & b"),
        (r"R\&D 5\,\%", None),
        ("if a < b > c", "if a < b > c"),
        ("<b>x</b>", "<b>x</b>"),
        ("</mtext><img src='x' onerror='alert(1)'/><mtext>", "</mtext><img src='x' onerror='alert(1)'/><mtext>"),
        ("a &lt; b", "a &lt; b"),
    ],
)
def test_words_of_a_formula_are_words(words: str, shown: str | None):
    html = to_html(parse(f"\\(\\frac{{a}}{{b}}\\text{{{words}}}\\)").root)
    root = ET.fromstring(f"<p>{html}</p>")
    assert {one.tag for one in root.iter()} <= {"p", "math", "mrow", "mfrac", "mi", "mtext"}
    if shown is not None:
        assert "".join(root.itertext()).replace("\u00a0", " ").endswith(shown)


@pytest.mark.parametrize(
    "tex",
    [
        r"\cancel{x}",  # unknown to the libraries: a word in the drawing
        r"\ce{H2O}",
        r"\frac{a}{b",  # they would close it
        r"a}b",
        r"\frac{a & b}{c}",
        r"\binom{\frac{a}{b}}{k}",
        r"\substack{a\\b}",
        r"\frac{文}{b}",
        r"\begin{array}{c} a \end{array}",
        "x" * 700,
        " ",
    ],
)
def test_what_would_come_out_otherwise_is_not_drawn(tex: str):
    assert to_mathml(tex) is None
    assert draw(tex) is None


def test_a_sign_stands_close_to_its_number():
    assert draw("a=-1").width < draw("a=b-1").width - draw("b").width
    assert draw("a-1").width == pytest.approx(draw("b-1").width, abs=0.1)


def test_the_page_has_the_source_as_words_but_where_it_would_tell_an_answer():
    assert to_html(parse(r"a \(\frac{a}{b}\)").root).startswith(r'a <math display="inline" alttext="\frac{a}{b}">')
    html = to_html(parse(r"\(\frac{ {{c1::a}} }{b}\)").root)
    assert "alttext" not in html
    assert '<mrow class="gap"><mi>a</mi></mrow>' in html


def test_a_gap_of_a_drawn_formula_knows_its_number_and_hint():
    html = PageRenderer({}).render(parse(r"\(e^{ {{c1::i\pi::what power?}} } = {{c2::-1}}\)").root)
    assert '<mrow class="gap" data-gap="1" data-hint="what power?"><mi>i</mi><mi>π</mi></mrow>' in html
    assert '<mrow class="gap" data-gap="2"><mo>−</mo><mn>1</mn></mrow>' in html


def test_a_gap_in_a_power_is_drawn_so_that_it_stays_above_when_it_is_hidden():
    assert "<msup>" in to_html(parse(r"\(x^{ {{c1::2}} }\)").root)
    assert to_html(parse(r"\(x^2 = {{c1::4}}\)").root) == 'x² = <span class="gap">4</span>'


def test_simple_formulas_stay_text():
    text = r"\(x^2\), \(\mathrm{H_2O}\), \(10^{-3}\), \(a \le b\), \(\sqrt{2}\)"
    assert to_html(parse(text).root) == "x², H₂O, 10⁻³, a ≤ b, √2"


PARTS = [
    "x", "12", "+", "-", "=", "^{2}", "_i", r"\frac{a}{b}", r"\sqrt{c+1}", r"\alpha ", r"\sum_{i=1}^n ", r"\bar{x}", r"\left(", r"\right)",
    r"\text{ if }", "&", r"\\", "{", "}", r"\cancel{x}", r"\begin{pmatrix}", r"\end{pmatrix}", "^", r"\to ", "{{c%d::y}}", r"{{c%d::\frac{u}{v}::hint}}",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=9))
@example([r"\begin{pmatrix}", r"\end{pmatrix}"])
def test_what_is_mathml_is_drawn_and_keeps_its_gaps(parts: list[str]):
    tex = " ".join(part % (n + 1) if "%d" in part else part for n, part in enumerate(parts))
    root = parse(f"a \\({tex}\\) b").root
    html = PageRenderer({}).render(root)
    if "<math" in html and (plain := re.sub(r"\{\{c\d+::(.*?)(::hint)?\}\}(?=\s|$)", r"\1", tex)) and to_mathml(plain):
        assert draw(plain) is not None
    if list(clozes(root)) and "<math" in html:
        assert sorted(map(int, re.findall(r'data-gap="(\d+)"', html))) == sorted(clozes(root))
