"""Rules on what a learner meets before it was explained."""

from tests.support.facts import HEAD, diagnostics, study_text

TWO = """\
- id: later
  rank: 2
  text: Redshift's WLM keeps {{c1::queues}}.
- id: first
  rank: 1
  text: WLM and MSCK are {{c1::not explained}} here.
"""


def said(text):
    return [(problem.code, problem.message) for problem in diagnostics(text)]


def glossary(text, words):
    return text.replace("services:", f"abbreviations: {words}\nservices:", 1)


def test_without_a_glossary_no_abbreviation_is_looked_at():
    assert said(study_text(TWO)) == []


def test_an_abbreviation_is_named_once_where_it_is_met_first():
    assert said(glossary(study_text(TWO), '{WLM: ""}')) == [("W417", "the abbreviation 'MSCK' is explained nowhere")]


def test_the_first_card_writes_an_abbreviation_out():
    text = glossary(study_text(TWO), '{WLM: workload management, MSCK: ""}')
    assert said(text) == [("W418", "'WLM' is met here first, and not written out")]
    written = text.replace("WLM and MSCK", "Workload management (WLM) and MSCK")
    assert said(written) == []


def test_names_of_services_explain_their_own_abbreviations():
    assert "Amazon SQS" in HEAD
    assert said(glossary(study_text("text: SQS keeps {{c1::messages}}."), "{}")) == []


def test_a_circle_is_said_once_and_in_words():
    three = "".join(
        f"- id: {one}\n  text: The word {one} is {{{{c1::{one * 3}}}}}.\n  after: [{other}]\n"
        for one, other in (("aa", "bb"), ("bb", "cc"), ("cc", "aa"))
    )
    assert said(study_text(three)) == [("E224", "a circle: aa after bb after cc after aa")]


def test_a_fact_after_itself_is_no_other_fact():
    assert said(study_text("id: me\ntext: I am {{c1::me}}.\nafter: [me]"))[0][0] == "E210"
