"""What a line end must not part: a number alone at its end says nothing.

In the HTML of a card (`bind_html`) by an element that no line end parts, so that the field keeps its plain space: Anki's
search finds "5 GB" in no field that has a no-break space there. In the prose and code of the PDFs (`bind_prose`,
`bind_code`) by no-break spaces and joiners; they bind more: a cell of a table on a phone has no room for it.
"""

from __future__ import annotations

import re

from dea_export.model.characters import JOINER, NBSP

# Those of AWS, too: nowhere else do these letters follow a number.
UNITS = (
    "B|KB|MB|GB|TB|PB|KiB|MiB|GiB|TiB|PiB|Kb|Mb|Gb|Kbps|Mbps|Gbps|Mbit|Gbit|bytes?|bits?|ms|µs|s|sec|seconds?|min|minutes?|h|hours?|"
    "d|days?|weeks?|months?|years?|DPUs?|RPUs?|RCUs?|WCUs?|KPUs?|ACUs?|vCPUs?|AZs?|IOPS|million|billion|times?|x|%"
)
COUNTED = (
    "characters?|chars?|rec|records?|rows?|files?|shards?|IPs?|PUTs?|GETs?|nodes?|queries|replicas|partitions|runs?"
)
# --- HTML
KEPT = re.compile(
    r"(?s)(<pre\b.*?</pre>|<code\b.*?</code>|\\\(.*?\\\)|\\\[.*?\\\]|<[^>]*>)"
)  # code, mathematics, insides of tags
NUMBERED = ("[≤≥≈×]", r"\b[Dd]ay", r"\b[Pp]ort", r"\b[Ss]tep", r"\b[Tt]ype", r"\b[Vv]ersion", r"\bRoute")  # Route 53
NUMBER = r"(?:[-+−–~]?\d(?:[\d.,:/–×-]*\d)?)"
BOUND = re.compile(  # a label with its number, numbers with their unit; or a unit after a cloze that ends with its number
    rf"(?:(?:{'|'.join(NUMBERED)}) (?=\d))+{NUMBER}(?: (?:{UNITS})(?!\w))?|(?<![\w.,]){NUMBER}(?: (?:{UNITS})(?!\w))+"
    rf"|(?<=\d}}}}) (?:{UNITS})(?!\w)"
)
# --- styled text: none of what is put in has a backslash, or `re` would read it anew for every text
PROSE = (
    (re.compile(rf"(?<=\d) (?=(?:{UNITS}|{COUNTED})(?!\w))|(?<=[≤≥~=<>×≈+]) (?=\w)|(?<=\w) (?=[≤≥×≈])"), NBSP),
    (re.compile(r"(?<=[A-Za-z]\.)(?=\d)"), JOINER),  # G.2X: rules differ between versions of Pango
    (re.compile(r"(?<=\d)(?=[–/]\d)|(?<=\d[–/])(?=\d)"), JOINER),  # 1–128, 7/14
)
DOT = re.compile(r"(?<=[\w)])\.(?=\w)")


def bind_html(html: str) -> str:
    """The same HTML with numbers that no line break parts from their units."""
    if " " not in html:
        return html
    if "<" not in html and r"\(" not in html and r"\[" not in html:
        return BOUND.sub(_kept, html)
    pieces = KEPT.split(html)
    pieces[::2] = [BOUND.sub(_kept, text) for text in pieces[::2]]
    return "".join(pieces)


def bind_prose(text: str) -> str:
    """Prose in which no line break parts a number from its unit or its sign."""
    for pattern, bound in PROSE:
        text = pattern.sub(bound, text)
    return text


def bind_code(text: str) -> str:
    """Code in which no line break comes before or after a dot, nor behind the first signs of `.sync` or `--flag`."""
    rest = text.lstrip(".-/")
    first = text.removesuffix(rest) + JOINER if rest != text else ""
    return first + DOT.sub(f"{JOINER}.{JOINER}", rest)


def _kept(found: re.Match[str]) -> str:
    return f'<span class="nb">{found[0]}</span>'


def unbind(text: str) -> str:
    """Text with ordinary spaces and without joiners."""
    return text.replace(NBSP, " ").replace(JOINER, "")
