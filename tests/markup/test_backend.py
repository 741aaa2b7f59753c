"""What Anki shows is what the author wrote: the real backend, the real editor's DOM round trip."""

import json
import random
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from dea_export.markup import answers, clozes, parse, to_anki, to_html, to_plain
from tests.support.backend import cloze_cards, collection, shown
from tests.support.browser import chromium

CASES = json.loads((Path(__file__).parent / "cloze_cases.json").read_text(encoding="utf-8"))
RANDOM_TEXTS = 2000

# Vectors that our grammar refuses or reads as the author meant, and why.
NOT_OURS = {
    "raw html": "raw HTML is an error (E310); Markdown makes the tags",
    "refused": "numbers 0 and above 499, two numbers, three levels, empty or unclosed clozes are errors (E301 to E309)",
    "literal": "Anki takes '::' or '}}' of the answer for its own marks; ours stay literal, balanced or in backticks",
    "mathjax": "one $ and [latex] are text",
    "occlusion": "image occlusion is not a text",
    "empty hint": "an empty hint is no hint, so that code may end with '::'",
    "command": "Anki's own commands ([sound:], [anki:]) are words for us",
    "no cloze": "a text without a cloze is an error of the fact (E314)",
    "markdown": "stars, underscores, backticks and line ends are Markdown",
}


def reason_to_skip(case):
    """Why a vector cannot be given to our parser; None when it can."""
    text = case["text"]
    if "image-occlusion" in text:
        return "occlusion"
    if re.search(r"<[a-zA-Z/!]", text):
        return "raw html"
    if re.search(r"\[sound:|\[anki:", text):
        return "command"
    if re.search(r"\[latex\]|\[\$", text):
        return "mathjax"
    parsed = parse(text)
    if parsed.problems:
        return "refused"
    if re.search(r"[*_`\n]|&\w+;", text):
        return "markdown"
    if re.search(r"\{\{c1::moon::\}\}|^[^{]*$", text):
        return "empty hint" if "moon::" in text else "no cloze"
    literal = {number: answers(parsed.root, number) for number in clozes(parsed.root)}
    if re.search(r"\\\(.*\}\}\\\)", text) or any(
        "::" in answer or "}" in answer or "{" in answer for found in literal.values() for answer in found
    ):
        return "literal"
    return None


OURS = [case for case in CASES if reason_to_skip(case) is None]


def test_the_vectors_that_are_ours_are_counted():
    by_reason = {}
    for case in CASES:
        by_reason.setdefault(reason_to_skip(case), []).append(case["name"])
    counts = {reason: len(names) for reason, names in by_reason.items()}
    assert set(counts) - {None} <= set(NOT_OURS)
    assert sum(counts.values()) == 88
    assert counts[None] >= 24, by_reason


@pytest.fixture(scope="module")
def col(tmp_path_factory):
    with collection(tmp_path_factory.mktemp("anki")) as opened:
        yield opened


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["name"])
def test_vector(col, case):
    cards = cloze_cards(col, to_anki(parse(case["text"]).root))
    assert cards == {
        card["n"]: (shown(card["question_html"]), re.sub(r"\s+", " ", card["answer"]).strip()) for card in case["cards"]
    }


# --- random texts ------------------------------------------------------------------------------------------------

PIECES = [
    "::", ":", "{", "}", "{{", "}}", "{}", "{{ds}}", "a", "b c", "/", '"', "'", "<b>", "&amp;", "x<y", "-", "::/0", "$5",
    "[0]", "AWS::Glue::Job", '{"a":{"b":1}}', "${aws:PrincipalTag/team}", "arn:aws:s3:::bucket/*", "col::super",
    "{{ ds }}", "{% if x %}", '{"Effect":"Allow","Resource":"*"}', "SELECT a::int FROM t", "c1", ",", "🙂", "שלום",
    "日本", "é", "*x*", "_y_", "`", "\\", "\\(", "|", "#", "100 %", "~", "!", "[a](b)", "1.", "+", "=", "{{c1::x}}",
    "[sound:a.mp3]", "[latex]x[/latex]", "[$]x[/$]", "[anki:tts lang=en_US]x[/anki:tts]", "[[type:x]]", "H~2~O", "x^2^", "2*3*4",
]  # fmt: skip
CODE_PIECES = [piece for piece in PIECES if "`" not in piece and not re.match(r"\{\{c\d", piece)]


@dataclass
class Written:
    """A piece of Markdown, and the text it must show, clozes shown as their answers."""

    markdown: str
    text: str


def words(chance, pieces, most):
    return " ".join(chance.choice(pieces) for _ in range(chance.randint(1, most)))


