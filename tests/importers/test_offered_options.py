"""Questions with options, of Markdown and of Anki's note types for them, become choices; what they do not say is `…`."""

import pytest

from dea_export.checking import check_study
from dea_export.importers.anki_package import importer as package_importer
from dea_export.importers.draft_study import Aim, write_drafts
from dea_export.importers.harvest import Source
from dea_export.importers.question_lists import importer as list_importer
from dea_export.reading import load
from tests.support.packages import old_package

ONE = ("Which?", "", [("Apple", "…"), ("Pear", "")])


def told(draft):
    """Question, what decides, options with why each loses."""
    answer = "" if draft.answer == "…" else draft.answer
    return draft.asked, answer, [(option.text, option.loses) for option in draft.options]


def of_markdown(text):
    return list_importer.harvest(Source("list.md", text.encode()))


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("Which?\n\n- [ ] Apple\n- [x] Pear\n", ONE),
        ("1. Which?\n   - [ ] Apple\n   - [X] Pear\n", ONE),
        ("## Which?\n* [ ] Apple\n\n* [x] Pear\n", ONE),
        ("Q: Which?\n- [ ] Apple\n- [x] Pear\n", ONE),
        ("Q: Which?\nA. Apple\nB. Pear\nAnswer: B\n", ONE),
        ("Q: Which?\nA) Apple\nB) Pear\nAnswer: **B)** Pear\n", ONE),
        ("Q: Which?\n(A) Apple\n(B) Pear\nAnswer: pear\n", ONE),
        ("## Which?\n- A. Apple\n- B. Pear\n", None),
        ("Which?\n- [ ] Apple\n  - not ripe\n- [x] Pear\n  - sweet\n\n> Explanation: so it is\n",
         ("Which?", "sweet\n\nso it is", [("Apple", "not ripe"), ("Pear", "")])),
        ("Q: Which?\nA. Apple\nB. Pear\nAnswer: B. Pear, since it is ripe.\nAs they say.\n",
         ("Which?", "since it is ripe.\nAs they say.", [("Apple", "…"), ("Pear", "")])),
        ("Which\n**of** them?\n- [x] `a`\n- [ ] b\n\nWhy: so\n", ("Which\n**of** them?", "so", [("`a`", ""), ("b", "…")])),
    ],
)  # fmt: skip
def test_options_of_markdown_are_a_choice(text, draft):
    found = of_markdown(text)
    assert [told(one) for one in found.drafts if one.options] == ([draft] if draft else [])


def test_each_question_has_its_own_options_and_topic():
    found = of_markdown(
        "# Fruit\n\nOne?\n- [x] a\n- [ ] b\n\nTwo?\n- [ ] c\n- [x] d\n\n# Tea\nThree?\n- [x] e\n- [ ] f\n\nafter\n"
    )
    assert [(draft.where, draft.topic, draft.asked) for draft in found.drafts] == [
        ("list.md:3", "Fruit", "One?"),
        ("list.md:7", "Fruit", "Two?"),
        ("list.md:12", "Tea", "Three?"),
    ]
    assert [(loss.where, loss.what) for loss in found.losses] == [("list.md:16", "'after', a line outside of any card")]


@pytest.mark.parametrize(
    "text",
    ["Which?\n- [x] Apple\n- [x] Pear\n- [ ] Stone\n", "Q: Which?\nA. Apple\nB. Pear\nC. Stone\nAnswer: A and B\n"],
)
def test_several_right_options_are_a_question_that_lists_them(text):
    found = of_markdown(text)
    (draft,) = found.drafts
    assert (draft.asked, draft.answer, draft.options) == ("Which?\n\n- Apple\n- Pear\n- Stone", "- Apple\n- Pear", ())
    assert [loss.what for loss in found.losses] == [
        "2 of its options are right, and a choice has one: it is a question with its options"
    ]


