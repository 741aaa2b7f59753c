"""What a person who learnt the old release is told."""

import re

import pytest

from dea_export.cli.change_report import as_markdown, as_terminal
from dea_export.ledger.changes import anki_search, find_changes, word_diff
from dea_export.notes.fields import render_note
from dea_export.reading import load
from tests.support.facts import study_text
from tests.support.releases import Publisher


@pytest.fixture
def pair(tmp_path):
    old, new = Publisher(tmp_path), Publisher(tmp_path)

    def found():
        return find_changes(old.study(), new.study(), {}, {})

    new.found = found
    return new


def sort_of(author):
    (one,) = author.found().corrected
    return one.sort


def test_nothing_differs(pair):
    assert not pair.found()


def test_another_answer_is_another_truth(pair):
    pair.fact("how-to-load")["steps"][1] = "Run `COPY` {{c2::twice::how often}}"
    assert sort_of(pair) == "fact"


def test_another_number_outside_a_gap_is_another_truth(pair):
    pair.fact("glue-bookmark")["why"] = "Without it the next run reads the **same 2 files** again & again."
    assert sort_of(pair) == "fact"


def test_the_figure_in_a_name_is_no_number(pair):
    pair.fact("glue-bookmark")["why"] = "Without it the next run reads the **same files** of S3 again & again."
    assert sort_of(pair) == "wording"


def test_other_words_are_wording(pair):
    pair.fact("glue-bookmark")["why"] = "Else it reads them again."
    assert sort_of(pair) == "wording"


def test_emphasis_and_commas_are_typography(pair):
    pair.fact("glue-bookmark")["why"] = "Without it, the next run reads the same files again & again."
    assert sort_of(pair) == "typo"


def test_a_status_is_told_in_words_not_in_html(pair):
    pair.content["services"][1]["formerly"] = ["Search & Find"]
    (one, *_) = pair.found().corrected
    status = next(piece for piece in one.pieces if piece.name == "status")
    assert "formerly Search & Find" in status.new
    assert "&amp;" not in status.old + status.new


def test_the_author_decides(pair):
    pair.fact("glue-bookmark")["why"] = "Else it reads them again."
    pair.fact("glue-bookmark")["change"] = {"type": "fact", "note": "it was wrong"}
    assert sort_of(pair) == "fact"


def test_rank_checked_and_order_are_no_changes(pair):
    pair.fact("glue-bookmark").update(rank=3, checked="2026-01-01")
    pair.content["domains"][0]["topics"][0]["facts"].reverse()
    assert not pair.found()


def test_a_page_of_everything(pair, golden):
    pair.fact("how-to-load").update(steps=["Put the files in {{c1::two prefixes}}", "Run `COPY`"], dropped=[2])
    pair.fact("glue-bookmark")["why"] = "Else it reads them | again."
    pair.fact("role-vs-user")["tags"] = ["keys"]
    pair.fact("glue-code")["retired"] = {"reason": "a newer way"}
    pair.content["domains"][1]["topics"][0]["facts"].append(
        {"id": "new-one", "kind": "question", "skill": "2.1.1", "prompt": "New?", "answer": "Yes."}
    )
    found = pair.found()
    golden("anki/changes.txt", as_terminal(pair.study(), found, anki_search("mini", found, None)))
    golden("anki/changes.md", as_markdown(pair.study(), found, anki_search("mini", found, "2026.02")))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("[A]", "formerly A (until"),
        ("[A, B]", "formerly A and B (until"),
        ("[A, B, C]", "formerly A, B and C (until"),
        ("[AWS A, A]", "formerly AWS A (until"),
    ],
)
def test_former_names_are_listed_as_a_sentence_lists_them(names, said):
    text = study_text("services: [firehose]\ntext: Firehose {{c1::delivers}}.")
    study = load(re.sub(r"formerly: \[.*?\]", f"formerly: {names}", text).encode(), "a.yaml").study
    assert said in render_note(study, study.facts[0], {}).values["Formerly"]


def test_release_notes_show_texts_as_they_stand(pair):
    pair.fact("glue-code")["retired"] = {"reason": "now __init__ is 2*3*4 | so"}
    pair.fact("glue-bookmark").update(why="Other.", change={"type": "wording", "note": "was _vague_"})
    found = pair.found()
    page = as_markdown(pair.study(), found, "")
    assert "glue-code: now \\_\\_init\\_\\_ is 2\\*3\\*4 \\| so\n" in page
    assert "glue-bookmark: was \\_vague\\_\n" in page
    assert "2*3*4 | so\n" in as_terminal(pair.study(), found, "")


def test_another_key_of_a_mock_exam_is_told(pair):
    first, second = pair.content["exams"][0]["items"]
    second["stem"] = second["stem"].replace("robot", "drone")  # who has the old paper is not misled
    assert not pair.found()
    kept, taken = first["options"][:2]
    kept.update(pick=False, loses="It does not.", fails="setting", source="https://example.org/")
    del kept["why"]
    taken["pick"] = True
    del taken["loses"], taken["fails"]
    found = pair.found()
    (one,) = found.keys
    assert (one.id, one.domain, one.old.split(".")[0], one.new.split(".")[0]) == ("m1-toy-orders", 1, "A", "B")
    page = as_terminal(pair.study(), found, anki_search("mini", found, "2026.02"))  # of cards there is nothing to see
    assert page.startswith("EXAM KEY CORRECTED\n  [1 Ingestion] m1-toy-orders\n      key      - [-A-]. [-Add")
    assert "## Exam key corrected\n\n- [1 Ingestion] m1-toy-orders\n" in as_markdown(pair.study(), found, "")


def test_options_in_another_order_have_another_key(pair):
    pair.content["exams"][0]["items"][0]["options"].reverse()
    assert [one.new.split(".")[0] for one in pair.found().keys] == ["D"]


def test_of_texts_that_are_too_long_to_compare_the_middle_is_said():
    words = [f"word{number}" for number in range(2000)]
    pieces = list(word_diff(" ".join(words), " ".join([*words[:100], "new", "words", *words[1900:]])))
    assert [kind for kind, _ in pieces] == ["same", "old", "new", "same"]
    assert (pieces[2][1], pieces[3][1].split()) == ("new words", words[1900:])
