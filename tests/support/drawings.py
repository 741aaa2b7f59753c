"""SVG drawings that nobody drew: of every element and attribute, with values that are right, odd or wrong."""

from __future__ import annotations

from random import Random

ELEMENTS = ["g", "svg", "defs", "symbol", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
            "tspan", "textPath", "use", "linearGradient", "radialGradient", "stop", "clipPath", "marker", "pattern",
            "mask", "a", "switch", "image", "script", "foreignObject", "filter"]  # fmt: skip
NUMBERS = ["0", "1", "10", "-5", "3.5", "50%", "1em", "2ex", "5mm", "1e3", "1e-9", "1e400", "NaN", "", "10 20", ".5.5",
           "1,2", "calc(1px)", "100000", "1px", "0.0001", "-0"]  # fmt: skip
PAINTS = ["red", "none", "#12345678", "#fff", "rgb(1,2,3)", "rgba(10%,20%,30%,.5)", "hsl(120 50% 50%)", "currentColor",
          "inherit", "nocolour", "rgb(1,2)", "rgb(a,b,c)", "rgb(1.2.3 4 5)", "hsl(,,)", "url(#a)", "url(#b) blue",
          "url(http://x/y)", "context-fill"]  # fmt: skip
PATHS = ["M0 0L10 10", "M0,0 10,10z", "m5-5.5.5a1 2 30 0110 10zh5v-3", "M0 0C1 1 2 2 3 3S4 4 5 5", "M0 0Q1 1 2 2T3 3z",
         "M0 0A0 0 0 0 0 5 5", "M1 1A5 5 0 11 1 1", "L5 5", "M0", "M0 0 garbage", "M0 0L1e9 1", "zzz", "Mz", "",
         "M0 0a1e-9 1 0 0 0 1 1", "M5 5z L3 3"]  # fmt: skip
TRANSFORMS = ["translate(1)", "scale(0)", "scale(2,-2)", "rotate(45 1 1)", "matrix(1 0 0 1 5 5)", "matrix(0 0 0 0 0 0)",
              "skewX(90)", "rotate(45deg)", "translate(1px)", "scale(1e-9)", "none"]  # fmt: skip
WORDS = ["auto", "none", "middle", "evenodd", "round", "userSpaceOnUse", "objectBoundingBox", "hidden", "bold", "900",
         "sans-serif", "'A B', serif", "xMidYMid slice", "reflect", "1", "45", "auto-start-reverse", "inherit"]  # fmt: skip
ATTRIBUTES = {
    "x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height refX refY markerWidth markerHeight offset stroke-width "
    "stroke-dashoffset stroke-miterlimit font-size letter-spacing textLength opacity fill-opacity stop-opacity rotate "
    "startOffset": NUMBERS,
    "fill stroke stop-color color": PAINTS,
    "d": PATHS,
    "transform gradientTransform patternTransform": TRANSFORMS,
    "points": ["0 0 10 10 5 8", "0,0,10", "", "1 1", "a b"],
    "viewBox": ["0 0 10 10", "0 0 0 0", "0 0 -1 5", "1 2 3", "0 0 1e-9 1"],
    "stroke-dasharray": ["4", "4 2", "0", "0 0", "none", "-1 2", "5%", "1e-9"],
    "clip-path mask marker-start marker-mid marker-end": ["url(#a)", "url(#b)", "url(#c)", "url('#d')", "none", "url(x#a)"],
    "href xlink:href": ["#a", "#b", "#c", "#d", "#e", "http://x/#a", "javascript:a()", "data:text/html,a", ""],
    "orient text-anchor fill-rule stroke-linecap stroke-linejoin gradientUnits spreadMethod clipPathUnits maskUnits "
    "patternUnits patternContentUnits visibility display font-weight font-style font-family preserveAspectRatio "
    "lengthAdjust dominant-baseline overflow direction markerUnits xml:space": WORDS,
    "id": ["a", "b", "c", "d", "e"],
    "style": ["fill:red", "fill:url(#a);stroke:blue", "fill:url(http://x)", "}", "font: 3px x", "opacity:.5!important"],
    "onload onclick": ["alert(1)"],
}  # fmt: skip
NAMES = [(name, values) for names, values in ATTRIBUTES.items() for name in names.split()]


def random_drawing(seed: int) -> bytes:
    """A drawing, the same for the same seed."""
    dice = Random(seed)
    inside = "".join(_element(dice, 0) for _ in range(dice.randint(1, 6)))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30">'
        f'<rect width="5" height="5"/>{inside}</svg>'
    ).encode()


def _element(dice: Random, depth: int) -> str:
    tag = dice.choice(ELEMENTS)
    given = {name: dice.choice(values) for name, values in dice.sample(NAMES, dice.randint(2, 9))}
    attributes = "".join(f' {name}="{value}"' for name, value in given.items())
    inside = "".join(_element(dice, depth + 1) for _ in range(dice.randint(0, 3))) if depth < 4 else ""
    words = dice.choice(["", "a b", " ", "x"]) if tag in {"text", "tspan", "a", "textPath"} else ""
    return f"<{tag}{attributes}>{words}{inside}{words}</{tag}>"
