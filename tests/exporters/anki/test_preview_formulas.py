"""The preview draws the formulas of cards, which have MathJax in Anki only."""

import pytest

from dea_export.exporters.anki.card_sides import render_cloze
from dea_export.exporters.anki.preview_formulas import draw_formulas
from dea_export.markup import parse, to_anki


@pytest.mark.parametrize(
    ("text", "front", "back"),
    [
        (
            r"\(\frac{ {{c1::a::above}} }{b}\)",
            '<mrow class="cloze"><mtext>[above]</mtext></mrow>',
            '<mrow class="cloze"><mi>a</mi></mrow>',
        ),
        (r"\(x^{ {{c1::2}} }\)", "<mtext>[...]</mtext>", 'x<span class="cloze">²</span>'),
        (r"\(x^2 = {{c1::4}}\)", 'x² = <span class="cloze">[...]</span>', 'x² = <span class="cloze">4</span>'),
        (r"\(\cancel{x} = {{c1::4}}\)", r"\(\cancel{x} = ", r"\(\cancel{x} = "),
        (r"{{c1::x}} \( a < b \)", "[...]</span> a &lt; b", "x</span> a &lt; b"),
    ],
)
def test_both_sides_show_the_formula(text: str, front: str, back: str):
    field = to_anki(parse(text).root)
    assert front in draw_formulas(render_cloze(field, 1, answer=False))
    assert back in draw_formulas(render_cloze(field, 1, answer=True))


def test_brackets_of_a_text_are_no_formula():
    field = to_anki(parse(r"`\(x\)` is {{c1::code}}").root)
    assert draw_formulas(field) == field
