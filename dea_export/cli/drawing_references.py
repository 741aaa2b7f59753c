"""What refers to what within an SVG drawing: nothing to what is not there, to itself, or so often that it unfolds for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from xml.etree.ElementTree import Element

from dea_export.cli.drawing_values import REFERENCE
from dea_export.cli.media_files import MediaError

DEEPEST = 100  # elements within each other, those that are referred to included
MOST_DRAWN = 20_000  # elements as they are drawn: what is used twice counts twice
PAINTS = {"linearGradient", "radialGradient", "pattern"}
LINES = {"path", "line", "polyline", "polygon"}
POINT = re.compile(r"[A-Za-z]|[\d.]+")  # of a line
REPEATED = ("marker-start", "marker-mid", "marker-end")  # drawn at each point of a line


def settle_references(name: str, root: Element) -> Iterator[str]:
    """Takes out references to nothing and names that nobody calls; yields what that costs, in words.

    Raises MediaError for a drawing that refers to itself, or that would be too large when it is drawn.
    """
    for _ in range(DEEPEST):
        named = _by_id(root)
        lost = [(parent, one) for parent in root.iter() for one in parent if _uses_nothing(one, named)]
        for parent, child in lost:
            parent.remove(child)
            yield f"a part that is used and not there, '{child.get('href', '')}'"
        if not lost:
            break
    else:
        raise refuse_drawing(name, "uses what uses what is not there, and so on")
    added = 0
    for paint in [one for one in root.iter() if one.tag in PAINTS]:
        added += _fill_from_model(paint, named)
        if added > MOST_DRAWN:
            raise refuse_drawing(name, f"unfolds to more than {MOST_DRAWN} elements")
    called: set[str] = set()
    for element in root.iter():
        called.update(_called(element, named))
    for element in root.iter():
        if element.get("id") not in called or named[element.get("id", "")] is not element:
            element.attrib.pop("id", None)
    _Unfolding(name, named).measure(root)


def _by_id(root: Element) -> dict[str, Element]:
    """The elements by id; of two of one id the first."""
    named: dict[str, Element] = {}
    for element in root.iter():
        if id_ := element.get("id"):
            named.setdefault(id_, element)
    return named


def _uses_nothing(element: Element, named: Mapping[str, Element]) -> bool:
    return element.tag == "use" and element.get("href", "#")[1:] not in named


def refuse_drawing(name: str, what: str) -> MediaError:
    """The error for a drawing that asks for too much."""
    return MediaError("E233", f"the drawing '{name}' {what}", "simplify it, or export it as PNG")


def _fill_from_model(paint: Element, named: dict[str, Element]) -> int:
    """Gives a gradient or pattern what it takes from another one: WeasyPrint draws one that refers only once.

    Returns how many elements that are.
    """
    seen = [paint]
    while (model := named.get(paint.attrib.pop("href", "#")[1:])) is not None and model not in seen:
        seen.append(model)
        if model.tag not in PAINTS:
            break
        paint.attrib |= {name: value for name, value in model.items() if name not in paint.attrib}
        if not len(paint):
            paint.extend(deepcopy(list(model)))
    return sum(1 for _ in paint.iter()) if len(seen) > 1 else 0


def _called(element: Element, named: dict[str, Element]) -> Iterator[str]:
    """The ids to which an element refers; references to nothing are taken out of it."""
    for name, value in list(element.items()):
        found = REFERENCE.match(value)
        id_ = found[2] if found else value[1:] if name == "href" else ""
        if id_ in named:
            element.set(name, f"url(#{id_})" if found else value)  # a colour for where it is missing has no use
            yield id_
        elif id_:
            rest = value[found.end() :].strip() if found else ""
            element.attrib.pop(name)
            if name in {"fill", "stroke"}:
                element.set(name, rest or "none")


class _Unfolding:
    """How many elements are drawn, and how deep they are within each other."""

    def __init__(self, name: str, named: dict[str, Element]) -> None:
        self.name, self.named = name, named
        self.known: dict[Element, tuple[int, int]] = {}
        self.open: set[Element] = set()

    def measure(self, element: Element) -> tuple[int, int]:
        """Number and depth of an element with all that it draws."""
        if element in self.known:
            return self.known[element]
        if element in self.open:
            raise refuse_drawing(self.name, "uses a part of itself within that part")
        if len(self.open) > DEEPEST:
            raise refuse_drawing(self.name, f"has more than {DEEPEST} elements within each other")
        self.open.add(element)
        parts = [(1, *self.measure(child)) for child in element]
        for name, value in element.items():
            found = REFERENCE.match(value)
            target = self.named.get(found[2] if found else value[1:] if name == "href" else "")
            if target is not None:
                parts.append((_count_points(element) if name in REPEATED else 1, *self.measure(target)))
        self.open.remove(element)
        number = 1 + sum(times * count for times, count, _ in parts)
        depth = 1 + max((depth for *_, depth in parts), default=0)
        if number > MOST_DRAWN or depth > DEEPEST:
            what = f"{MOST_DRAWN} elements" if number > MOST_DRAWN else f"{DEEPEST} elements within each other"
            raise refuse_drawing(self.name, f"unfolds to more than {what}")
        self.known[element] = number, depth
        return number, depth


def _count_points(element: Element) -> int:
    """At how many points of lines, its own and those within it, markers are drawn: at most at each letter or number."""
    lines = (line.get("d", "") + line.get("points", "") for line in element.iter() if line.tag in LINES)
    return sum(2 + len(POINT.findall(line)) for line in lines)
