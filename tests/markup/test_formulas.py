"""Formulas: MathJax on cards, GitHub's form in Markdown, one line of Unicode in print; or a word of `check`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dea_export.checking import check_study
from dea_export.exporters.nobreak import bind_html
from dea_export.exporters.pdf.styled_text import printed_formula
from dea_export.markup import answers, clozes, parse, read_formula, to_anki, to_markdown, to_plain, walk
from dea_export.reading.loader import load
from tests.support.facts import study_text


def formula(tex: str, opening: str = r"\(", closing: str = r"\)"):
    (found,) = [node for node in walk(parse(f"a {opening}{tex}{closing} b").root) if node.kind == "math"]
    return found


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\frac{a+b}{c-d}", "(a+b)/(c−d)"),
        (r"\frac{rise}{run}", "rise/run"),
        (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", "x = (−b ± √(b²−4ac))/(2a)"),
        (r"\frac{m}{\sqrt{1-v^{2}}}", "m/(√(1−v²))"),
        (r"\sqrt[4]{x}", "∜x"),
        (r"\sigma\sqrt{2\pi}", "σ√(2π)"),
        (r"\sum_{i=1}^n i = n(n+1)/2", "∑_(i=1)ⁿ i = n(n+1)/2"),
        (r"k = A e^{-E/RT}", "k = A e^(−E/RT)"),
        (r"e^{i\pi} = -1", "e^(iπ) = −1"),
        (r"x_1^2 + a_{n+1}", "x₁² + aₙ₊₁"),
        (r"{}^{14}_{6}\mathrm{C}", "¹⁴₆C"),
        (r"f''(x)", "f′′(x)"),
        (r"\binom{n}{k} p^2", "C(n, k) p²"),
        (r"\lim_{x \to 0} \frac{\sin x}{x} = 1", "lim_(x → 0) (sin x)/x = 1"),
        (r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}", "A = (a, b; c, d)"),
        (r"P(A \mid B) \le 0.5\,\%", "P(A | B) ≤ 0.5\u2009%"),
        (r"\left( \frac{1}{2} \right)", "( 1/2 )"),
        (r"v = \frac{\text{distance - m}}{s}", "v = (distance - m)/s"),
        (r"\bar{x} \approx \alpha", "x̄ ≈ α"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H₂ + O₂ → 2H₂O"),
        (r"\ce{SO4^2- + Ba^2+ -> BaSO4 v}", "SO₄²⁻ + Ba²⁺ → BaSO₄ ↓"),
        (r"\ce{NaCl -> Na+ + Cl-}", "NaCl → Na⁺ + Cl⁻"),
        (r"\ce{^{227}_{90}Th+ -> ^14C + _2^4He}", "²²⁷₉₀Th⁺ → ¹⁴C + ⁴₂He"),
        (r"\ce{CuSO4*5H_2O}", "CuSO₄·5H₂O"),
        (r"a < b > c", "a < b > c"),
    ],
)
def test_a_formula_is_a_line_of_unicode(tex: str, shown: str):
    assert to_plain(formula(tex)) == shown
    assert "".join(text for text, _ in printed_formula(formula(tex))) in {shown, tex}  # where the fonts lack a sign


@pytest.mark.parametrize(
    ("opening", "closing", "anki"), [(r"\(", r"\)", r"\(x^2\)"), (r"\[", r"\]", r"\[x^2\]"), ("$$", "$$", r"\[x^2\]")]
)
def test_every_pair_of_brackets_is_one_for_mathjax(opening: str, closing: str, anki: str):
    text = f"a {opening}x^2{closing} b"
    root = parse(text).root
    assert to_anki(root) == f"a {anki} b"
    assert to_markdown(root) == "a $`x^2`$ b"
    assert to_plain(root) == "a x² b"


def test_a_formula_may_go_over_lines():
    root = parse("\\[\na = b\n+ c\n\\]").root
    assert to_anki(root) == "\\[\na = b\n+ c\n\\]"
    assert to_plain(root) == "a = b + c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\[0\] and \[a\](b)", "[0] and [a](b)"),
        (r"a \[optional\] word", "a [optional] word"),
        (r"`ls` \[--all=no\]", "ls [--all=no]"),
        (r"\[1\]", "[1]"),
        (r"\( open", "( open"),
    ],
)
def test_escaped_brackets_stay_brackets(text: str, shown: str):
    assert to_plain(parse(text).root) == shown


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 a month and $10 a year.",
        "$5–$10",
        "$x^2$ with one dollar",
        "hotels: $$ (cheap) and $$$ (dear)",
        "from $$ to $$",
        "$$ alone",
        "US$5, A$7, $$",
        "Costs $$5 and $$10 a head",
        "${HOME} and $PATH = $HOME",
    ],
)
def test_prices_are_no_formulas(text: str):
    root = parse(text).root
    assert to_plain(root) == text
    assert "\\" not in to_anki(root)


def test_a_gap_with_a_hint_stands_in_a_formula():
    root = parse(r"\(e^{ {{c1::i\pi::angle}} } = {{c2::-1}}\)").root
    assert to_anki(root) == r"\(e^{ {{c1::i\pi::angle}} } = {{c2::-1}}\)"
    assert to_plain(root, 1) == "e^(_____ (angle)) = −1"
    assert to_plain(root, 2) == "e^(iπ) = _____"
    (math,) = [node for node in walk(root) if node.kind == "math"]
    assert printed_formula(math) == (("e^(", False), ("iπ", True), (") = ", False), ("−1", True))


def test_a_word_is_a_hint_in_a_formula_and_a_letter_may_be_part_of_it():
    assert parse(r"\(e^{ {{c1::i\pi::power}} }\)").problems == ()
    assert [problem.code for problem in parse(r"\({{c1::f::A}}\)").problems] == ["W335"]


def test_an_answer_within_a_formula_is_shown_as_the_formula_shows_it():
    root = parse(r"\(A = {{c1::\pi r^2}}\), \(E = m{{c2::c^{ {{c3::2}} }}}\), {{c4::\(x_1\)}} and {{c1::more}}").root
    assert [answers(root, number) for number in (1, 2, 3, 4)] == [("π r²", "more"), ("c²",), ("²",), ("x₁",)]


def test_nothing_of_a_formula_ends_a_gap_of_ankis():
    anki = to_anki(parse(r"{{c1::\(\frac{m}{\sqrt{1-v^{2}}}\)::formula}} and \({{c2::x^{a_{b}}}}\)").root)
    assert anki.count("}}") == 2
    assert anki.replace("<wbr>", "") == r"{{c1::\(\frac{m}{\sqrt{1-v^{2}}}\)::formula}} and \({{c2::x^{a_{b}}}}\)"


@pytest.mark.parametrize("brackets", [(r"\(", r"\)"), (r"\[", r"\]")])
def test_no_space_in_a_formula_is_bound(brackets: tuple[str, str]):
    html = f"{brackets[0]} 5 GB {brackets[1]}"
    assert bind_html(html) == html


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"\cancel{x}", r"no line of text can say '\cancel'"),
        (r"\foo", r"no line of text can say '\foo'"),
        (r"a}b", "no line of text can say '}'"),
        (r"\frac{a}{b", "no line of text can say '{'"),
        (r"\text{文}", "the fonts of the PDFs lack '文'"),
    ],
)
def test_what_cannot_be_printed_as_a_formula_is_named_at_its_place(tex: str, said: str):
    text = f"text: |-\n  A law of {{{{c1::all}}}} is \\({tex}\\).\n"
    study = load(study_text(text).encode(), "f").study
    (problem,) = [problem for problem in check_study(study) if problem.code == "W419"]
    assert said in problem.message
    (math,) = [node for node in walk(parse(f"\\({tex}\\)").root) if node.kind == "math"]
    assert printed_formula(math) == ((tex, False),)


def test_the_formula_that_is_not_printed_is_named_and_not_another_with_its_command():
    text = "text: |-\n  First \\(\\ce{H2O}\\), {{c1::then}} \\(\\ce{A ->[heat] B}\\).\n"
    study = load(study_text(text).encode(), "f").study
    (problem,) = [problem for problem in check_study(study) if problem.code == "W419"]
    line = study_text(text).splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith(r"\ce{A")


@pytest.mark.parametrize(
    ("tex", "said"),
    [(r"\underbrace{1+1}_{n}", r"Quizlet and plain text have this formula as TeX"), (r"\forall x", None)],
)
def test_what_is_drawn_is_named_only_where_plain_text_cannot_say_it(tex: str, said: str | None):
    study = load(study_text(f"text: |-\n  A law of {{{{c1::all}}}} is \\({tex}\\).\n").encode(), "f").study
    found = [problem.message for problem in check_study(study) if problem.code == "W419"]
    assert [message[: len(said or "")] for message in found] == ([said] if said else [])


@given(st.text(st.sampled_from("ab12 {}\\^_&$[]()-+.frac sqrt text ce begin cases end left"), max_size=40))
def test_any_tex_can_be_read(tex: str):
    for node in walk(parse(f"a \\({tex}\\) b").root):
        if node.kind == "math":
            read_formula(node)


@given(
    st.lists(
        st.sampled_from(["x", "^{2}", "_i", r"\frac{a}{b}", r"\sqrt{c}", r"\alpha ", "+", "{{c%d::y}}"]), max_size=8
    )
)
def test_every_gap_of_a_formula_is_a_gap(parts: list[str]):
    tex = " ".join(part % (n + 1) if "%d" in part else part for n, part in enumerate(parts))
    numbers = [n + 1 for n, part in enumerate(parts) if "%d" in part]
    root = parse(f"a \\({tex}\\) b").root
    assert list(clozes(root)) == numbers
    for number in numbers:
        assert "_____" in to_plain(root, number)
