"""What WeasyPrint really laid out, against what was predicted. It drops what overflows a page without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dea_export.exporters.pdf.fit import Layout

PIXEL = 72 / 96  # pt; WeasyPrint's boxes count CSS pixels
NOTICEABLE = 0.1  # em; less than that is rounding, a wrong line count is more than one


@dataclass(frozen=True, slots=True)
class Laid:
    """One fact as laid out."""

    height: float  # pt
    bottom: float  # pt from the top of the page's content
    page: int


def laid_out(pages: Sequence[Any]) -> list[Laid]:
    """The facts of a laid-out document, in the order of the tree."""
    return [
        Laid(
            box.margin_height() * PIXEL - float(box.margin_top) * PIXEL,
            (box.position_y + box.margin_height()) * PIXEL,
            number,
        )
        for number, page in enumerate(pages)
        for box in _facts(page._page_box)  # noqa: SLF001  the public interface has no boxes
    ]


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


def expected(layout: Layout) -> list[tuple[str, float]]:
    """Facts in print order with their heights in pt."""
    return [
        (box.name, box.height * layout.points)
        for page in layout.pages
        for column in page
        for box in column.boxes
        if box.kind == "fact"
    ]


def corrections(layout: Layout, found: Sequence[Laid]) -> dict[str, float]:
    """By how many em each fact is higher (or lower) than predicted; facts that are right are not in it."""
    return {
        name: (laid.height - height) / layout.points
        for (name, height), laid in zip(expected(layout), found, strict=False)
        if abs(laid.height - height) > NOTICEABLE * layout.points
    }


def whole(layout: Layout, found: Sequence[Laid], limit: float) -> bool:
    """Whether every fact was printed, on the page meant for it, above `limit` (pt from the top of the page)."""
    meant = [
        number
        for number, page in enumerate(layout.pages)
        for column in page
        for box in column.boxes
        if box.kind == "fact"
    ]
    return [laid.page for laid in found] == meant and all(laid.bottom <= limit for laid in found)
