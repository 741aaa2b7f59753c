"""CSV, Quizlet's export, Anki's text export and Markdown lists: what is found, and what is said of the rest."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dea_export.importers.column_keys import NAMES
from dea_export.importers.harvest import ImportRefusedError, Source, Wishes
from dea_export.importers.installed_importers import harvest_file


def harvest(text, name="cards.csv", **wishes):
    data = text if isinstance(text, bytes) else text.encode()
    return harvest_file(Source(name, data, Wishes(**wishes)))


def pairs(text, name="cards.csv", **wishes):
    return [(draft.asked, draft.answer) for draft in harvest(text, name, **wishes).drafts]


def refusal(text, name="cards.csv", **wishes):
    with pytest.raises(ImportRefusedError) as refused:
        harvest(text, name, **wishes)
    return f"{refused.value.message} | {refused.value.hint}"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    assert pairs(f"one{separator}eins\ntwo{separator}zwei\n") == [("one", "eins"), ("two", "zwei")]


def test_commas_in_words_do_not_hide_the_separator():
    assert pairs("el pan;Brot, Laib\nel té;Tee, Aufguss\nya;schon\n")[0] == ("el pan", "Brot, Laib")


def test_a_heading_says_what_columns_hold():
    (draft,) = harvest("Thema;Antwort;Frage;Tags;Bild\nTiere;Hund;perro;a::Groß, b;x.png\n").drafts
    assert (draft.topic, draft.asked, draft.answer, draft.tags) == ("Tiere", "perro", "Hund", ("a-gross", "b"))


def test_a_heading_may_be_portuguese():
    assert pairs("Verso,Frente\nhello,olá\n") == [("olá", "hello")]
    assert pairs("Pergunta;Resposta\nolá;hello\n") == [("olá", "hello")]


def test_the_documents_list_the_headings_that_are_known():
    page = (Path(__file__).parents[2] / "docs/importing.md").read_text("utf-8")
    for key, words in NAMES.items():
        assert f"| `{key}` | {', '.join(words.split())} |\n" in page


def test_a_first_row_that_looks_like_a_heading_is_a_card_and_said():
    found = harvest("Português,Língua inglesa,Exemplo\nolá,hello,Olá!\na saudade,longing,Que saudade!\n")
    assert len(found.drafts) == 3
    said = (
        "this first row became a card; if it is a heading, name its columns: "
        '--columns "Português=prompt,Língua inglesa=answer,Exemplo=why"'
    )
    assert found.losses[-1] == ("cards.csv:1", said, True)


@pytest.mark.parametrize(
    "text",
    [
        "Hund,Perro\nKatze,Gato\n",
        "olá,hello\nsim,yes\n",
        "What is it?,A dog\nand that?,a cat\n",
        "Berlin,Deutschland\n",
        "Berlin,2\na,b\n",
    ],
)
def test_a_first_row_like_the_others_or_like_no_heading_is_a_card(text):
    assert harvest(text).losses == []


def test_a_column_without_a_key_is_said():
    (loss,) = harvest("question,answer,picture\na,b,c.png\n").losses
    assert (loss.where, loss.what.split(":")[0]) == ("cards.csv:1", "column 3, 'picture'")


def test_cells_that_no_column_has_are_said_with_their_line():
    found = harvest("Front,Back\nolá,hello\na saudade,longing, homesickness\nsim,yes,,\n")
    assert [draft.answer for draft in found.drafts] == ["hello", "longing", "yes"]
    said = "' homesickness' in column 3: quote an answer that holds the separator"
    assert found.losses == [("cards.csv:3", said, False)]


def test_a_cell_beyond_the_first_row_is_kept_where_its_column_is_named():
    found = harvest("a,b\nc,d,because\n", columns=("prompt", "answer", "why"))
    assert ([draft.why for draft in found.drafts], found.losses) == (["", "because"], [])


@pytest.mark.parametrize("columns", [("answer", "-", "prompt"), ("Hier=answer", "Da=prompt")])
def test_columns_are_named_by_position_or_heading(columns):
    text = "" if "=" not in columns[0] else "Hier,Dort,Da\n"
    assert pairs(f"{text}Hund,x,perro\n", columns=columns) == [("perro", "Hund")]


def test_a_sentence_with_gaps_is_a_statement_and_the_second_column_its_reason():
    (draft,) = harvest("Water is {{c1::H2O::formula}}.,so it is\nx,y").drafts[:1]
    assert (draft.asked, draft.answer, draft.why) == ("Water is {{c1::H2O::formula}}.", "", "so it is")


def test_a_row_of_several_lines_keeps_them_and_rows_keep_their_line():
    found = harvest('a,"b\nc"\nd,\n')
    assert found.drafts[0].answer == "b\\\nc"
    assert found.losses == [("cards.csv:3", "'d' has no answer", False)]


@pytest.mark.parametrize("bom", [b"\xef\xbb\xbf", b""])
def test_a_bom_is_no_word(bom):
    assert pairs(bom + "é,b\n".encode()) == [("é", "b")]


def test_other_encodings_are_read_when_they_are_said_or_marked():
    assert pairs("é,b\n".encode("utf-16")) == [("é", "b")]
    assert pairs("é,b\n".encode("cp1252"), encoding="cp1252") == [("é", "b")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cards.csv: the file is empty"),
        (b" \n", "cards.csv: the file is empty"),
        (b"a,b\nM\xfcller,c\n", "cards.csv:2: the file is not utf-8 here | in Windows-1252 it reads 'Müller,c'"),
        (b'a,b\n"c,d\n', "cards.csv:2: the row that begins here cannot be read"),
        (b"one\ntwo\n", "cards.csv:1: only one column was found"),
        (b"a,b\0c\n", "cards.csv: no importer knows what this file is"),
        (b"x" * (16 * 1024 * 1024 + 1), "cards.csv: the file has more than 16 MB of text"),
        (b'a,"' + b"x" * 200_000 + b'"\n', "cards.csv:1: the row that begins here cannot be read: field larger"),
    ],
    ids=["empty", "blank", "encoding", "quotes", "column", "binary", "large", "field"],
)
def test_what_cannot_be_read_is_said_with_its_place(data, said):
    assert refusal(data).startswith(said)


def test_wrong_wishes_are_said():
    assert refusal("a,b", columns=("promt",)).startswith("cards.csv: there is no key 'promt'")
    assert refusal("a,b", columns=("c=prompt",)).startswith("cards.csv:1: there is no column 'c' | there are a, b")
    assert refusal("a,b", encoding="utf-9").startswith("cards.csv: there is no encoding 'utf-9'")


@pytest.mark.parametrize("encoding", ["undefined", "idna"])
def test_a_codec_that_reads_no_text_is_no_encoding(encoding):
    assert refusal(b"xn--a,b", encoding=encoding).startswith(f"cards.csv: there is no encoding '{encoding}'")


# --- Quizlet


def test_quizlet_quotes_nothing_and_a_line_without_a_tab_goes_on():
    text = 'a "b\tc, d\ne\tf\ng\nh\ti\n'
    assert pairs(text, "set.txt") == [('a "b', "c, d"), ("e", "f\\\ng"), ("h", "i")]


def test_quizlet_has_separators_of_its_own():
    assert pairs("a - b;;c - d", "set.txt", separator=" - ", between=";;") == [("a", "b"), ("c", "d")]


# --- Anki's text export

NOTES = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
n|UGb	Basic	Spanish::Animals	el <b>perro</b>	"der Hund<br><img src=""a.png"">"	leech Tiere::Groß
I{UTX	Cloze	Chemistry	H<sub>2</sub>O is {{c1::water::liquid}}	extra &lt;b&gt;
"""


