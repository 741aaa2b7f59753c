"""What the page is made of: data, policy, size."""

import hashlib
import json
import re
from base64 import b64decode
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from dea_export.cards.wording import say_margin
from dea_export.exporters import html
from dea_export.exporters.api import Job
from dea_export.exporters.html.page_data import gather_data
from dea_export.exporters.html.page_exams import digest_item
from dea_export.exporters.html.page_facts import digest_texts
from dea_export.exporters.html.study_page import encode_json, render_page
from dea_export.exporters.resources import template_root
from dea_export.model.text import Text
from dea_export.reading import load
from dea_export.words import words_in
from tests.support.facts import study_text
from tests.support.html_forms import page_data

ROOT = Path(__file__).parents[3]
LARGEST = 2_500_000  # bytes of the page of the real study


def made(study, media=None):
    (artifact,) = html.exporter.export(study, Job("made", template_root(), media=media or {}))
    return artifact.data.decode()


def first_fact(study, media=None):
    return gather_data(study, media or {})["domains"][0]["topics"][0]["facts"][0]


def asides(fact):
    return {name: said for name, _, said in fact["about"]}


def one_fact(example):
    study = load(study_text(example).encode(), "a.yaml").study
    assert study is not None
    return study, first_fact(study, {"a.png": b"picture"})


@pytest.fixture(scope="module")
def real():
    path = ROOT / "content" / "dea-c01.yaml"
    return load(path.read_bytes(), path.name).study


def test_a_gap_of_a_formula_is_hidden_with_its_card():
    _, fact = one_fact(r"text: 'Energy is \(E = m{{c1::c^{ {{c2::2::power}} }}}\).'")
    assert fact["body"] == (
        'Energy is <math display="inline"><mrow><mi>E</mi><mo>=</mo><mi>m</mi><mrow class="gap" data-gap="1"><msup><mi>c</mi>'
        '<mrow><mrow class="gap" data-gap="2" data-hint="power"><mn>2</mn></mrow></mrow></msup></mrow></mrow></math>.'
    )


def test_gaps_carry_their_numbers_and_hints():
    _, fact = one_fact('text: "{{c1::one::a <hint>}} and {{c2::two}}"')
    assert fact["cards"] == [1, 2]
    assert fact["body"] == (
        '<span class="gap" data-gap="1" data-hint="a &lt;hint&gt;">one</span>'
        ' and <span class="gap" data-gap="2">two</span>'
    )


def test_gaps_within_code_and_within_gaps_carry_theirs():
    _, fact = one_fact("text: |-\n  {{c1::all of {{c2::this}}}}\n\n  ```python\n  f({{c3::x::which}}=1)\n  ```")
    assert fact["cards"] == [1, 2, 3]
    assert [f'data-gap="{number}"' in fact["body"] for number in (1, 2, 3)] == [True] * 3
    assert 'data-hint="which"' in fact["body"]


def test_what_heads_no_column_is_no_heading():
    _, fact = one_fact("kind: compare\nthings: [a, b]\naspects: [{name: x, cells: ['{{c1::1}}', '2']}]")
    assert '<thead><tr><td></td><th scope="col">a</th>' in fact["body"]


def test_a_column_is_aligned_by_a_class():
    _, fact = one_fact("text: |-\n  | a | b |\n  | --- | ---: |\n  | x | {{c1::y}} |")
    assert '<td class="to-right">' in fact["body"]
    assert "style=" not in fact["body"]


def test_a_picture_is_in_the_page_and_an_aside_leads_to_its_fact():
    study, fact = one_fact("- text: '{{c1::one}}'\n  figure: {file: a.png, alt: A <b>}\n  confuse_with: [other]\n"
                           "- id: other\n  text: '{{c1::two}}'")  # fmt: skip
    assert asides(fact)["figure"] == '<img src="data:image/png;base64,cGljdHVyZQ==" alt="A &lt;b&gt;">'
    assert asides(fact)["confused"].startswith('<a href="#other">two')
    assert asides(first_fact(study))["figure"] == "A &lt;b&gt;"


