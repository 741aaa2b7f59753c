"""Texts and what becomes of them; the cases are data in cases.md: title, source, expected, between lines of "."."""

from pathlib import Path

import pytest

from dea_export.markup import parse, to_anki, to_html, to_markdown, to_plain

CASES = (Path(__file__).parent / "cases.md").read_text(encoding="utf-8")
RENDER = {
    "anki": to_anki,
    "html": to_html,
    "markdown": to_markdown,
    "plain": lambda node: to_plain(node, hide=1).replace("\n", "⏎"),
}


def cases():
    for case in CASES.strip().removesuffix("\n.").split("\n.\n\n"):
        title, source, expected = case.split("\n.\n")
        yield pytest.param(source, expected.strip().removesuffix("\n."), id=title.strip())


@pytest.mark.parametrize(("source", "expected"), list(cases()))
def test_case(source, expected):
    parsed = parse(source)
    assert parsed.problems == ()
    for line in expected.splitlines():
        name, _, wanted = line.partition(": ")
        assert RENDER[name](parsed.root).replace("\n", "⏎") == wanted, name


@pytest.mark.parametrize(
    ("source", "code", "at"),
    [
        ("{{c::x}}", "E301", 0),
        ("{{1::x}}", "E302", 0),
        ("{{C1::x}}", "E302", 0),
        ("a {{c1:x}}", "E302", 2),
        ("a {c1::x}}", "E302", 2),
        ("{{c0::x}}", "E303", 0),
        ("{{c500::x}}", "E303", 0),
        ("{{c01::x}}", "E302", 0),
        ("{{c1,2::x}}", "E304", 0),
        ("a {{c1::x", "E305", 2),
        ("`{{c1::x`}}", "E305", 1),
        ("{{c1::}}", "E306", 0),
        ("{{c1::::hint}}", "E306", 0),
        ("{{c1::a::b::c}}", "E307", 10),
        ("{{c1::{{c2::{{c3::x}}}}}}", "E308", 12),
        ("a }} b", "E309", 2),
        ("a <b>c", "E310", 2),
        ("[a](javascript:alert)", "E311", 4),
        ("[a](http://example.com)", "E311", 4),
        ("[a](https://e.com/{{c1::x}})", "E312", 4),
        ("![a](https://e.com/a.png)", "E313", 0),
        ("line one\nline {{c::two}}", "E301", 14),
        ("- item\n- {{c0::x}}", "E303", 9),
        ("```\nx\n{{c0::y}}\n```", "E303", 6),
        ("| a | b |\n|---|---|\n| same | {{c::x}} |", "E301", 29),
        ("text `a {{c0::y}} b`", "E303", 8),
    ],
)
def test_what_cannot_be_right_is_reported_at_its_place(source, code, at):
    problems = parse(source).problems
    assert (problems[0].code, problems[0].offset) == (code, at)