def prose(chance):
    text = words(chance, PIECES, 4)
    return Written(re.sub(r"([\\`*_{}\[\]<>#+\-.!|~&:=^])", r"\\\1", text), text)


def code(chance):
    text = words(chance, CODE_PIECES, 3)
    return Written(f"`{text}`", text)


def math(chance):
    text = chance.choice([r"x^{2}", r"\frac{a}{b}", r"\sqrt{\frac{a}{b}}", "n:1"])
    return Written(rf"\({text}\)", rf"\({text}\)")


def random_text(seed):
    """A Markdown text with one or two clozes; the expected question and answer of each card."""
    chance = random.Random(seed)
    parts = [chance.choice([prose, code, prose, math])(chance) for _ in range(chance.randint(1, 4))]
    hidden = chance.sample(range(len(parts)), k=min(len(parts), chance.randint(1, 2)))
    markdown, pieces = [], []
    for i, part in enumerate(parts):
        if i in hidden:
            number = hidden.index(i) + 1
            hint = chance.choice(["", "", "which?", "a } b", "x:y"])
            markdown.append(f"{{{{c{number}::{part.markdown}{'::' + hint if hint else ''}}}}}")
            pieces.append((number, part.text, hint))
        else:
            markdown.append(part.markdown)
            pieces.append((0, part.text, ""))
    source = " ".join(markdown)
    return source, pieces


def expected(pieces, number):
    question = " ".join(f"[{hint or '...'}]" if n == number else text for n, text, hint in pieces)
    return question, " ".join(text for _, text, _ in pieces)


def normal(text):
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def texts():
    return [random_text(seed) for seed in range(RANDOM_TEXTS)]


def wrong_cards(col, texts, fields):
    """The texts whose cards do not show what the author wrote."""
    wrong = []
    for (source, pieces), field in zip(texts, fields, strict=True):
        numbers = sorted({number for number, _, _ in pieces if number})
        wanted = {number: tuple(map(normal, expected(pieces, number))) for number in numbers}
        cards = cloze_cards(col, field)
        if cards != wanted:
            wrong.append((source, field, cards, wanted))
    return wrong


def test_random_texts_show_in_anki_what_the_author_wrote(col, texts):
    parsed = [parse(source) for source, _ in texts]
    assert [(source, p.problems) for (source, _), p in zip(texts, parsed, strict=True) if p.problems] == []
    assert wrong_cards(col, texts, [to_anki(p.root) for p in parsed])[:3] == []


def test_random_texts_survive_an_edit_in_ankis_editor(col, texts, tmp_path):
    fields = [to_anki(parse(source).root) for source, _ in texts]
    script = """const box = document.createElement('div');
        return arguments[0].map(html => { box.innerHTML = html; return box.innerHTML; });"""
    with chromium(tmp_path) as browser:
        browser.get("data:text/html,<meta charset=utf-8>")
        edited = browser.execute_script(script, fields)
    assert wrong_cards(col, texts, edited)[:3] == []


def test_random_texts_come_out_right_as_plain_text_and_html(texts):
    wrong = []
    for source, pieces in texts:
        root = parse(source).root
        wanted = normal(" ".join(to_plain(parse(text).root) if is_math(text) else text for _, text, _ in pieces))
        if normal(to_plain(root)) != wanted or shown(in_lines(to_html(root))) != wanted:
            wrong.append((source, to_plain(root), shown(to_html(root)), wanted))
    assert wrong[:3] == []


def in_lines(html):
    """The HTML with a line of Unicode for each formula that is drawn."""
    line = r'<math\b[^>]* alttext="([^"]*)".*?</math>'
    return re.sub(line, lambda found: to_plain(parse(rf"\({unescape(found[1])}\)").root), html)


def is_math(text):
    return text.startswith(r"\(") and text.endswith(r"\)")


def test_anki_finds_numbers_whose_no_break_spaces_the_author_wrote(tmp_path):
    texts = [
        "A file of 5\u00a0GB takes 15\u202fmin {{c1::there}}",
        "\u00ab\u00a0{{c1::mot}}\u00a0\u00bb and 20\u2007% of it",
    ]
    with collection(tmp_path) as col:
        for text in texts:
            note = col.new_note(col.models.by_name("Cloze"))
            note["Text"] = to_anki(parse(text).root)
            col.add_note(note, 1)
        for words in ("5 GB", "15 min", "20 %", "« {{c1"):
            assert len(col.find_notes(f'"{words}"')) == 1
        assert '<span class="nb">5 GB</span>' in col.get_note(col.find_notes("there")[0])["Text"]
