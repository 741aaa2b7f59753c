"""Every `{{cN::` of a text is a gap in the tree, or an error at its place, or escaped in prose."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dea_export.markup import clozes, parse
from dea_export.markup.cloze import OPEN

AROUND = [
    "`", "``", "```", "```sql ", "~~~", "\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "a", " ", "{", "}", "}}", "${", "b{", "|", "\\|",
    "\n| a | b |\n|---|---|\n| ", " | ", "[a](https://e.org ", "[a](https://e.org/", '"', ")", "[", "](", "![", "<https://", ">",
    "<b ", "\\(", "\\)", "\\frac{", "*", "**", "~", "^", "::", "[^1]: ", "[x]: https://", "\\ ", "&amp;", "\n---\n", "<!-- ",
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=800)
@given(pieces=st.lists(st.sampled_from([*AROUND, "GAP", "GAP"]), min_size=1, max_size=9), inline=st.booleans())
@example(pieces=["`${", "GAP", ":-x}`"], inline=False)
@example(pieces=["```css\nb{", "GAP", ": red}\n```"], inline=False)
@example(pieces=["| a |\n|---|\n| b | ", "GAP", " |"], inline=False)
@example(pieces=['[a](https://e.org "', "GAP", '")'], inline=False)
@example(pieces=["```sql ", "GAP", "\nx\n```"], inline=False)
@example(pieces=["| a |\n|---|\n| `x \\| y` ", "GAP", " |"], inline=False)
def test_no_gap_gets_lost(pieces, inline):
    text, number = "", 0
    for piece in pieces:
        if piece == "GAP":
            number += 1
            text += f"{{{{c{number}::x}}}}"
        else:
            text += piece
    parsed = parse(text, inline=inline)
    if any(problem.code.startswith("E") for problem in parsed.problems):
        return  # nothing is exported
    escaped = text.count("\\{{c")
    assert len(clozes(parsed.root)) >= len(OPEN.findall(text)) - escaped


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("```sql {{c1::x}}\na\n```", "E331", 7),
        ("| a |\n|---|\n| b | {{c1::x}} |", "E332", 18),
        ("{{c1::a::{{c2::b}}}}", "E331", 9),
        ("[a](https://e.org/ '{{c1::x}}')", "E330", 20),
        ("a\n\n[b]: https://e.org/{{c1::x}}", "E330", 3),
        ("| a |\n|---|\n| x \\| {{c1::y}} z \\| {{c::w}} |", "E301", 34),
    ],
)
def test_where_a_gap_would_get_lost(text, code, at):
    assert (code, at) in [(problem.code, problem.offset) for problem in parse(text).problems]


def test_openings_that_nothing_closes_cost_no_more_than_their_number():
    """Each was looked for to the end of the text, and each within each: 16 KB took minutes."""
    found = parse("{{c1::a " * 3000).problems
    assert [problem.code for problem in found].count("E305") == 3000
