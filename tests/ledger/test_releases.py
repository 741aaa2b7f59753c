"""The promise: whatever `check` allows, in whatever order, costs no learner a review, an edit or a card.

Random releases, a learner who does everything a learner does, the real backend. RELEASES=30 SEEDS=10 for the long run.
"""

import os
import random

import pytest

from dea_export.simulation.learner import Learner
from dea_export.simulation.losses import find_losses
from tests.support.releases import Publisher, Restyled

RELEASES = int(os.environ.get("RELEASES", "5"))
SEEDS = int(os.environ.get("SEEDS", "3"))


def add(author, rng):
    number = sum(1 for fact in author.facts() if fact["id"].startswith("new-")) + 1
    domain, skill = rng.choice([(0, "1.1.1"), (1, "2.1.1")])
    author.content["domains"][domain]["topics"][0]["facts"].insert(
        0,
        {"id": f"new-{number}", "kind": "statement", "skill": skill,
         "text": f"Fact {number} has {{{{c1::one gap}}}} and {{{{c2::another::hint {number}}}}}."},
    )  # fmt: skip


def living(author, rng):
    return rng.choice([fact for fact in author.facts() if "retired" not in fact])


def reword(author, rng):
    living(author, rng)["why"] = f"Because of {rng.random():.6f}."


def correct(author, rng):
    fact = living(author, rng)
    if fact["kind"] == "statement" and "{{c1::" in fact["text"]:
        fact["text"] = fact["text"].replace("{{c1::", f"{{{{c1::{rng.choice('abcdef')}", 1)
    elif fact["kind"] == "question":
        fact["answer"] += f" {rng.randint(1, 99)}"


def retire(author, rng):
    facts = [fact for fact in author.facts() if "retired" not in fact]
    if len(facts) > 5:
        rng.choice(facts)["retired"] = {"reason": "no longer so"}


def drop(author, rng):
    fact = living(author, rng)
    if fact["kind"] == "statement" and "{{c2::another" in fact["text"]:
        fact["text"] = fact["text"].split(" and {{c2::")[0] + "."
        fact["dropped"] = [2]


def reorder(author, rng):
    for domain in author.content["domains"]:
        for topic in domain["topics"]:
            rng.shuffle(topic["facts"])


def move(author, rng):
    """To the other domain: another skill, and another place in the file."""
    one, other = author.content["domains"]
    fact = rng.choice(one["topics"][0]["facts"])
    if len(one["topics"][0]["facts"]) > 1:
        one["topics"][0]["facts"].remove(fact)
        other["topics"][0]["facts"].append(fact | {"skill": "2.1.1"})


def restyle(author, rng):
    author.templates = Restyled(str(rng.random()))


def retag(author, rng):
    living(author, rng)["tags"] = [f"word-{rng.randint(1, 9)}"]


def rerank(author, rng):
    living(author, rng)["rank"] = rng.randint(1, 3)


def recheck(author, rng):
    sourced = [fact for fact in author.facts() if "source" in fact]
    rng.choice(sourced)["checked"] = f"2026-0{rng.randint(1, 9)}-01"


EDITS = (add, reword, correct, retire, drop, reorder, move, restyle, retag, rerank, recheck)


def live(learner, author, rng):
    """What a learner does between two releases."""
    state = learner.state()
    cards, notes = sorted(state.schedule), sorted(state.fields)
    fresh = [card for card in cards if state.schedule[card][0] == 0 and state.schedule[card][1] == 0]
    learner.study(rng.sample(fresh, min(3, len(fresh))))
    learner.edit(rng.choice(notes), author.now)
    learner.tag(rng.choice(notes), rng.choice(["my::tag", "marked"]), author.now)
    learner.flag(rng.choice(cards))
    learner.suspend(rng.choice(cards))
    learner.move(rng.choice(cards))
    if rng.random() < 0.3:
        learner.delete(rng.choice(notes))


def announced(author):
    """Cards that the author said are given up."""
    return {(f"mini:{fact['id']}", number) for fact in author.facts() for number in fact.get("dropped", ())}


@pytest.mark.parametrize("seed", range(1, 1 + SEEDS))
def test_no_release_costs_a_learner_anything(tmp_path, seed):
    rng = random.Random(seed)
    author = Publisher(tmp_path)
    with Learner() as learner:
        learner.take(author.release()[0])
        for _ in range(RELEASES):
            live(learner, author, rng)
            for edit in rng.sample(EDITS, 4):
                edit(author, rng)
            package = rng.choice(author.release())
            if rng.random() < 0.3:
                continue  # a learner who skips a release
            take(learner, package, author)


def take(learner, path, author):
    with Learner() as alone:
        alone.take(path)
        package = alone.state()
    before = learner.state()
    log = learner.take(path)
    after = learner.state()
    assert find_losses(before, after, package) == []
    assert log["conflicting"] == log["first_field_match"] == log["missing_notetype"] == 0
    assert after.empty <= announced(author)
    for guid, fields in before.fields.items():
        newer = package.times.get(guid, 0) > before.times[guid]
        assert after.fields[guid] == (package.fields[guid] if newer else fields)
        assert after.tags[guid] == (package.tags[guid] if newer else before.tags[guid])
    assert learner.check() == ""
    assert learner.state() == after
