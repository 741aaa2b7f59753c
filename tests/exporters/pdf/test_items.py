"""What the sheet prints of a fact, as parts."""

from dea_export.exporters.pdf.sheet.items import ProsePart, item_text, sheet_items
from tests.support import studies


def item(text: str):
    fact = {"id": "fact-1", "domain": 1, "kind": "statement", "skill": "1.1.1", "text": "{{c1::a}}"}
    (found,) = sheet_items(studies.study([fact | {"sheet": {"text": text, "priority": "must"}}]))
    return found


def test_a_list_item_of_many_paragraphs_is_printed_whole():
    paragraphs = [f"paragraph {n}" for n in range(130)]
    lines = item_text(item("- " + "\n\n  ".join(paragraphs))).split("\n")
    assert lines == [f"– {paragraphs[0]}", *paragraphs[1:]]


def test_items_of_a_list_have_their_sign_or_number():
    assert item_text(item("- a\n- b")) == "– a\n– b"
    found = item("1. a\n2. b")
    assert item_text(found) == "1. a\n2. b"
    assert all(isinstance(part, ProsePart) for part in found.parts)
