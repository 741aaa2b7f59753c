"""The facts and items on laid-out pages, whatever the document: every one is a `<p>` or `<div>` of the class `f`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

PIXEL = 72 / 96  # pt; WeasyPrint's boxes count CSS pixels


@dataclass(frozen=True, slots=True)
class PrintedFact:
    """One fact as laid out."""

    height: float  # pt
    bottom: float  # pt from the top of the page
    page: int


def read_printed(pages: Sequence[Any]) -> dict[str, PrintedFact]:
    """The facts of a laid-out document by id."""
    return {
        box.element.get("id"): PrintedFact(
            (box.margin_height() - float(box.margin_top)) * PIXEL,
            (box.position_y + box.margin_height()) * PIXEL,
            number,
        )
        for number, page in enumerate(pages)
        for box in _facts(page._page_box)  # noqa: SLF001  the public interface has no boxes
    }


def _facts(box: Any) -> Iterator[Any]:  # noqa: ANN401
    element = getattr(box, "element", None)
    if element is not None and box.element_tag in {"p", "div"} and "f" in (element.get("class") or "").split(" "):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _facts(child)


def count_facts(pages: Sequence[Any]) -> int:
    """How many facts were printed; one that goes on over a page end counts once."""
    return len({id(box.element) for page in pages for box in _facts(page._page_box)})  # noqa: SLF001
