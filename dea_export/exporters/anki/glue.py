"""No-break spaces in the HTML of a field: a phone is narrow, and a number alone at the end of a line says nothing.

Code, mathematics and the insides of tags stay as they are. Only short units are glued, because the cell of a table has
room for little more.
"""

from __future__ import annotations

import re

from dea_export.exporters.units import MEASURES

NBSP = "\u00a0"
KEPT = re.compile(r"(?s)(<pre\b.*?</pre>|<code\b.*?</code>|\\\(.*?\\\)|<[^>]*>)")
LABELS = (
    "[≤≥≈×]",
    r"\b[Dd]ay",
    r"\b[Pp]ort",
    r"\b[Ss]tep",
    r"\b[Tt]ype",
    r"\b[Vv]ersion",
    r"\bRoute",
)  # day 90, Route 53
BEFORE = "|".join(f"(?<={label} )" for label in LABELS)
SPACE = re.compile(  # `}}` where a cloze ends between number and unit; what fails first at most spaces comes first
    rf" (?:(?=\d)(?:{BEFORE})|(?<=[\d}}] )(?:(?<=\d )|(?<=\d}}}} ))(?=(?:{MEASURES})(?!\w)))"
)


def glued(html: str) -> str:
    """The same HTML with numbers that no line break parts from their units."""
    if " " not in html:
        return html
    if "<" not in html and r"\(" not in html:
        return SPACE.sub(NBSP, html)
    pieces = KEPT.split(html)
    pieces[::2] = [SPACE.sub(NBSP, text) for text in pieces[::2]]
    return "".join(pieces)
