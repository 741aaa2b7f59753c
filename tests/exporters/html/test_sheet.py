"""The cheat sheet on the study page: the lines of the printed one, found, filtered, and leading to their facts."""

from pathlib import Path

import pytest

from dea_export.exporters.pdf.sheet.items import sheet_items, text_of_parts
from dea_export.reading import load
from tests.support.facts import study_text

TESTS = Path(__file__).parents[2]
LINES = (
    "return [...document.querySelectorAll('[data-view=sheet] .entry')].map(one => one.querySelector('.to').ariaLabel)"
)


def squeezed(text):
    return "".join(text.split())


def test_it_says_what_the_printed_one_chooses_from(site, mini):
    page = site(mini, "#/sheet")
    items = sheet_items(mini)
    assert sorted(page.run(LINES)) == sorted(item.id for item in items)
    text = squeezed(page.run("return document.querySelector('[data-view=sheet]').textContent"))
    (prose,) = (item for item in items if item.id == "glue-bookmark")
    assert squeezed(text_of_parts(prose.parts)) in text


def test_a_line_leads_to_its_fact_and_back(site, mini):
    page = site(mini, "#/sheet")
    page.run("const link = document.querySelector('.to[href=\"#role-vs-user\"]'); link.focus(); link.click()")
    page.go("#role-vs-user")
    assert page.run("return document.activeElement.id") == "role-vs-user"
    page.go("#/sheet")
    assert page.run("return document.activeElement.getAttribute('href')") == "#role-vs-user"


@pytest.mark.parametrize(("name", "value"), [("sheet", "must"), ("words", "bookmark")])
def test_search_and_filters_hold_for_it(site, mini, name, value):
    page = site(mini, "#/sheet")
    page.choose(name, value)
    assert page.run(LINES) == ["glue-bookmark"]
    assert page.text("[data-view=sheet] .legend") == "● must"
    page.choose("words", "no such word")
    assert "No fact has all of that" in page.text("[data-view=sheet]")


def test_code_and_arrows_keep_their_way_from_right_to_left(site):
    content = (TESTS / "mini.yaml").read_text(encoding="utf-8").replace("language: en", "language: he", 1)
    page = site(load(content.encode(), "mini.yaml").study, "#/sheet")
    assert page.run("return getComputedStyle(document.body).direction") == "rtl"
    looks = "const look = getComputedStyle(document.querySelector(arguments[0])); return [look.direction, look.unicodeBidi, look.transform]"
    assert page.run(looks, ".entry code") == ["ltr", "isolate", "none"]
    assert page.run(looks, ".entry .to")[2] == "matrix(-1, 0, 0, 1, 0, 0)"


def test_columns_end_about_where_the_window_does(site):
    services = ["athena", "firehose", "glue", "lambda", "redshift", "s3", "sqs", "kinesis-data-streams"]
    facts = "".join(
        f"- id: f-{number}\n  text: 'One is {{{{c1::a {number}}}}}.'\n  services: [{services[number // 10]}]\n"
        f"  sheet: {{text: 'line {number}', priority: should}}\n"
        for number in range(80)
    )
    page = site(load(study_text(facts).encode(), "a.yaml").study, "#/sheet")
    page.run("return new Promise(done => setTimeout(done, 300))")
    lines = "return [...document.querySelectorAll('.sheet')].map(one => one.querySelectorAll('.entry').length)"
    assert page.run(lines) == [30, 30, 20]
