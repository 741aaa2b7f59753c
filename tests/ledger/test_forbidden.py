"""`check` names every change that would cost a learner something; each harm is shown in the real backend."""

from dataclasses import replace

import pytest

from dea_export.simulation.learner import Learner
from dea_export.simulation.losses import find_losses
from tests.support.releases import Publisher


@pytest.fixture
def author(tmp_path):
    return Publisher(tmp_path)


def taken(author, **how):
    """What a learner loses who studied all cards and then takes a release that `check` forbids."""
    old, _ = author.before
    new, _ = author.release(allowed=False, **how)
    with Learner() as alone:
        alone.take(new)
        package = alone.state()
    with Learner() as learner:
        learner.take(old)
        learner.study(sorted(learner.state().schedule))
        before = learner.state()
        log = learner.take(new)
        return before, learner.state(), log, find_losses(before, learner.state(), package)


@pytest.fixture
def released(author):
    author.before = author.release()
    return author


def renamed(ledger):
    """A ledger whose note types are called by the first word of the exam, as they were until 2026.11."""
    types = {
        kind: replace(type_, name=f"MINI-01 {kind.title()} (dea-export)", id=type_.id + 1)
        for kind, type_ in ledger.frame.types.items()
    }
    return replace(ledger, frame=replace(ledger.frame, types=types))


def test_an_empty_ledger_forbids_nothing(author):
    author.content["study"]["deck"] = "Another deck"
    assert author.complaints() == []


def test_a_correction_of_anything_is_allowed(released):
    released.fact("glue-bookmark")["text"] = "Quite {{c1::other words::hint}}."
    released.fact("firehose-name")["answer"] = "Something else."
    assert released.complaints() == []


def test_a_renamed_id_doubles_the_note(released):
    released.fact("glue-code")["id"] = "glue-codes"
    assert released.complaints() == ["E501"]
    *_, log, found = taken(released)
    assert log["new"] == 1
    assert any("two notes ask the same" in loss for loss in found)


def test_an_id_that_vanished_is_never_corrected_again(released):
    topic = released.content["domains"][0]["topics"][0]
    topic["facts"] = [fact for fact in topic["facts"] if fact["id"] != "glue-code"]
    assert released.complaints() == ["E501"]
    before, after, *_ = taken(released)
    assert after.fields["mini:glue-code"] == before.fields["mini:glue-code"]


def test_a_reused_id_inherits_the_history_of_another_fact(released):
    released.fact("glue-code")["retired"] = {"reason": "gone"}
    released.before = released.release()[::-1]
    released.fact("glue-code").update(text="Athena bills {{c1::data scanned}}.", services=[])
    del released.fact("glue-code")["retired"]
    assert released.complaints() == ["E502"]
    before, after, *_ = taken(released)
    assert "Athena" in after.fields["mini:glue-code"][0]
    assert after.schedule["mini:glue-code", 1][5] > 0  # reviews of a card that asked something else
    assert after.schedule["mini:glue-code", 1] == before.schedule["mini:glue-code", 1]


def test_another_note_type_is_never_taken(released):
    fact = released.fact("glue-bookmark")
    fact.update(kind="question", prompt="What keeps a bookmark?", answer="`job.commit()`")
    del fact["text"]
    assert released.complaints() == ["E503"]
    *_, log, found = taken(released)
    assert log["conflicting"] == 1
    assert any("did not arrive" in loss for loss in found)


def test_a_moved_number_gives_its_history_to_another_answer(released):
    cells = released.fact("role-vs-user")["aspects"][0]
    cells["cells"] = ["{{c2::temporary}}", "{{c1::long-lived}}"]
    assert released.complaints() == ["E504", "E504"]
    before, after, *_ = taken(released)
    assert "{{c1::temporary}}" in before.fields["mini:role-vs-user"][0]
    assert "{{c1::long-lived}}" in after.fields["mini:role-vs-user"][0]
    assert after.schedule["mini:role-vs-user", 1] == before.schedule["mini:role-vs-user", 1]


def test_a_number_that_is_gone_leaves_an_empty_card_with_history(released):
    released.fact("how-to-load")["steps"][1] = "Run `COPY` once"
    assert released.complaints() == ["E505"]
    _, after, *_ = taken(released)
    assert after.empty == {("mini:how-to-load", 2)}
    assert after.schedule["mini:how-to-load", 2][5] > 0
    released.fact("how-to-load")["dropped"] = [2]
    assert released.complaints() == []


def test_a_dropped_number_used_again_inherits_history(released):
    released.fact("how-to-load").update(steps=["Put the files in {{c1::one prefix}}", "Run `COPY`"], dropped=[2])
    released.release()
    released.fact("how-to-load")["steps"][1] = "{{c2::Run}} `COPY`"
    assert released.complaints() == ["E506"]
    before, after, *_ = taken(released)
    assert "{{c2::Run}}" in after.fields["mini:how-to-load"][0]
    assert after.schedule["mini:how-to-load", 2] == before.schedule["mini:how-to-load", 2]
    assert after.schedule["mini:how-to-load", 2][5] > 0


def test_a_renamed_deck_is_a_second_deck(released):
    released.content["study"]["deck"] = "Mini, improved"
    assert released.complaints() == ["E507"]
    released.content["domains"][0]["topics"][0]["facts"].append(
        {"id": "new-one", "kind": "question", "skill": "1.1.1", "prompt": "New?", "answer": "Yes."}
    )
    *_, found = taken(released, other_frame=True)
    assert "a second deck 'Mini, improved'" in found


def test_a_renamed_note_type_is_a_second_note_type_and_corrections_stay_out(released):
    released.ledger = renamed(released.ledger)
    released.fact("glue-bookmark")["why"] = "Corrected."
    released.content["domains"][0]["topics"][0]["facts"].append(
        {"id": "new-one", "kind": "question", "skill": "1.1.1", "prompt": "New?", "answer": "Yes."}
    )
    *_, log, found = taken(released)
    assert log["conflicting"] > 0
    assert any("of the note type 'mini Cloze (dea-export)'" in loss for loss in found)


def test_a_ledger_keeps_the_note_types_of_its_first_release(released):
    released.ledger = renamed(released.ledger)
    assert released.complaints() == []
    released.release()
    assert released.ledger.frame.types["cloze"].name == "MINI-01 Cloze (dea-export)"


def test_the_exam_may_get_another_name(released):
    released.content["study"]["exam"] = "MAXI-02 guide 2.0"
    released.fact("glue-bookmark")["why"] = "Corrected."
    assert released.complaints() == []
    *_, log, found = taken(released)
    assert (log["updated"], log["conflicting"], found) == (1, 0, [])


def test_another_study_id_doubles_every_note(released):
    released.content["study"]["id"] = "maxi"
    assert released.complaints() == ["E507"]
    *_, log, _found = taken(released)
    assert log["new"] == 8


def test_a_field_more_is_another_note_type(released, monkeypatch):
    from dea_export.notes import note_types

    more = {kind: (*names, "Mnemonic") for kind, names in note_types.FIELDS.items()}
    monkeypatch.setattr(note_types, "FIELDS", more)
    monkeypatch.setattr("dea_export.notes.fields.FIELDS", more)
    released.fact("glue-bookmark")["why"] = "Corrected."
    assert released.complaints() == ["E507", "E507"]
    *_, log, found = taken(released, other_frame=True)
    assert log["conflicting"] > 0
    assert any("did not arrive" in loss for loss in found)
