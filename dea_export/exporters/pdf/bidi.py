"""Lines of mixed direction, written so that WeasyPrint sets them as the Unicode Bidirectional Algorithm orders them.

WeasyPrint orders the pieces of a line element by element and asks Pango about each alone (Kozea/WeasyPrint#106): in Arabic
`<b>Amazon S3</b> (2006)` came out as `(2006) Amazon S3`. Here Pango is asked about the whole line, and what it finds to be
one run becomes one element. Code is set from left to right, whatever stands around it, as on the study page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from dea_export.exporters.pdf.pango import find_levels

PIECE = re.compile(r"<[^>]*>|&[#\w]+;|[^<]", re.DOTALL)
TAG = re.compile(r"</?(\w+)[^>]*>")
INLINE = {"a", "b", "bdi", "code", "i", "span", "sub", "sup"}
RTL_PAGE = re.compile(r'<html [^>]*dir="rtl"')
RTL_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
OBJECT = "\ufffc"  # stands for code in its line
ZERO_WIDTH_JOINER = "\u200d"
# Letters of Arabic that join the one after them: all but these (Unicode's ArabicShaping.txt).
JOINING = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff](?<![\u0621-\u0625\u0627\u0629\u062f-\u0632\u0640\u0648\u0671-\u0677"
    "\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3])"
)
LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff]")


class _Sign(NamedTuple):
    """A character, or code as a whole, and the elements that it stands in, from the outside."""

    html: str
    char: str
    within: tuple[tuple[int, str], ...]  # each by its place, since two may be alike, and its tag


def order_lines(html: str) -> str:
    """A page whose lines of mixed direction have an element for each run; all other lines are as they were."""
    rtl = RTL_PAGE.search(html) is not None
    if not rtl and not RTL_LETTERS.search(html):
        return html
    head, style, body = html.rpartition("</style>")
    found, line = [head, style], list[str]()
    for piece in PIECE.findall(body):
        if ((tag := TAG.fullmatch(piece)) and tag[1] not in INLINE) or piece.startswith("<!"):
            found += [_ordered(line, rtl=rtl), piece]
            line = []
        else:
            line.append(piece)
    return "".join([*found, _ordered(line, rtl=rtl)])


def _ordered(pieces: Sequence[str], *, rtl: bool) -> str:
    """A line as HTML."""
    signs = _read_signs(pieces) if any(TAG.fullmatch(piece) for piece in pieces) else None
    if not signs:
        return "".join(pieces)
    text = "".join(sign.char for sign in signs)
    if not rtl and not RTL_LETTERS.search(text):
        return "".join(pieces)
    levels, joined = find_levels(text, rtl=rtl), _join_letters(signs)
    comes_out_right = (
        OBJECT not in text and levels == _levels_alone(signs, rtl=rtl) and not _has_torn_run(signs, levels, int(rtl))
    )
    return "".join(pieces) if comes_out_right and joined == signs else "".join(_write_runs(joined, levels, int(rtl)))


def _read_signs(pieces: Sequence[str]) -> list[_Sign] | None:
    """The signs of a line; None where elements are empty, or begin or end outside of it."""
    signs, open_, code = list[_Sign](), list[tuple[int, str]](), list[str]()
    for place, piece in enumerate(pieces):
        tag = TAG.fullmatch(piece)
        if code and piece != "</code>":
            code.append(piece)
        elif tag and tag[1] == "code" and not code:
            code.append('<bdi dir="ltr">' + piece)
        elif code:
            signs.append(_Sign("".join([*code, piece, "</bdi>"]), OBJECT, tuple(open_)))
            code = []
        elif tag and piece.startswith("</"):
            if not open_ or not signs or open_[-1] not in signs[-1].within:
                return None
            open_.pop()
        elif tag:
            open_.append((place, piece))
        else:
            signs.append(_Sign(piece, unescape(piece)[:1], tuple(open_)))
    return None if open_ or code else signs


def _levels_alone(signs: Sequence[_Sign], *, rtl: bool) -> list[int]:
    """The levels that the pieces of a line have one by one, as WeasyPrint asks for them."""
    runs = ("".join(sign.char for sign in run) for _, run in groupby(signs, lambda sign: sign.within))
    return [level for run in runs for level in find_levels(run, rtl=rtl)]


def _has_torn_run(signs: Sequence[_Sign], levels: Sequence[int], base: int) -> bool:
    """Whether the edge of an element lies within a run that is not of the line's own direction."""
    return any(
        one.within != two.within and level > base and other > base
        for (one, two), (level, other) in zip(pairwise(signs), pairwise(levels), strict=True)
    )


def _join_letters(signs: list[_Sign]) -> list[_Sign]:
    """The signs with joiners where the edge of an element would part letters of one Arabic word."""
    found = list(signs)
    for place, (one, two) in enumerate(pairwise(signs), 1):
        if one.within != two.within and JOINING.match(one.char) and LETTER.match(two.char):
            found[place - 1] = found[place - 1]._replace(html=f"{found[place - 1].html}{ZERO_WIDTH_JOINER}")
            found[place] = two._replace(html=f"{ZERO_WIDTH_JOINER}{two.html}")
    return found


def _write_runs(signs: Sequence[_Sign], levels: Sequence[int], level: int) -> Iterator[str]:
    """The HTML of signs that are at `level` or above it: each run above it in an element of its own."""
    start = 0
    for is_above, run in groupby(levels, lambda one: one > level):
        end = start + len(list(run))
        if is_above:
            yield f'<bdi dir="{"ltr" if level % 2 else "rtl"}">'
            yield from _write_runs(signs[start:end], levels[start:end], level + 1)
            yield "</bdi>"
        else:
            yield from _write_elements(signs[start:end])
        start = end


def _write_elements(signs: Sequence[_Sign]) -> Iterator[str]:
    """Signs in their elements, which begin and end here."""
    open_: tuple[tuple[int, str], ...] = ()
    for sign in signs:
        yield from _change_elements(open_, sign.within)
        yield sign.html
        open_ = sign.within
    yield from _change_elements(open_, ())


def _change_elements(old: tuple[tuple[int, str], ...], new: tuple[tuple[int, str], ...]) -> Iterator[str]:
    """The tags that lead from within some elements to within others."""
    same = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(old, new, strict=False)))
    yield from (TAG.sub(r"</\1>", tag) for _, tag in reversed(old[same:]))
    yield from (tag for _, tag in new[same:])
