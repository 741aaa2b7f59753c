r"""TeX -> MathML, by latex2mathml, for pages and for the drawings that ziamath makes of it.

Neither says what it does not know: it would stand in the drawing as a word, or be gone. So only what has been tried is
asked of them (`DRAWN`), what comes back is looked through, and whatever is odd about it is no drawing at all: None.
Both are imported where the first formula is drawn.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape

from dea_export.markup.symbols import ACCENTS, FUNCTIONS, RELATIONS, SPACES, SYMBOLS
from dea_export.markup.tex_reader import TOKEN, TexReader

ENVIRONMENTS = frozenset(["matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "aligned"])
# Commands that both libraries were seen to draw right, beside the symbols that they have in common with the line.
DRAWN = (
    frozenset(SYMBOLS) | frozenset(RELATIONS) | FUNCTIONS | frozenset(ACCENTS) | (frozenset(SPACES) - {"limits"})
    | {
        "frac", "dfrac", "tfrac", "sqrt", "binom", "text", "mathrm", "mathbf", "mathbb", "mathcal", "operatorname",
        "left", "right", "begin", "end", "underbrace", "overbrace", "widehat", "boxed", "phantom",
    }
)  # fmt: skip
UNTRIED = {"nolimits", "nonumber", "mod", "bmod", "hom", "checkmark", "degree", "textstyle", "displaystyle"}
SIGNS = frozenset({"{", "}", "%", "$", "#", "_", "|", "&", "\\", " ", ",", ":", ";", "!"})
NESTED_CHOICE = re.compile(r"\\binom(?!\s*\{[^{}\\]*\}\s*\{[^{}\\]*\})")
ODD = re.compile(r"\\[A-Za-z]|<m[io]>&amp;|<merror|<mtable ?/>|<mtable></mtable>|<m[io]>&(?![#a-z]+[0-9A-Za-z]*;)")
# A minus or plus after a relation, an operator, a comma or an opening bracket is a sign, not a difference.
SIGNED = re.compile(
    r"(<mo[^>]*>(?:[=<>,(\[{+*/:]|&lt;|&gt;|&#x0003D;|&#x0003C;|&#x0003E;|&#x02264;|&#x02265;|&#x02248;|&#x02260;|&#x0002C;"
    r"|&#x00028;|&#x02192;|&#x000D7;|&#x022C5;|&#x000B1;)</mo>)<mo>(&#x02212;|&#x0002B;|\+)"
)
TEXT = re.compile(r"\\text\s*\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}")
# latex2mathml writes words as they are, so what means something in XML passes it as a sign that no text has.
GUARDS = {"&": "\ue002", "<": "\ue003", ">": "\ue004"}
TAGS = frozenset(
    ["math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder",
     "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "menclose", "mpadded", "mphantom"]
)  # fmt: skip
LONGEST = 600  # characters; nobody reads more in a line


@cache
def to_mathml(tex: str, *, display: bool = False) -> str | None:
    """The formula as MathML; None when it cannot be drawn as it is meant."""
    if not _is_tried(tex):
        return None
    from latex2mathml.converter import convert

    said = TEXT.sub(lambda found: _guarded(found[0]), tex)
    said = re.sub(r"\\(begin|end)\{aligned\}", r"\\\1{align*}", said)
    if display:
        said = re.sub(r"\\(lim|max|min|sup|inf|limsup|liminf)(?=\s*_)", r"\\\1\\limits", said)
    try:
        made = convert(said, display="block" if display else "inline")
    except Exception:  # noqa: BLE001  it has no error of its own: what it stumbles over is no drawing
        return None
    for sign, guard in GUARDS.items():
        made = made.replace(guard, escape(sign))
    return None if ODD.search(made) or not _is_mathml(made) else _spaced(made)


def _guarded(words: str) -> str:
    plain = re.sub(r"\\([&%$#_])", r"\1", words)
    return plain.translate({ord(sign): guard for sign, guard in GUARDS.items()})


def _is_mathml(made: str) -> bool:
    """Whether it is well formed, of known elements: nothing that an author wrote became one."""
    from xml.etree import ElementTree as ET

    try:
        root = ET.fromstring(made)  # noqa: S314  declares nothing
    except ET.ParseError:
        return False
    return {one.tag.rpartition("}")[2] for one in root.iter()} <= TAGS


def _spaced(mathml: str) -> str:
    """The sign of a number close to it, and columns of equations close to each other."""
    signed = SIGNED.sub(
        r'\1<mo lspace="0em" rspace="0em">\2', mathml.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    )
    return signed.replace('columnspacing="0em 2em"', 'columnspacing="0em 0.3em"')


def _is_tried(tex: str) -> bool:
    """Whether the TeX closes what it opens and has no command or sign that was not tried."""
    reader = TexReader(tex)
    reader.read()
    if len(tex) > LONGEST or not tex.strip() or {"{", "}"} & set(reader.unsaid) or NESTED_CHOICE.search(tex):
        return False
    names = {token[1:].removesuffix("*") for token in TOKEN.findall(tex) if token.startswith("\\")}
    environments = set(re.findall(r"\\(?:begin|end)\s*\{([^}]*)\}", tex))
    if not names <= (DRAWN - UNTRIED) | SIGNS or not environments <= ENVIRONMENTS:
        return False
    if "&" in TEXT.sub("", tex).replace(r"\&", "") and not environments:
        return False
    return all(char < "\u0250" or "\u0370" <= char <= "\u03ff" or char in "\ue000\ue001" for char in tex)