def test_options_without_a_question_are_said():
    found = of_markdown("- [ ] Apple\n- [x] Pear\n\nWhich?\n- [x] a\n- [ ] b\n")
    assert [draft.asked for draft in found.drafts] == ["Which?"]
    assert [loss.what for loss in found.losses] == [
        "'Apple', which stands below no question",
        "'Pear', which stands below no question",
    ]


def kind(name, *fields):
    """A note type that asks by its first field, and shows all of them on the back."""
    shown = " ".join(f"{{{{{field}}}}}" for field in fields)
    return (name, 0, fields, (("Card 1", f"{{{{{fields[0]}}}}}", shown),))


ALL_IN_ONE = kind("AllInOne (kprim, mc, sc)", "Question", "Title", "QType (0=kprim,1=mc,2=sc)", "Q_1", "Q_2", "Q_3", "Answers", "Sources", "Extra 1")  # fmt: skip
LETTERS = kind("Multiple choice", "Question", "A", "B", "C", "Answer", "Explanation")
NAMED = kind("MCQ", "Frage", "Option 1", "Option 2", "Option 3", "Richtige Antwort")
WRONG = kind("Quiz", "Question", "Correct Answer", "Wrong Answer 1", "Wrong Answer 2", "Notes")


@pytest.mark.parametrize(
    ("note", "draft"),
    [
        ((ALL_IN_ONE, ["Which?", "", "2", "Apple", "<b>Pear</b>", "", "0 1 0", "", "so"]),
         ("Which?", "so", [("Apple", "…"), ("**Pear**", "")])),
        ((LETTERS, ["Which?", "Apple", "Pear", "Fig", "B", "ripe"]),
         ("Which?", "ripe", [("Apple", "…"), ("Pear", ""), ("Fig", "…")])),
        ((LETTERS, ["Which?", "Apple", "Pear", "", "(b)", ""]), ONE),
        ((NAMED, ["Which?", "Apple", "Pear", "", "2"]), ONE),
        ((NAMED, ["Which?", "Apple", "Pear", "", "pear"]), ONE),
        ((WRONG, ["Which?", "Pear", "Apple", "", ""]), ONE),
    ],
)  # fmt: skip
def test_options_of_anki_are_a_choice(note, draft):
    found = package_importer.harvest(Source("a.apkg", old_package([(note[0], "D", note[1], "")])))
    assert [told(one) for one in found.drafts] == [draft]


@pytest.mark.parametrize(
    ("note", "asked", "answer"),
    [
        ((ALL_IN_ONE, ["Which?", "", "0", "Apple", "Pear", "Fig", "1 0 1", "", ""]), "Which?\n\n- Apple\n- Pear\n- Fig", "- Apple\n- Fig"),
        ((LETTERS, ["Which?", "Apple", "Pear", "Fig", "A, C", ""]), "Which?\n\n- Apple\n- Pear\n- Fig", "- Apple\n- Fig"),
    ],
)  # fmt: skip
def test_several_right_options_of_anki_are_a_question(note, asked, answer):
    found = package_importer.harvest(Source("a.apkg", old_package([(note[0], "D", note[1], "")])))
    assert [(draft.asked, draft.answer) for draft in found.drafts] == [(asked, answer)]


def test_a_key_that_names_no_option_leaves_the_note_as_it_is():
    found = package_importer.harvest(
        Source("a.apkg", old_package([(LETTERS, "D", ["Which?", "Apple", "Pear", "", "Z", ""], "")]))
    )
    assert [draft.options for draft in found.drafts] == [()]


def test_a_choice_passes_check_and_names_what_is_still_to_be_written():
    found = of_markdown("Which?\n- [ ] Apple\n- [x] Pear\n- [ ] Fig\n")
    drafted = write_drafts(found.drafts, Aim("fruit", "Fruit"))
    loaded = load(drafted.text.encode(), "a.yaml")
    assert (loaded.study is not None, loaded.problems) == (True, ())
    found_by_rule = [problem for problem in check_study(loaded.study) if problem.code == "W425"]
    assert [problem.place.line for problem in found_by_rule] == [14, 15, 15]
    assert [loss.what for loss in drafted.losses] == [
        "no reason: '…' stands where one belongs, and 'dea-export check' names each (W425)"
    ]


