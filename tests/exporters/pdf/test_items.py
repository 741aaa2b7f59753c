"""What the sheet prints of a fact, as parts."""

from dea_export.exporters.pdf.sheet.items import ProsePart, sheet_items, text_of_parts
from tests.support import studies


def item(text: str):
    fact = {"id": "fact-1", "domain": 1, "kind": "statement", "skill": "1.1.1", "text": "{{c1::a}}"}
    (found,) = sheet_items(studies.study([fact | {"sheet": {"text": text, "priority": "must"}}]))
    return found


def test_a_list_item_of_many_paragraphs_is_printed_whole():
    paragraphs = [f"paragraph {n}" for n in range(130)]
    lines = text_of_parts(item("- " + "\n\n  ".join(paragraphs)).parts).split("\n")
    assert lines == [f"– {paragraphs[0]}", *paragraphs[1:]]


def test_items_of_a_list_have_their_sign_or_number():
    assert text_of_parts(item("- a\n- b").parts) == "– a\n– b"
    found = item("1. a\n2. b")
    assert text_of_parts(found.parts) == "1. a\n2. b"
    assert all(isinstance(part, ProsePart) for part in found.parts)


def test_what_a_learner_needs_goes_by_need_and_not_by_what_the_author_marked():
    made = studies.study(studies.facts(1, 40))
    needed = [fact.id for fact in made.living][30:10:-1]
    items = sheet_items(made, needed)
    assert [item.order for item in items] == list(range(20))
    assert [item.id for item in sorted(items, key=lambda item: item.rank)] == needed
    assert {item.priority for item in items} == {1}