def test_what_was_learnt_is_what_the_texts_say():
    study, _ = one_fact("text: '{{c1::one}}'\nwhy: because\nrank: 1")
    fact = study.facts[0]
    same = replace(fact, rank=3, source=Text("https://example.org/"), skill=Text("1.1.2"))
    assert digest_texts(same) == digest_texts(fact)
    assert digest_texts(replace(fact, why=Text("therefore"))) != digest_texts(fact)
    assert digest_texts(replace(fact, text=Text("{{c1::two}}"))) != digest_texts(fact)


def test_only_living_facts_in_study_order(mini):
    data = gather_data(mini, {})
    ids = [fact["id"] for domain in data["domains"] for topic in domain["topics"] for fact in topic["facts"]]
    assert ids == [fact.id for fact in mini.living]
    assert sorted(data["order"]) == sorted(ids)


def test_json_ends_no_element():
    assert "<" not in encode_json({"a": "</script><!--<script>"})
    assert json.loads(encode_json({"a": "</script>"})) == {"a": "</script>"}


def test_the_policy_names_what_is_in_the_page(mini):
    page = made(mini)
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        text = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        assert (
            b64decode(rules[name].removeprefix("'sha256-").removesuffix("'")) == hashlib.sha256(text.encode()).digest()
        )
    assert not re.search(r"""\son\w+=|\sstyle=|<(?:script|img|link|iframe)\b[^>]*(?:src|href)="(?!data:)""", page)


def test_language_and_direction(mini):
    for language, direction in (("en", "ltr"), ("ar-EG", "rtl"), ("he", "rtl")):
        study = replace(mini, study=replace(mini.study, language=Text(language)))
        page = render_page(study, {}, template_root())
        assert f'<html lang="{language}" dir="{direction}">' in page


def test_the_page_of_the_real_study_is_small_and_whole(real):
    page = made(real)
    assert len(page.encode()) <= LARGEST
    facts = [fact for domain in page_data(page)["domains"] for topic in domain["topics"] for fact in topic["facts"]]
    assert len(facts) == len(real.living)


def test_an_exam_has_a_reason_for_every_option_and_what_it_rests_on(mini):
    (exam,) = gather_data(mini, {})["exams"]
    assert [exam[key] for key in ("id", "minutes", "margin", "note")] == [
        "form-1",
        4,
        64,
        say_margin(2, words_in("en")),
    ]
    item, second = exam["items"]
    assert item["stem"].startswith("<p>A toy maker")
    assert item["facts"] == ["glue-bookmark"]
    assert item["options"][0]["text"] == "Add a call of <code>job.commit()</code> as the last line of the script."
    assert [option["pick"] for option in second["options"]] == [True, False, True, False, False]
    assert second["source"] == [mini.exams[0].items[1].source, "docs.aws.amazon.com › best-practices"]
    assert all("reason" in option for option in item["options"])
    assert gather_data(replace(mini, exams=()), {})["exams"] == []


def test_an_answer_is_one_to_the_question_and_its_key(mini):
    item = mini.exams[0].items[0]
    assert digest_item(replace(item, level="hard", deciding=Text("new files"))) == digest_item(item)
    assert digest_item(replace(item, stem=Text("Another."))) != digest_item(item)
    turned = tuple(replace(option, pick=not option.pick) for option in item.options)
    assert digest_item(replace(item, options=turned)) != digest_item(item)


def test_domains_have_the_colours_that_they_have_on_paper():
    paper = re.findall(
        r'\("(#\w{6})", "#\w{6}"\)', (template_root() / "pdf" / "default" / "colours.css").read_text("utf-8")
    )
    style = (template_root() / "html" / "style.css").read_text("utf-8")
    assert re.findall(r"--d\d: (#\w{6})", style)[: len(paper)] == paper
