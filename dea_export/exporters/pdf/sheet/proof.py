"""What WeasyPrint really laid out, against what was predicted. It drops what overflows a page without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dea_export.exporters.pdf.sheet.fitting import Layout

PIXEL = 72 / 96  # pt; WeasyPrint's boxes count CSS pixels
NOTICEABLE = 0.01  # em; less than that is rounding, a wrong line count is more than one


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


def expected_facts(layout: Layout) -> dict[str, tuple[int, float]]:
    """For every fact its page and its height in pt, as predicted."""
    return {
        box.name: (number, box.height * layout.points)
        for number, page in enumerate(layout.pages)
        for column in page
        for box in column.boxes
        if box.kind == "fact"
    }


def height_corrections(layout: Layout, found: Mapping[str, PrintedFact]) -> dict[str, float]:
    """By how many em each fact is higher (or lower) than predicted; facts that are right are not in it."""
    return {
        name: (found[name].height - height) / layout.points
        for name, (_, height) in expected_facts(layout).items()
        if name in found and abs(found[name].height - height) > NOTICEABLE * layout.points
    }


def is_whole(layout: Layout, found: Mapping[str, PrintedFact], limit: float) -> bool:
    """Whether every fact was printed, on the page meant for it, above `limit` (pt from the top of the page)."""
    meant = {name: page for name, (page, _) in expected_facts(layout).items()}
    return {name: laid.page for name, laid in found.items()} == meant and all(
        laid.bottom <= limit for laid in found.values()
    )
