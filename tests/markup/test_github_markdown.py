"""The Markdown file is a round trip: a reader of GitHub's Markdown sees what the card shows."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dea_export.markup import Node, escape_line, parse, to_html, to_markdown
from tests.support.reading import read

GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SIGNS = [
    "a", "b c", "é", "「", "」", "直角", " ", "  ", "1. ", "9. November", "12) ", "- ", "+ ", "* ", "# ", "---", "===", "> ", "~~~", "~",
    "```", "`", "``", "*", "**", "_", "__", "\\", "|", "||", "<b>", "<", ">", "&lt;", "&", "&#35;", "!", "[", "]", "](x)", "{", "}", "$",
    ":", "::", "[a]: b", "(", ")", ".", ",", "https://e.org", "www.e.org", "\\|", "🙂", "%", "=", "^",
]  # fmt: skip
texts = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join).filter(str.strip)
literal = texts.map(lambda text: Node("text", content=text))
codes = texts.map(lambda text: Node("code", (Node("text", content=text),)))


def wrapped(inside):
    return st.builds(
        lambda kind, children: Node(kind, tuple(children), number=1),
        st.sampled_from(["strong", "em", "cloze", "sub", "sup"]),
        st.lists(inside, min_size=1, max_size=3),
    )


inline = st.recursive(literal | codes, wrapped, max_leaves=4)
lines = st.lists(inline, min_size=1, max_size=4).map(tuple)
paragraphs = lines.map(lambda children: Node("paragraph", children))
fences = st.builds(
    lambda text, language: Node("fence", (Node("text", content=text),), info=language),
    st.lists(texts, min_size=1, max_size=3).map("\n".join),
    st.sampled_from(["", "sql", "md"]),
)
tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(lines, min_size=width, max_size=width), min_size=2, max_size=3).map(
        lambda rows: Node(
            "table",
            tuple(
                Node("row", tuple(Node("cell" if index else "head", cell) for cell in row))
                for index, row in enumerate(rows)
            ),
        )
    )
)


def lists_of(blocks):
    items = (lines | st.lists(blocks, min_size=1, max_size=2).map(tuple)).map(lambda children: Node("item", children))
    return st.builds(
        lambda kind, items, start: Node(kind, tuple(items), number=start if kind == "numbers" else 0),
        st.sampled_from(["bullets", "numbers"]),
        st.lists(items, min_size=1, max_size=3),
        st.sampled_from([0, 0, 1, 5, -1]),
    )


blocks = st.recursive(paragraphs | fences | tables, lists_of, max_leaves=4)


def bold(*children):
    return Node("strong", children)


documents = st.lists(blocks, min_size=1, max_size=3).map(lambda children: Node("document", tuple(children)))


@pytest.mark.slow
@settings(max_examples=600)
@given(documents)
@example(bold(bold(Node("em", (Node("text", content="_"),))), Node("text", content="a")))
def test_what_github_shows_is_what_the_card_shows(document):
    written = to_markdown(document)
    assert read(GITHUB.render(written)) == read(to_html(document)), written


@pytest.mark.parametrize(
    "text",
    [
        "これは{{c1::「直角」}}です。",
        "{{c1::a}}{{c2::b}}",
        "**a `b`**{{c1::*c*}}",
        "1. a\n2. b\n\n* c\n* d\n\n- e",
        "- a\n\n  1. b\n  2. c\n\n  d",
        "```` md\n```py\nx\n```\n````",
        "| a |\n|---|\n| {{c1::`x \\| y`}} |",
        "\\# no heading",
        "\\- 5 and \\---",
    ],
)
def test_texts_of_authors_come_back(text):
    root = parse(text).root
    assert read(GITHUB.render(to_markdown(root))) == read(to_html(root))


@settings(max_examples=300)
@given(texts)
@example("C #")
def test_a_title_is_a_title(text):
    shown = GITHUB.render(f"# {escape_line(text)}")
    assert shown.startswith("<h1>")
    assert read(shown)[0] == [(char, False, False) for char in text if not char.isspace()]
