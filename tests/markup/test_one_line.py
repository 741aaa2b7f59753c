"""The quick way of reading a line of prose says what the Markdown parser says, or leaves it to it."""

import importlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dea_export.markup.one_line import read_line
from dea_export.reading.loader import load

ROOT = Path(__file__).parents[2]
parsing = importlib.import_module("dea_export.markup.parser")
PIECES = [
    "a", "b c", " ", "  ", "1", ".", ",", "é", "–", "“", "\u00a0", "\u200b", "\t", "hint", "$", "#", "(", ")", "\\", "|", ">",
    "*", "**", "***", " *a* ", "**b**", "_", "__", "a_b", "_a_", "`", "``", "`c`", "` `", "` a `", "`{{c1::d}}`",
    "{{c1::", "{{c2::", "{{c499::", "{{c500::", "{{c01::", "{{c1:", "}}", "~2~", "^", " ~", "^14^C", "^-^", "2*3*4", "「", "」", "{", "}", "::", ":", ":::", "://", "https://x.y",
    "&", "& ", "&amp;", "&#1;", "<", "< ", "<b>", "!", "[", "]", "1. ", "- ", "+ ", "* ", "~~~",
]  # fmt: skip


@given(text=st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join), inline=st.booleans())
@example(text="**{{c1::`a` b::hint}}** and *{{c2::c}}*s", inline=False)
@example(text="*a **b** c*", inline=True)
@example(text="{{c1::a {{c2::b}}}}", inline=True)
def test_it_reads_as_the_parser_does(text, inline):
    quick = parsing._parse.__wrapped__(text, inline)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsing, "read_line", lambda _text: None)
        assert quick == parsing._parse.__wrapped__(text, inline)


def test_most_texts_of_the_real_study_are_simple():
    study = load((ROOT / "content" / "dea-c01.yaml").read_bytes(), "dea-c01.yaml").study
    texts = [text for fact in study.living for text, *_ in fact.prose()]
    assert sum(read_line(text) is not None for text in texts) > 0.95 * len(texts)
