"""Two branches that both released: nothing that learners of either have is forgotten."""

from dataclasses import replace

import pytest

from dea_export.ledger import EMPTY, Ledger, NoteRecord, Release
from dea_export.ledger.ledger import TemplateRecord
from dea_export.ledger.merging import merge_ledgers


def note(id_, first, changed=None, **more):
    digest = f"{id_}@{changed or first}"
    return NoteRecord(id_, "cloze", "living", first, changed or first, digest, "c", **{"clozes": {1: "a"}, **more})


OLD = {id_: note(id_, "2026.11") for id_ in "ab"}
BASE = Ledger("x.lock", "mini", None, {}, (Release("2026.11", 100),), OLD, serial=1)


def branch(*notes, name="2026.12", stamp=200):
    return replace(
        BASE,
        releases=(*BASE.releases, Release(name, stamp)),
        entries=BASE.entries | {one.id: one for one in notes},
        serial=2,
    )


def test_each_branch_keeps_what_it_brought_and_changed():
    ours = branch(note("a", "2026.11", "2026.12"), note("n", "2026.12"))
    theirs = branch(note("b", "2026.11", "2026.12.1"), note("m", "2026.12.1"), name="2026.12.1", stamp=150)
    found = merge_ledgers(BASE, ours, theirs)
    assert found.clashes == ()
    assert [release.name for release in found.ledger.releases] == ["2026.11", "2026.12.1", "2026.12"]
    assert {id_: one.changed for id_, one in found.ledger.entries.items()} == {
        "a": "2026.12", "b": "2026.12.1", "m": "2026.12.1", "n": "2026.12",
    }  # fmt: skip
    assert found.ledger.serial == 3


def test_it_does_not_matter_which_branch_is_ours():
    ours = branch(note("a", "2026.11", "2026.12", clozes={1: "x", 2: "y"}), note("n", "2026.12"))
    theirs = branch(note("a", "2026.11", "2027.01", clozes={3: "z"}, dropped=(1,)), name="2027.01", stamp=300)
    assert merge_ledgers(BASE, ours, theirs).ledger == merge_ledgers(BASE, theirs, ours).ledger


def test_of_a_note_that_both_changed_nothing_comes_back_and_no_gap_is_forgotten():
    ours = branch(replace(note("a", "2026.11", "2026.12", clozes={1: "x", 2: "y"}), status="retired"))
    theirs = branch(note("a", "2026.11", "2027.01", clozes={3: "z"}, dropped=(1,)), name="2027.01", stamp=300)
    one = merge_ledgers(BASE, ours, theirs).ledger.entries["a"]
    assert (one.changed, one.status, one.clozes, one.dropped) == ("2027.01", "retired", {2: "y", 3: "z"}, (1,))


def test_of_two_releases_of_one_name_the_later_is_renamed():
    ours = branch(note("n", "2026.12"), stamp=300)
    theirs = branch(note("m", "2026.12"), stamp=200)
    found = merge_ledgers(BASE, ours, theirs)
    assert found.renamed == (("2026.12", "2026.12.1"),)
    assert [(r.name, r.stamp) for r in found.ledger.releases] == [
        ("2026.11", 100),
        ("2026.12", 200),
        ("2026.12.1", 300),
    ]
    assert (found.ledger.entries["n"].first, found.ledger.entries["m"].first) == ("2026.12.1", "2026.12")


def test_a_release_that_one_branch_recorded_once_more_has_its_new_time():
    amended = replace(BASE, releases=(Release("2026.11", 120),))
    found = merge_ledgers(BASE, amended, branch(note("n", "2026.12")))
    assert found.renamed == ()
    assert [(r.name, r.stamp) for r in found.ledger.releases] == [("2026.11", 120), ("2026.12", 200)]


def test_looks_are_those_of_the_branch_that_changed_them():
    old, new = TemplateRecord("1", "2026.11"), TemplateRecord("2", "2026.12")
    base = replace(BASE, looks={"cloze": old})
    theirs = replace(branch(note("n", "2026.12")), looks={"cloze": new})
    for ours, other in ((base, theirs), (theirs, base)):
        assert merge_ledgers(base, ours, other).ledger.looks == {"cloze": new}


@pytest.mark.parametrize(
    ("theirs", "clash"),
    [
        (replace(branch(note("m", "2027.01"), name="2027.01", stamp=300), study="maxi"), "two studies"),
        (branch(note("m", "2027.01"), name="2027.01"), "the same time"),
        (branch(replace(note("n", "2027.01"), kind="question"), name="2027.01", stamp=300), "'n' is a cloze note in one"),
        (branch(note("a", "2026.11", "2027.01", clozes={2: "b"}, dropped=(1,)), name="2027.01", stamp=300), "no card"),
    ],
)  # fmt: skip
def test_what_no_ledger_can_hold_is_said(theirs, clash):
    ours = branch(note("n", "2026.12"), note("a", "2026.11", "2026.12", dropped=(2,)))
    assert any(clash in said for said in merge_ledgers(BASE, ours, theirs).clashes)


def test_two_first_releases_have_no_common_past():
    found = merge_ledgers(EMPTY, branch(note("n", "2026.12")), branch(note("m", "2027.01"), name="2027.01", stamp=300))
    assert found.clashes == ()
    assert set(found.ledger.entries) == {"a", "b", "n", "m"}


def test_one_name_and_time_for_two_releases_is_a_clash_unless_they_are_the_same():
    ours = branch(note("a", "2026.11", "2026.12", clozes={1: "x"}))
    theirs = branch(note("a", "2026.11", "2026.12", clozes={1: "y"}))
    (clash,) = merge_ledgers(BASE, ours, theirs).clashes
    assert "both recorded 2026.12 at the same time" in clash
    assert merge_ledgers(BASE, ours, ours).clashes == ()
