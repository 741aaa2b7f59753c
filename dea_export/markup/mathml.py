"""MathML of the library -> MathML of our pages: answers marked, room after functions, the source as its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from dea_export.markup.drawn_formulas import to_mathml
from dea_export.markup.symbols import FUNCTIONS
from dea_export.markup.tex_reader import ANSWER, END

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

THIN = "0.17em"
Answer = TypeVar("Answer")


def mark_formula(
    tex: str, answers: Sequence[Answer], display: bool, marks: Callable[[Answer], Mapping[str, str]]
) -> str | None:
    """A `<math>`; `tex` has marks around each of the `answers`, whose elements get the attributes `marks`.

    Its alternative text is the source, but where that would tell an answer. None when it cannot be drawn.
    """
    if (made := to_mathml(tex, display=display)) is None:
        return None
    from xml.etree import ElementTree as ET

    root = ET.fromstring(made)  # noqa: S314  made by us, of what has no entities
    opened = find_answers(root)
    if opened is None or len(opened) != len(answers):
        return None
    for row, answer in zip(opened, answers, strict=True):
        row.attrib.update(marks(answer))
    _space_functions(root)
    if not answers:
        root.set("alttext", tex)
    return ET.tostring(root, encoding="unicode")


def find_answers(root: ET.Element) -> list[ET.Element] | None:
    """The rows between marks, which are taken away, in reading order; None where a row has not both."""
    rows = list(_opened(root))
    return rows if all(_close(row) for row in rows) else None


def _opened(root: ET.Element) -> Iterator[ET.Element]:
    """The rows that begin with a mark, which is taken away, in reading order."""
    for row in list(root.iter("mrow")):
        if len(row) and row[0].text == ANSWER:
            row.remove(row[0])
            yield row


def _close(row: ET.Element) -> bool:
    """Takes the other mark away; False when it does not end the row."""
    if not len(row) or row[-1].text != END:
        return False
    row.remove(row[-1])
    return True


def _space_functions(root: ET.Element) -> None:
    """Room between `sin` and its `x`, which browsers do not leave."""
    from xml.etree import ElementTree as ET

    for row in root.iter("mrow"):
        for first, second in reversed(list(pairwise(list(row)))):
            if first.tag == "mi" and first.text in FUNCTIONS and second.tag in {"mi", "mn", "mrow", "mfrac", "msup"}:
                row.insert(list(row).index(second), ET.Element("mspace", {"width": THIN}))
