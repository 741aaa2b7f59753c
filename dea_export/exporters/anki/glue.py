"""No-break spaces in the HTML of a field: a phone is narrow, and a number alone at the end of a line says nothing.

Code, mathematics and the insides of tags stay as they are. Only short units are glued, because the cell of a table has
room for little more.
"""

from __future__ import annotations

import re

from dea_export.exporters.units import MEASURES

NBSP = "\u00a0"
KEPT = re.compile(r"(?s)(<pre\b.*?</pre>|<code\b.*?</code>|\\\(.*?\\\)|<[^>]*>)")
NUMBER = re.compile(rf"(\d(?:}}}})?) (?=(?:{MEASURES})(?!\w))")  # `}}` where a cloze ends between number and unit
LABEL = re.compile(r"([≤≥≈×]|\b(?:[Dd]ay|[Pp]ort|[Ss]tep|[Tt]ype|[Vv]ersion|Route)) (?=\d)")  # day 90, Route 53


def glued(html: str) -> str:
    """The same HTML with numbers that no line break parts from their units."""
    pieces = KEPT.split(html)
    pieces[::2] = [LABEL.sub(rf"\1{NBSP}", NUMBER.sub(rf"\1{NBSP}", text)) for text in pieces[::2]]
    return "".join(pieces)
