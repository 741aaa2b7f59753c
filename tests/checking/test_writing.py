"""Every YAML block of the author's guide is what it says: right, or wrong in the way it names."""

import re
import textwrap
from pathlib import Path

import pytest

from tests.support.exams import exam_text
from tests.support.facts import problems, study_text

GUIDE = (Path(__file__).parents[2] / "docs" / "writing.md").read_text("utf-8")
BLOCKS = re.findall(r"(?ms)^```yaml( bad [EWI]\d{3})?\n(.*?)^```", GUIDE)


def text_of(block):
    """The content file of a block: an item of an exam, whose facts are all the one of the example, or facts."""
    if "hinge:" not in block:
        return study_text(block)
    return exam_text(textwrap.indent(re.sub(r"facts: \[[\w-]+\]", "facts: [example]", block), " " * 6))


@pytest.mark.parametrize(("mark", "block"), BLOCKS, ids=lambda value: value[:30].replace("\n", " "))
def test_a_block_of_the_guide_is_what_it_says(mark, block):
    assert problems(text_of(block)) == mark.split()[1:]


def test_the_guide_shows_every_kind():
    kinds = {"statement", "question", "compare", "steps", "choice", "tree"}
    assert {kind for kind in kinds if f"kind: {kind}\n" in GUIDE} == kinds
