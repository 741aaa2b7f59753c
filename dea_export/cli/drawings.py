"""SVG drawings as they are packed: written anew from what may stand in one, so that nothing else can be in it.

A drawing is a program, too: it may run, load and hide things. Only shapes, texts, gradients and the like are kept, with
attributes whose values are read whole (`drawing_values`); style sheets become attributes (`drawing_styles`). What was
left out and may be missed is said. What would unfold to more than a phone can draw is refused (`drawing_references`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dea_export.cli.drawing_references import settle_references
from dea_export.cli.drawing_source import SVG, read_drawing
from dea_export.cli.drawing_styles import Styles
from dea_export.cli.drawing_values import LENGTH, MEANS_NOTHING, means_something, read_numbers, read_value
from dea_export.cli.media_files import MediaError
from dea_export.typefaces import find_missing

SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
HOLDERS = {"svg", "g", "defs", "symbol", "clipPath", "marker", "pattern", "mask"}
GRADIENTS = {"linearGradient", "radialGradient"}
TEXTS = {"text", "tspan"}
INSIDE = {  # what may stand in an element; nothing in any other
    **dict.fromkeys(HOLDERS, frozenset(SHAPES | HOLDERS | GRADIENTS)),
    **dict.fromkeys(GRADIENTS, frozenset({"stop"})),
    **dict.fromkeys(TEXTS, frozenset({"tspan"})),
}
NEEDS = {"path": "d", "polyline": "points", "polygon": "points"}  # without which nothing is drawn
AS_OTHERS = {"a": "g", "switch": "g", "textPath": "tspan"}  # whose content is kept
DRAW_NOTHING = {"title", "desc", "metadata", "style", "view"}
PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
LARGEST_EDGE = 10_000  # pixels
MOST_NAMED = 6  # of what was left out
PLAIN = "save it as plain SVG (Inkscape: Save as, Illustrator: Export), or as PNG, 1600 pixels wide"


class Drawing(NamedTuple):
    """A drawing to pack."""

    data: bytes
    lost: tuple[str, ...]  # what was left out and may be missed, in words


def clean_drawing(name: str, data: bytes) -> Drawing:
    """The drawing in the file `name`, the same for the same bytes. Raises MediaError for what cannot be one."""
    root = read_drawing(name, data)
    cleaner = _Cleaner(Styles(root))
    drawn = cleaner.take(root)
    cleaner.lost.update(settle_references(name, drawn))
    lost = tuple(_named(cleaner.lost))
    if not any(one.tag in SHAPES for one in drawn.iter()):
        without = f", only {', '.join(lost)}" if lost else ""
        raise MediaError("E233", f"the drawing '{name}' shows nothing{without}", PLAIN)
    _resize(name, drawn)
    return Drawing("".join(_written(drawn, f' xmlns="{SVG}"')).encode(), lost)


def _named(lost: Counter[str]) -> Iterator[str]:
    """What was left out, each once, the rest counted."""
    yield from list(lost)[:MOST_NAMED]
    if len(lost) > MOST_NAMED:
        yield f"{len(lost) - MOST_NAMED} more"


class _Cleaner:
    """Takes over what may stand in a drawing, and notes the rest."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.lost: Counter[str] = styles.lost

    def take(self, element: Element, tag: str = "svg") -> Element:
        """An element as one of this tag, with all in it that may stand there."""
        made = Element(tag, dict(self._attributes(element, tag)))
        made.text = self._words(element.text) if tag in TEXTS else ""
        for child in element:
            kind = "tspan" if child.tag == "a" and tag in TEXTS else AS_OTHERS.get(child.tag, child.tag)
            if kind not in INSIDE.get(tag, ()):
                self._lose(child)
            elif element.tag != "switch" or len(made) == 0:
                taken = self.take(child, kind)
                made.extend([taken] if NEEDS.get(kind, "") in {"", *taken.keys()} else [])
            if tag in TEXTS and child.tail:
                self._append_words(made, child.tail)
        if element.tag in {"a", "textPath"}:
            self._lose(element)
        return made

    def _attributes(self, element: Element, tag: str) -> Iterator[tuple[str, str]]:
        """The attributes, with what style sheets say of the element."""
        for name, value in (dict(element.items()) | self.styles.of(element)).items():
            if (name, value) == ("xml:space", "preserve"):
                yield name, value
            elif ":" in name or name.startswith(("data-", "aria-")) or not means_something(name, tag):
                continue
            elif (read := read_value(name, value)) is not None:
                yield name, read
            elif value.strip() not in MEANS_NOTHING:
                self.lost[f"{name} of <{element.tag}> in line {element.get('line')}"] += 1

    def _lose(self, element: Element) -> None:
        """Notes an element that is not taken over; what other programs keep for themselves was never drawn."""
        if ":" not in element.tag and element.tag not in DRAW_NOTHING:
            self.lost[f"<{element.tag}> in line {element.get('line')}"] += 1

    def _words(self, text: str | None) -> str:
        if missing := find_missing(text or ""):
            self.lost[f"{', '.join(map(repr, missing[:3]))}, which the PDFs cannot print"] += 1
        return text or ""

    def _append_words(self, made: Element, text: str) -> None:
        if len(made):
            made[-1].tail = (made[-1].tail or "") + self._words(text)
        else:
            made.text = (made.text or "") + self._words(text)


def _resize(name: str, root: Element) -> None:
    """Gives the drawing a size in pixels and a view box: what has neither is of another size in each program."""
    box = read_numbers(root.get("viewBox", "")) or []
    sizes = [_pixels(root.get(edge, "")) for edge in ("width", "height")]
    if box:
        ratio = box[2] / box[3]
        known = sizes[0] or (sizes[1] * ratio if sizes[1] else box[2])
        sizes = [known, sizes[1] or known / ratio]
    if not all(1 <= size <= LARGEST_EDGE for size in sizes):
        what = "has no size" if not all(sizes) else f"is {sizes[0]:.5g} × {sizes[1]:.5g} pixels"
        hint = f'its first element needs a viewBox, e.g. viewBox="0 0 400 300", and at most {LARGEST_EDGE} pixels'
        raise MediaError("E233", f"the drawing '{name}' {what}", hint)
    root.set("viewBox", root.get("viewBox") or f"0 0 {sizes[0]:.7g} {sizes[1]:.7g}")
    root.set("width", f"{sizes[0]:.7g}")
    root.set("height", f"{sizes[1]:.7g}")


def _pixels(length: str) -> float:
    """0 for what depends on where the drawing stands."""
    read = LENGTH.fullmatch(length)
    return float(read[1]) * PIXELS.get(length[len(read[1]) :], 0) if read else 0


def _written(element: Element, more: str = "") -> Iterator[str]:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    inside = [escape(element.text or "", quote=False)]
    for child in element:
        inside += [*_written(child), escape(child.tail or "", quote=False)]
    content = "".join(inside)
    yield f"<{element.tag}{more}{attributes}" + (f">{content}</{element.tag}>" if content else "/>")
