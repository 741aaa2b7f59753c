"""What may stand in an attribute of an SVG drawing: numbers, colours, paths and references within the drawing.

A value that is not wholly of its form is none: no browser, phone or printer is to guess what it means. The forms are
those of https://www.w3.org/TR/SVG11/, without styles, functions and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LARGEST_NUMBER = 1e6
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
LENGTH = re.compile(rf"({NUMBER.pattern})(?:px|pt|pc|mm|cm|in|em|ex|rem|%)?")
REFERENCE = re.compile(r"url\(\s*(['\"]?)#([\w.:-]+)\1\s*\)", re.ASCII)
NAME = re.compile(r"[\w.:-]+", re.ASCII)
COLOUR = re.compile(
    r"#[0-9a-f]{3,4}|#[0-9a-f]{6}|#[0-9a-f]{8}|[a-z]+|(?:rgb|hsl)a?\(\s*[-+.\d%]+(?:[\s,/]+[-+.\d%]+){2,3}\s*\)",
    re.IGNORECASE,
)
FONTS = re.compile(r"[\w '\",-]+", re.ASCII)
COMMAND = re.compile(r"([a-zA-Z])([^a-zA-Z]*(?:[eE][-+]?\d[^a-zA-Z]*)*)")
ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}  # of a command of a path
TRANSFORM = re.compile(r"\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)\s*")
TAKEN = {"matrix": {6}, "translate": {1, 2}, "scale": {1, 2}, "rotate": {1, 3}, "skewX": {1}, "skewY": {1}}
Reader = Callable[[str], "str | None"]


def read_numbers(value: str) -> list[float] | None:
    """Numbers between blanks, commas or nothing but their signs; None where anything else stands, or one is too large."""
    found: list[float] = []
    at = 0
    while at < len(value):
        if value[at] in " \t\n\r,":
            at += 1
            continue
        number = NUMBER.match(value, at)
        if number is None or abs(float(number[0])) > LARGEST_NUMBER:
            return None
        found.append(float(number[0]))
        at = number.end()
    return found


def _whole(form: re.Pattern[str]) -> Reader:
    return lambda value: value if form.fullmatch(value) else None


def _one_of(words: str) -> Reader:
    return {word: word for word in words.split()}.get


def _lengths(value: str) -> str | None:
    parts = re.split(r"[\s,]+", value)
    read = [LENGTH.fullmatch(part) for part in parts]
    small = all(one is not None and abs(float(one[1])) <= LARGEST_NUMBER for one in read)
    return " ".join(parts) if small else None


def _font_size(value: str) -> str | None:
    """In units of its own: sizes within sizes come to nothing, which stops a printer."""
    read = LENGTH.fullmatch(value)
    own = read is not None and not value.endswith(("%", "em", "ex"))
    return value if own and read and 0.01 <= float(read[1]) <= 10_000 else None


def _number_list(value: str) -> str | None:
    numbers = read_numbers(value)
    return " ".join(map(_written, numbers)) if numbers else None


def _points(value: str) -> str | None:
    numbers = read_numbers(value)
    return " ".join(map(_written, numbers)) if numbers and len(numbers) % 2 == 0 else None


def _box(value: str) -> str | None:
    numbers = read_numbers(value)
    good = numbers is not None and len(numbers) == 4 and min(numbers[2:]) > 0
    return " ".join(map(_written, numbers)) if good and numbers else None


def _dashes(value: str) -> str | None:
    """Lengths, none negative and some not nought: else a line is drawn that has no end."""
    numbers = read_numbers(value.replace("px", ""))
    if value == "none" or not numbers or min(numbers) < 0 or sum(numbers) < 1e-3:
        return "none" if value == "none" else None
    return " ".join(map(_written, numbers))


def _paint(value: str) -> str | None:
    """A colour, or a gradient or pattern of the drawing with a colour for where there is none."""
    if reference := REFERENCE.match(value):
        rest = value[reference.end() :].strip()
        return f"url(#{reference[2]})" + (f" {rest}" if rest and COLOUR.fullmatch(rest) else "")
    return value if COLOUR.fullmatch(value) else None


def _within(value: str) -> str | None:
    reference = REFERENCE.fullmatch(value)
    return "none" if value == "none" else f"url(#{reference[2]})" if reference else None


def _href(value: str) -> str | None:
    return value if value.startswith("#") and NAME.fullmatch(value[1:]) else None


def _path(value: str) -> str | None:
    """Commands with as many numbers as they take; the two flags of an arc may stand without a blank."""
    written: list[str] = []
    at = 0
    for command in COMMAND.finditer(value):
        if value[at : command.start()].strip():
            return None
        at = command.end()
        letter, rest = command[1], command[2]
        numbers = _arc(rest) if letter in "aA" else read_numbers(rest)
        wanted = ARGUMENTS.get(letter.lower())
        if (
            wanted is None
            or numbers is None
            or (len(numbers) % wanted if wanted else numbers)
            or bool(numbers) != bool(wanted)
        ):
            return None
        if not written and letter not in "mM":
            return None
        written.append(letter + " ".join(map(_written, numbers)))
    return "".join(written) if written and not value[at:].strip() else None


def _arc(value: str) -> list[float] | None:
    """Numbers by seven; the fourth and fifth are single digits."""
    found: list[float] = []
    rest = value
    while rest := rest.lstrip(" \t\n\r,"):
        flag = len(found) % 7 in {3, 4}
        number = re.match("[01]", rest) if flag else NUMBER.match(rest)
        if number is None or abs(float(number[0])) > LARGEST_NUMBER:
            return None
        found.append(float(number[0]))
        rest = rest[number.end() :]
    return found


def _transform(value: str) -> str | None:
    written: list[str] = []
    at = 0
    while at < len(value):
        one = TRANSFORM.match(value, at)
        numbers = read_numbers(one[2]) if one else None
        if one is None or numbers is None or len(numbers) not in TAKEN[one[1]]:
            return None
        written.append(f"{one[1]}({' '.join(map(_written, numbers))})")
        at = one.end()
    return " ".join(written) or None


def _written(number: float) -> str:
    return f"{number:.7g}"


FORMS: tuple[tuple[Reader, str], ...] = (
    (_whole(NAME), "id"),
    (_href, "href"),
    (_path, "d"),
    (_transform, "transform gradientTransform patternTransform"),
    (_points, "points"),
    (_box, "viewBox"),
    (_number_list, "rotate"),
    (_lengths, "x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height refX refY markerWidth markerHeight"),
    (_lengths, "stroke-width stroke-dashoffset letter-spacing word-spacing textLength"),
    (_whole(re.compile(r"(?:\d{1,3}(?:\.\d{1,9})?|\.\d{1,9})%?")), "opacity fill-opacity stroke-opacity stop-opacity offset"),
    (_whole(re.compile(r"\d{1,3}(?:\.\d{1,9})?")), "stroke-miterlimit"),
    (_paint, "fill stroke"),
    (_whole(COLOUR), "color stop-color"),
    (_dashes, "stroke-dasharray"),
    (_font_size, "font-size"),
    (_within, "clip-path mask marker-start marker-mid marker-end"),
    (_whole(FONTS), "font-family"),
    (_one_of("normal bold bolder lighter 100 200 300 400 500 600 700 800 900"), "font-weight"),
    (_one_of("normal italic oblique"), "font-style"),
    (_one_of("userSpaceOnUse objectBoundingBox"),
     "gradientUnits clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits"),
    (_one_of("strokeWidth userSpaceOnUse"), "markerUnits"),
    (_one_of("pad reflect repeat"), "spreadMethod"),
    (_one_of("spacing spacingAndGlyphs"), "lengthAdjust"),
    (_one_of("nonzero evenodd"), "fill-rule clip-rule"),
    (_one_of("butt round square"), "stroke-linecap"),
    (_one_of("miter round bevel"), "stroke-linejoin"),
    (_one_of("none inline block"), "display"),
    (_one_of("visible hidden collapse"), "visibility"),
    (_one_of("visible hidden scroll auto"), "overflow"),
    (_one_of("start middle end"), "text-anchor"),
    (_one_of("none underline overline line-through"), "text-decoration"),
    (_one_of("ltr rtl"), "direction"),
    (_one_of("none non-scaling-stroke"), "vector-effect"),
    (_one_of("auto alphabetic central middle hanging text-before-edge text-after-edge text-top text-bottom top bottom"),
     "dominant-baseline alignment-baseline"),
    (_whole(re.compile("(?:fill|stroke|markers)(?: (?:fill|stroke|markers)){0,2}")), "paint-order"),
    (_whole(re.compile("none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)(?: (?:meet|slice))?")), "preserveAspectRatio"),
    (_whole(re.compile(r"auto(?:-start-reverse)?|-?\d{1,3}(?:\.\d{1,9})?")), "orient"),
)  # fmt: skip
READERS = {name: reader for reader, names in FORMS for name in names.split()}
SAID_BY_STYLES = """
    x y cx cy r rx ry width height fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity clip-path
    clip-rule mask marker-start marker-mid marker-end display visibility overflow font-family font-size font-style
    font-weight letter-spacing word-spacing text-anchor text-decoration dominant-baseline alignment-baseline direction
    paint-order vector-effect