def test_the_same_question_with_other_options_is_another_choice():
    found = of_markdown("Which?\n- [x] a\n- [ ] b\n\nWhich?\n- [x] c\n- [ ] d\n")
    assert len(write_drafts(found.drafts, Aim("fruit", "Fruit")).drafts) == 2


def test_a_list_of_things_to_do_is_no_option():
    found = of_markdown("## What is S3?\nObject storage.\n\n- [ ] todo: add more\n\n## What is EBS?\nBlock storage.\n")
    assert [draft.asked for draft in found.drafts] == ["What is S3?", "What is EBS?"]
    assert [bool(draft.options) for draft in found.drafts] == [False, False]
    found = of_markdown("S3 :: objects\nEBS :: blocks\n\n- [ ] todo\n")
    assert [(draft.asked, draft.answer) for draft in found.drafts] == [("S3", "objects"), ("EBS", "blocks")]


@pytest.mark.parametrize("answer", ["```\n- [ ] open\n- [x] done\n```", "```\nA. one\nB. two\n```\nA"])
def test_options_within_code_are_code(answer):
    for text in (f"## How is it written?\n{answer}\n", f"Q: How is it written?\nA: {answer}\n"):
        (draft,) = of_markdown(text).drafts
        assert (draft.asked, draft.options) == ("How is it written?", ())


@pytest.mark.parametrize("text", ["Q: Which?\n{}\nAnswer: I\n", "Q: Which?\n{}\nAnswer: Nut\n"])
def test_nine_options_are_nine(text):
    listed = "\n".join(f"{letter}. {name}" for letter, name in zip("ABCDEFGHI", [*"abcdefgh", "Nut"], strict=True))
    (draft,) = of_markdown(text.format(listed)).drafts
    assert len(draft.options) == 9
    assert [option.text for option in draft.options if not option.loses] == ["Nut"]


@pytest.mark.parametrize(
    ("values", "right"),
    [
        (["2", "3", "4", "3"], None),  # the second in words, the third by its number
        (["2", "4", "6", "4"], "4"),
        (["Apple", "Pear", "Fig", "A and C"], "- Apple\n- Fig"),
        (["Apple", "Pear", "Fig", "A und C"], "- Apple\n- Fig"),
    ],
)
def test_a_key_of_anki_means_one_thing_or_nothing(values, right):
    found = package_importer.harvest(Source("a.apkg", old_package([(LETTERS, "D", ["Which?", *values, ""], "")])))
    (draft,) = found.drafts
    picks = [option.text for option in draft.options if not option.loses]
    assert (picks[0] if picks else draft.answer if right else None) == right


def test_what_is_lost_of_a_note_with_options_is_said_once():
    two = ("MC both", 0, LETTERS[2], (*LETTERS[3], ("Card 2", "{{A}}", "{{Question}}")))
    notes = [
        (LETTERS, "D", ["", "Apple", "Pear", "Fig", "B", ""], ""),
        (LETTERS, "D", ["Which?", "Apple<img src='a.png'>", "Pear", "", "B", ""], ""),
        (LETTERS, "D", ["Which of these?", "<img src='a.png'>", "Pear", "Fig", "B", ""], ""),
        (two, "D", ["Which one?", "Apple", "Pear", "", "B", ""], ""),
    ]
    found = package_importer.harvest(Source("a.apkg", old_package(notes, {"a.png": b"1"})))
    said = [f"{where}: {what}" for where, what, _ in found.losses]
    assert len(said) == len({*said})
    assert [what.partition(": '")[2] for what in said if "has no question" in what] == [
        "Pear' has no question in words"
    ]
    assert any("the picture 'a.png' of an option" in what for what in said)
    assert any("the card 'Card 2' of 'MC both'" in what for what in said)
    assert [draft.asked for draft in found.drafts if draft.options] == ["Which?", "Which one?"]
