"""Marked-up text as spans of one style."""

from dea_export.exporters.pdf.styled_text import Span, spans_to_html, style_nodes
from dea_export.markup import parse


def test_prose_and_code_are_bound_each_in_its_way():
    found = style_nodes(parse("24 h `.sync 5 h`", inline=True).root.children)
    assert found == (Span("regular", "24\u00a0h "), Span("code", ".\u2060sync 5 h"))


def test_spans_keep_bold_and_code_and_become_html():
    found = style_nodes(parse("**a** & `b<c`", inline=True).root.children)
    assert found == (Span("bold", "a"), Span("regular", " & "), Span("code", "b<c"))
    assert spans_to_html(found) == "<b>a</b> &amp; <code>b&lt;c</code>"


def test_the_space_before_an_arrow_is_set_in_the_font_of_the_text():
    assert style_nodes(parse("**a** → b", inline=True).root.children) == (Span("bold", "a "), Span("regular", "→ b"))