def test_the_headers_of_anki_say_what_is_what():
    found = harvest(NOTES, "notes.txt")
    first, second = found.drafts
    assert (first.asked, first.answer, first.topic, first.tags) == (
        "el **perro**", "der Hund", "Spanish – Animals", ("tiere-gross",),
    )  # fmt: skip
    assert first.picture is not None
    assert (second.asked, second.why) == ("H~2~O is {{c1::water::liquid}}", "extra \\<b>")
    assert found.losses == [("notes.txt", "the tag 'leech' (1 note)", False)]


@pytest.mark.parametrize(
    "kind", ["Basic (and reversed card)", "Básico (e cartão invertido)", "Einfach (beide Richtungen)"]
)
def test_the_second_card_of_a_note_type_that_is_reversed_is_said(kind):
    found = harvest(f"#separator:tab\n#notetype:{kind}\nolá\thello\nsim\tyes\n", "notes.txt")
    assert len(found.drafts) == 2
    said = f"the second card of '{kind}': a fact asks in one direction (2 notes)"
    assert found.losses == [("notes.txt", said, False)]


def test_without_html_tags_are_words():
    assert pairs("#separator:;\n#html:false\na <b>;c\n", "notes.txt") == [("a \\<b>", "c")]


def test_columns_have_names_and_a_field_too_many_explains():
    (draft,) = harvest("#separator:Comma\n#columns:Front,Back,Extra\na,b,c\n", "notes.txt").drafts
    assert (draft.asked, draft.answer, draft.why, draft.where) == ("a", "b", "c", "notes.txt:3")


def test_a_number_that_no_column_can_have_is_none():
    assert pairs(f"#tags column:{'1' * 5000}\na\tb\n", "notes.txt") == [("a", "b")]