"""
DRAW_THE_SAME = """
    line class style lang version baseProfile role zoomAndPan tabindex focusable enable-background contentScriptType
    contentStyleType pointer-events cursor color-interpolation color-interpolation-filters color-rendering
    shape-rendering text-rendering image-rendering text-orientation text-decoration-line text-decoration-style
    text-decoration-color line-height white-space font-variant font-variant-ligatures font-feature-settings solid-color
    solid-opacity
"""
MEANS_NOTHING = {"", "none", "normal", "auto", "inherit", "initial", "unset", "0", "isolate", "baseline", "start"}
HARMLESS = frozenset(DRAW_THE_SAME.split())  # whose loss nobody sees
STYLED = frozenset(SAID_BY_STYLES.split())  # properties that are attributes, too


BELONGS = {
    "x y": "svg rect use text tspan pattern mask symbol", "width height": "svg rect use pattern mask symbol",
    "x1 y1 x2 y2": "line linearGradient", "cx cy r": "circle ellipse radialGradient", "rx ry": "rect ellipse",
    "fx fy fr": "radialGradient", "dx dy rotate textLength lengthAdjust": "text tspan", "offset": "stop",
    "refX refY markerWidth markerHeight markerUnits orient": "marker", "d": "path", "points": "polyline polygon",
    "viewBox preserveAspectRatio": "svg symbol marker pattern", "clipPathUnits": "clipPath",
    "gradientUnits gradientTransform spreadMethod": "linearGradient radialGradient",
    "maskUnits maskContentUnits": "mask", "patternUnits patternContentUnits patternTransform": "pattern",
    "href": "use linearGradient radialGradient pattern",
}  # fmt: skip
OF_SOME = {name: tags.split() for names, tags in BELONGS.items() for name in names.split()}


def means_something(name: str, tag: str) -> bool:
    """Whether an attribute belongs to an element: `points` says nothing of a circle."""
    return name not in HARMLESS and tag in OF_SOME.get(name, [tag])


def read_value(name: str, value: str) -> str | None:
    """The value of an attribute as it may stand; None where it may not."""
    reader = READERS.get(name)
    return reader(value.strip()) if reader is not None else None
