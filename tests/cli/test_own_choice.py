"""`--from COLLECTION`: what a learner forgets, as a sheet, as cards, as any other output, and as a search."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.files import snapshot
from tests.support.learners import card, learner_collection

LEARNT = learner_collection(
    [
        card("mini:glue-bookmark", day=39, stability=40_000),
        card("mini:glue-code", day=20, stability=5, lapses=4),
        card("mini:firehose-name", day=30, stability=20),
        card("mini:s3-to-lambda", day=1, stability=1, queue=-1),  # suspended: put away
        card("mini:how-to-load"),
    ]
)
SEARCH = "in Anki, 2 facts chosen: nid:1700000000001,1700000000002"


@pytest.fixture
def mine(work):
    """A profile beside the content."""
    (work / "me").mkdir()
    (work / "me" / "collection.anki2").write_bytes(LEARNT)
    return work


def test_the_weakest_facts_that_were_met_are_taken_and_found_in_anki(mine, cli):
    before = snapshot(mine / "me")
    done = cli("markdown", "--from", "me", "--weakest", "2")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1] == SEARCH
    assert snapshot(mine / "build").keys() == {"mini--weakest.md"}
    text = (mine / "build" / "mini--weakest.md").read_text("utf-8")
    assert "push_down_predicate" in text
    assert "Which service delivers" in text
    assert "bookmark only if" not in text
    assert snapshot(mine / "me") == before


def test_other_filters_hold_too(mine, cli):
    assert cli("markdown", "--from", "me", "--rank", "1").stdout.splitlines()[-1].startswith("in Anki, 1 fact chosen")
    assert (mine / "build" / "mini--rank-1-weakest.md").exists()


def test_the_sheet_prints_them_also_those_that_its_author_left_out(mine, cli):
    done = cli("pdf", "-j1", "--only", "sheet-a4", "--from", "me", "--weakest", "2")
    assert done.exit_code == 0, done.output
    (page,) = PdfReader(mine / "build" / "mini--weakest-cheatsheet-a4.pdf").pages
    text = page.extract_text()
    assert "What you forget first · 2 facts" in text
    assert "push_down_predicate" in text
    assert "Which service delivers" in text
    assert "must" not in text
    assert done.stdout.splitlines()[-1] == SEARCH


def test_the_collection_is_found_by_itself(mine, cli):
    environment = {"ANKI_BASE": str(mine)}
    assert cli("markdown", "--from", "anki", "--weakest", "2", env=environment).stdout.splitlines()[-1] == SEARCH


@pytest.mark.parametrize(
    ("collection", "said"),
    [
        (b"no", "error: me/collection.anki2: this is no collection of Anki"),
        (learner_collection([card("mini:glue-code")]), "error: nothing of it has been answered yet"),
        (learner_collection([card("other:a"), card("other:b")]), "it holds no card of the study 'mini'"),
    ],
)
def test_without_anything_forgotten_nothing_is_made(mine, cli, collection, said):
    (mine / "me" / "collection.anki2").write_bytes(collection)
    done = cli("markdown", "--from", "me")
    assert done.exit_code == 1
    assert said in done.stderr
    assert not list(Path("build").glob("*.md"))


@pytest.mark.parametrize("flag", [("--exam", "2027-02-01"), ("--weakest", "5")])
@pytest.mark.usefixtures("mine")
def test_what_belongs_to_it_is_not_ignored_without_it(cli, flag):
    done = cli("markdown", *flag)
    assert done.exit_code == 2
    assert f"{flag[0]} goes with --from COLLECTION" in done.stderr