def test_the_separator_of_the_user_wins_over_that_of_the_file():
    assert pairs("#separator:tab\na;b\n", "notes.txt", separator=";") == [("a", "b")]


def test_a_comment_that_may_be_a_card_is_said():
    found = harvest("#separator:;\n# the number sign;b\nc;d\n", "notes.txt")
    assert [draft.asked for draft in found.drafts] == ["c"]
    assert [loss.where for loss in found.losses] == ["notes.txt:2"]


def test_headers_alone_are_no_notes():
    assert refusal("#separator:tab\n", "notes.txt").startswith("notes.txt:2: there are no notes")


# --- Markdown

LISTS = {
    "marks": "# T\nQ: a\n`b`?\nA: c\n\n- d\n\n**Q2:** e\n**A:** f\n",
    "pairs": "# T\n- a `b`? :: c\n- e :: f\n",
    "lists": "# T\n- a\n  - c\n- e\n  - f\n  - g\n",
    "headings": "# T\n## a\nc\n\n1. d\n## e\nf\n",
    "gaps": "# T\n- a {{c1::b}}\n",
}


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("marks", [("a\n`b`?", "c\n\n- d"), ("e", "f")]),
        ("pairs", [("a `b`?", "c"), ("e", "f")]),
        ("lists", [("a", "c"), ("e", "- f\n- g")]),
        ("headings", [("a", "c\n\n1. d"), ("e", "f")]),
        ("gaps", [("a {{c1::b}}", "")]),
    ],
)
def test_questions_are_found_in_markdown(form, found):
    drafts = harvest(LISTS[form], "list.md").drafts
    assert [(draft.asked, draft.answer) for draft in drafts] == found
    assert {draft.topic for draft in drafts} == {"T"}


def test_the_options_of_a_question_are_neither_answers_nor_questions():
    text = "Q: Which?\nA. Apple\nB. Stone\nF. Fig\nAnswer: A\n"
    assert pairs(text, "list.md") == [("Which?\nA. Apple\nB. Stone\nF. Fig", "A")]


def test_front_matter_is_passed_over_and_a_rule_begins_none():
    (draft,) = harvest("---\ntitle: x\ntags:\n  - y\n---\nQ: a\nA: b\n", "list.md").drafts
    assert (draft.where, draft.asked) == ("list.md:6", "a")
    assert pairs("---\nQ: a\nA: b\n", "list.md") == [("a", "b")]
    assert pairs("---\na :: b\n---\nc :: d\n", "list.md") == [("a", "b"), ("c", "d")]


def test_code_begins_no_card():
    assert pairs("Q: a\nA: b\n```\nQ: c\n```\n", "list.md") == [("a", "b\n```\nQ: c\n```")]


@pytest.mark.parametrize(
    ("text", "found", "lost"),
    [
        ("before\nQ: a\nA: b\n", [("a", "b")], [1]),
        ("- a :: b\n\nafter\n```\nc :: d\n```\n", [("a", "b")], [3, 4, 5, 6]),
        ("one {{c1::two}}\nthree\n- four\n\nfive\n", [("one {{c1::two}}\nthree", "")], [3, 5]),
        ("# a\n{{c1::b}}:\n```\n# c\n\n{{c2::d}}\n```\n", [("{{c1::b}}:\n```\n# c\n\n{{c2::d}}\n```", "")], []),
        ("before\n- a\n  - b\n", [("a", "b")], [1]),
        ("before\n# a\n## b\n## c\nd\n", [("c", "d")], [1, 3]),
    ],
)
def test_lines_of_no_card_are_said(text, found, lost):
    harvested = harvest(text, "list.md")
    assert [(draft.asked, draft.answer) for draft in harvested.drafts] == found
    assert [loss.where for loss in harvested.losses] == [f"list.md:{number}" for number in lost]


LINES = ["{0}", "Q: {0}", "- [ ] {0}", "  - [x] {0}", "A. {0}", "B. {0}", "Answer: B", "> {0}", "A: {0}", "- {0}", "  - {0}", "  {0}", "{0} :: {1}", "{0} {{{{c1::{1}}}}}", "```", "---", "# x", "## x", ""]  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.sampled_from(LINES), max_size=9))
def test_every_word_of_a_list_is_in_a_draft_or_a_loss(lines):
    text = "\n".join(line.format(f"a{n}z", f"b{n}z") for n, line in enumerate(lines))
    try:
        found = harvest(f"{text}\n", "list.md")
    except ImportRefusedError:
        return
    said = str((found.drafts, found.losses))
    assert [word for word in re.findall(r"\w+z", text) if word not in said] == []


def test_markdown_without_questions_says_how_they_look():
    assert refusal("only words\n", "list.md").startswith("list.md: no questions were found")
