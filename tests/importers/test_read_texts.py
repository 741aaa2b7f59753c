"""A text of another program comes out as written, in our Markdown, or it is said what was lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dea_export.importers.read_texts import plain_words, read_html, read_markdown_text, read_plain, read_text_as
from dea_export.markup import clozes, parse

HTML = [
    ("a <b>bold </b>word", "a **bold** word"),
    ("x<sup>2</sup> and H<sub>2</sub>O", "x^2^ and H~2~O"),
    ("<i>one</i> <em>two</em> <code>three</code>", "*one* *two* `three`"),
    ("<div>one</div><div>two</div>", "one\\\ntwo"),
    ("one<br>two<br><br>three", "one\\\ntwo\n\nthree"),
    ("<p>one</p><p>two</p>", "one\n\ntwo"),
    ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
    ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
    ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
    (f'<ol start="{"1" * 5000}"><li>a</li><li>b</li></ol>', "1. a\n2. b"),
    ("<table><tr><th>a</th><th>b</th></tr><tr><td>c|d</td></tr></table>", "| a | b |\n| --- | --- |\n| c\\|d |  |"),
    ("<pre><code>if a:\n  b\n</code></pre>", "```\nif a:\n  b\n```"),
    ('<a href="https://x.org/a_(b)">here</a>', "[here](<https://x.org/a_(b)>)"),
    ("&lt;b&gt; &amp;amp; 2*3*4", "\\<b> \\&amp; 2\\*3\\*4"),
    ("9. November<br>- 5 °C<br># one", "9\\. November\\\n\\- 5 °C\\\n\\# one"),
    ("9. November", "9. November"),
    (r"C:\Users\new", r"C:\Users\new"),
    (r"\(x^{2}\) and \[y\]", r"\(x^{2}\) and \[ y \]"),
    ("[$]x^2[/$]", r"\(x^2\)"),
    ("{{c1::<b>a</b>::a hint}} and {{c2::b}}", "{{c1::**a**::a hint}} and {{c2::b}}"),
    ("{{c1::one<br>two}}", "{{c1::one\\\ntwo}}"),
    ("<li>{{c1::one</li><li>two}}</li>", "- {{c1::one\\\n  two}}"),
    ("<code>{{c1::f(x)}}</code>", "`{{c1::f(x)}}`"),
    ("{{c1::never closed", "\\{{c1::never closed"),
    (r"\(never closed", r"\\(never closed"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "markdown"), HTML)
def test_a_field_becomes_markdown(html, markdown):
    read = read_html(html, clozes=True)
    assert (read.markdown, read.lost) == (markdown, ())


def test_marks_that_anki_does_not_read_are_no_gaps():
    read = read_html("{{c1::a:<wbr>:b}} {<wbr>{c2:<wbr>:c}<wbr>} &#123;&#123;c3::d}}", clozes=True)
    assert list(clozes(parse(read.markdown).root)) == [1]
    assert plain_words(read.markdown) == "a::b {{c2::c}} {{c3::d}}"


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    [
        ("a [sound:../b.mp3]", "a", "the sound '../b.mp3', which is not in the package"),
        ("a<script>b</script>", "a", "what stands in <script>"),
        ('<img src="../b.png">a', "a", "the picture '../b.png', which is not in the package"),
        ('<img src="https://x.org/b.png">a', "a", "the picture 'https://x.org/b.png', which is not in the package"),
        ('<a href="javascript:b">a</a>', "a", "the address 'javascript:b', which is not https"),
        ("<blink>a</blink>", "a", "the tag <blink>, whose words stay"),
        ("bl<b>a</b>ck", "black", "bold, links, high and low signs, where they cannot be written"),
    ],
)
def test_what_is_lost_is_named(html, markdown, lost):
    assert read_html(html, clozes=False) == (markdown, (), (lost,), ())


def test_a_picture_is_found_by_its_name():
    read = read_html('<img src="a%20b.png" alt="a  bee">what?', clozes=False)
    assert read.pictures == (("a b.png", "a bee"),)


def test_tags_without_end_are_read_in_the_end():
    read = read_html("<ul><li>" * 5000 + "<b>" * 5000 + "{{c1::" * 50 + "a", clozes=True)
    assert plain_words(read.markdown).endswith("a")


def test_a_text_that_is_too_long_is_no_card():
    lost = ("a text of 100001 characters; at most 100000 are read",)
    assert read_text_as("html", "a" * 100_001, clozes=False).lost == lost


SIGNS = st.sampled_from([*"ab 1*_`~^{}[]()<>|\\#-+.:!$&\"'\n", "{{c1::", "}}", "::", "\\(", "\\)", "**", "é", "日"])


@given(st.lists(SIGNS, max_size=14).map("".join))
def test_plain_words_come_out_as_they_were(text):
    """Only white space differs: gaps apart, what is read back is what stood there."""
    read = read_plain(text, clozes=False)
    if "\\" not in text and "$" not in text:  # formulas
        assert "".join(plain_words(read.markdown).split()) == "".join(text.split())
    assert not [problem for problem in parse(read.markdown).problems if problem.code.startswith("E")]


TAGS = st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<ul>", "</ul>", "<li>", "</li>", "<p>", "</p>", "<br>", "<div>", "</div>",
                        "<code>", "</code>", "<pre>", "</pre>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<sub>",
                        "</sub>", "{{c1::", "}}", "::", "w", "w ", "*", "|", "\\(", "\\)"])  # fmt: skip


@given(st.lists(TAGS, max_size=12).map("".join))
def test_whatever_tags_do_the_text_can_be_read(html):
    read = read_html(html, clozes=True)
    wrong = {problem.code for problem in parse(read.markdown).problems if problem.code.startswith("E")}
    assert wrong <= {"E306", "E308"}  # gaps that hide nothing, gaps in gaps in gaps: said when drafts are written
    assert read.markdown.count("w") == html.count("w")


def test_markdown_stays_as_it_stands_unless_we_do_not_read_it():
    assert read_markdown_text("- *a*\n- `b`", clozes=True).markdown == "- *a*\n- `b`"
    assert read_markdown_text("![a](b.png) c", clozes=True) == ("a c", (), ("an image in the text",), ())
