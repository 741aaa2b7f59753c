"""Lines of mixed direction get an element for each run; what needs none stays as it is."""

import re

import pytest

from dea_export.exporters.pdf.bidi import order_lines

ZWJ = "\u200d"


def ordered(line: str, *, rtl: bool = True) -> str:
    head = f'<html lang="x"{" dir=" if rtl else ""}{chr(34) + "rtl" + chr(34) if rtl else ""}><style></style><p>'
    found = order_lines(f"{head}{line}</p>")
    assert found.startswith(head)
    shown = found.removeprefix(head).removesuffix("</p>").replace("</bdi>", "]")
    return re.sub('<bdi dir="(...)">', r"[\1:", shown)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("אב <b>Amazon S3</b> (2006) גד", "אב [ltr:<b>Amazon S3</b> (2006)] גד"),
        ("אב <b>גד Amazon</b> S3", "אב <b>גד </b>[ltr:<b>Amazon</b> S3]"),
        ("אב <b>5</b>% גד", "אב [ltr:<b>5</b>%] גד"),
        ("a <i><b>b</b></i> c", "[ltr:a <i><b>b</b></i> c]"),
        ("אב <code>a -b</code> גד", "אב [ltr:<code>a -b</code>] גד"),
        ("S3 <code>-a</code> KB", "[ltr:S3 [ltr:<code>-a</code>] KB]"),
        ("אב &amp; <b>Q&amp;A</b> &lt;b", "אב &amp; [ltr:<b>Q&amp;A</b> &lt;b]"),
    ],
)
def test_what_runs_over_the_edge_of_an_element_is_one_element(line, expected):
    assert ordered(line) == expected


@pytest.mark.parametrize(
    "line", ["אב", "אב <b>גד</b> הו", "אב Amazon S3 (2006)", "<b>אב</b> Amazon", "", '<a href="#x"></a>', "אב<br>גד"]
)
def test_a_line_that_comes_out_right_anyway_is_left_alone(line):
    assert ordered(line) == line


def test_a_number_follows_the_arabic_letters_before_it_over_the_edge_of_an_element():
    assert ordered("<b>كتاب</b> 5%") == "<b>كتاب</b> [ltr:5]%"


def test_a_word_from_right_to_left_within_text_from_left_to_right():
    assert ordered("hallo <b>אב</b> (גד) <i>b</i>", rtl=False) == "hallo [rtl:<b>אב</b> (גד)] <i>b</i>"
    assert ordered("hallo <b>b</b> (c)", rtl=False) == "hallo <b>b</b> (c)"


def test_arabic_letters_stay_joined_where_an_element_begins_or_ends():
    assert ordered("ال<b>كتاب</b>") == f"ال{ZWJ}<b>{ZWJ}كتاب</b>"
    assert ordered("كتاب<b>هم</b>ا") == f"كتاب{ZWJ}<b>{ZWJ}هم{ZWJ}</b>{ZWJ}ا"
    assert ordered("دا<b>ر</b>") == "دا<b>ر</b>"  # these do not join the letter after them
    assert ordered("كتاب <b>هم</b>") == "كتاب <b>هم</b>"


def test_lines_end_with_their_blocks_and_style_is_not_read():
    page = '<html dir="rtl"><style>a{content:"אב <b>"}</style><p>אב <b>a</b></p><p>(b)</p>'
    assert order_lines(page) == page
