"""What is found on the study page: by words, filters, addresses and signals."""

import time
from pathlib import Path

import pytest

from dea_export.reading import load
from tests.support import studies

TESTS = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", None),
        ("BOOKMARK keeps", ["glue-bookmark"]),
        ("kinesis data firehose", ["firehose-name"]),  # its former name
        ("role-vs", ["role-vs-user"]),
        ('{"a":{"b":1}}', ["nasty-characters"]),
        ("instance profile rotate", ["pick-a-key"]),  # option, and why another loses
        ("jöb.commit agaín", ["glue-bookmark"]),
        ("s3 select filtered", []),  # retired
        ("<span", []),
    ],
)
def test_search_goes_over_everything(site, mini, words, found):
    page = site(mini)
    page.type(words)
    assert page.shown() == ([fact.id for fact in mini.living] if found is None else found)
    count = len(page.shown())
    assert page.text("[data-part=found]") == ("8 facts" if not words else f"{count} of 8 facts")


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("domain", "2", 2),
        ("task", "1.1", 4),
        ("service", "iam", 2),
        ("rank", "1", 3),
        ("kind", "steps", 2),
        ("sheet", "must", 1),
        ("sheet", "should", 3),
        ("sheet", "could", 4),
        ("tag", "odd", 1),
    ],
)
def test_filters(site, mini, name, value, count):
    page = site(mini)
    page.choose(name, value)
    assert len(page.shown()) == count
    page.click("Show all")
    time.sleep(0.1)
    assert len(page.shown()) == 8


def test_a_study_of_topics_is_found_and_counted_by_topic(site):
    loaded = load((TESTS / "smallest.yaml").read_bytes(), "smallest.yaml")
    page = site(loaded.study)
    headings = (
        "return [...document.querySelectorAll('[data-part=found-facts] :is(h2, h3)')].map(one => one.innerText.trim())"
    )
    assert page.run(headings) == ["Where they end", "Length"]
    assert page.text("article:first-of-type .place") == "statement danube-mouth"
    page.choose("domain", "Length")
    assert page.shown() == ["danube-volga", "rhine-course"]
    page.choose("domain", "")
    page.go("#/record")
    assert page.text("table.figures thead th") == "Topic"
    assert page.text("table.figures tbody th") == "Where they end"


def test_an_address_opens_its_fact_whatever_is_filtered(site, mini):
    page = site(mini, "#role-vs-user")
    assert page.run("return document.activeElement.id") == "role-vs-user"
    page.type("bookmark")
    page.go("#pick-a-key")
    assert page.run("return document.activeElement.id") == "pick-a-key"


def test_an_old_address_says_what_became_of_its_fact(site, mini):
    page = site(mini, "#gone-thing")
    (gone,) = (fact for fact in mini.facts if fact.retired)
    assert page.text("[data-part=gone]").startswith(f"gone-thing is no longer learnt: {gone.retired.reason}")
    assert page.run("return [...document.querySelectorAll('[data-part=gone] a')].map(one => one.innerText)") == list(
        gone.retired.instead
    )
    page.go("#role-vs-user")
    assert page.run("return document.querySelector('[data-part=gone]').hidden")


def test_a_newcomer_is_told_where_to_begin_until_there_is_progress(site, mini):
    page = site(mini)
    assert page.text("[data-part=welcome]").startswith("Where to begin\n\nLearn asks")
    page.type("bookmark")
    assert page.run("return document.querySelector('[data-part=welcome]').hidden")
    page.type("")
    page.run("document.querySelector('[data-part=welcome] a').click()")
    page.go("#/learn")
    page.keys(" ", "2")
    page.go("#/read")
    assert page.run("return document.querySelector('[data-part=welcome]').hidden")


def test_signals_are_what_decides_and_what_it_points_to(site, mini):
    page = site(mini, "#/signals")
    table = "[data-view=signals] table"
    assert page.text(f"{table} tbody").split() == [
        "No",
        "long-lived",
        "keys,",
        "nothing",
        "to",
        "rotate.",
        "An",
        "instance",
        "profile",
        "→",
    ]
    page.type("athena")
    assert page.text(table) is None
    assert page.text("[data-view=signals] p") == "No fact has all of that. Fewer words, or fewer filters?"
    page.type("")
    page.run("document.querySelector('[data-view=signals] td a').click()")
    assert page.text("[data-view=read] article:target, #pick-a-key .prompt") is not None


def test_ten_thousand_facts_are_found_at_once(site):
    page = site(studies.study(studies.facts(7, 10_000)))
    took = page.run("""
        const words = document.querySelector("[name=words]");
        const type = text => { words.value = text; words.dispatchEvent(new Event("input", {bubbles: true})) };
        type("x");
        const times = ["s", "sh", "sha", "shard", "shard job", ""].map(text => {
          const start = performance.now(); type(text); document.body.offsetHeight; return performance.now() - start });
        return times.sort((a, b) => a - b)[2]""")
    assert took < 250  # the median; a sixth of it on a machine that does nothing else
    assert page.run("return document.querySelectorAll('article').length") < 400
