"""How many lines a text will take, from the advances of the fonts: greedy filling as WeasyPrint does it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.styled_text import StyledText
from dea_export.markup.formula_drawings import DrawnFormula
from dea_export.typefaces.font_files import ASCENT, DESCENT

# Where a line may break: at a space, after a slash before a letter, after a hyphen between letters, after a dash, and
# beside the signs of Chinese, Japanese and Korean but for those that open or close (Unicode Standard Annex 14).
OPENING = "（「『【〔〈《〖〘｛［｢"
CLOSING = "、。，．！？：；・」』】〕〉》〗〙）］｝｣ーヽヾゝゞ々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜％"
WIDE = f"(?:(?![{OPENING}{CLOSING}])[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60])"
BREAK = re.compile(
    r"(?<=[^\s]/)(?=[A-Za-z(])|(?<=[A-Za-z0-9]-)(?=[A-Za-z])|(?<=[–—])(?![\s\u2060\u00a0.,;:!?)])|(?<=\u200b)|(?= )"
    rf"|(?<={WIDE})(?={WIDE}|[{OPENING}(\w])|(?<=[{CLOSING}])(?={WIDE}|[{OPENING}(A-Za-z0-9])|(?<=[A-Za-z0-9)])(?={WIDE}|[{OPENING}])"
)
SLACK = 1e-6


class Word(NamedTuple):
    """A piece of text that no line break parts; all widths in em."""

    space: float  # before it
    width: float
    after: float  # the space after it if what follows is an element of its own (code, bold), else 0: if that does not
    # fit on the line of its word, WeasyPrint 70 gives it a line of its own
    rise: float = 0.0  # of the drawings in it above the baseline, and
    fall: float = 0.0  # below it; 0 without any


Words = tuple[Word, ...]


def split_words(spans: StyledText, metrics: Metrics, code_scale: float) -> Words:
    """The pieces of a text that no line break parts."""
    text = "".join(span.text for span in spans)
    advances: list[float] = []
    starts: set[int] = set()  # where a span begins
    drawings: dict[int, DrawnFormula] = {}  # by the place of their sign
    for span in spans:
        starts.add(len(advances))
        if span.image:
            drawings[len(advances)] = span.image.drawing
            advances.append(span.image.drawing.width)
            continue
        scale = code_scale if "code" in span.style else 1.0
        advances += [advance * scale for advance in metrics.measure(span.style, span.text)]
    cuts = [0, *(found.start() for found in BREAK.finditer(text)), len(text)]
    words = (_word(text, advances, starts, start, end) for start, end in pairwise(cuts) if end > start)
    return tuple(words) if not drawings else tuple(_with_drawings(words, cuts, drawings))


def _with_drawings(words: Iterable[Word], cuts: Sequence[int], drawings: Mapping[int, DrawnFormula]) -> Iterator[Word]:
    """The words with how far the drawings in each of them reach."""
    places = ((start, end) for start, end in pairwise(cuts) if end > start)
    for word, (start, end) in zip(words, places, strict=True):
        within = [drawing for place, drawing in drawings.items() if start <= place < end]
        rise, fall = (max((getattr(one, side) for one in within), default=0.0) for side in ("rise", "fall"))
        yield word._replace(rise=rise, fall=fall)


def _word(text: str, advances: list[float], starts: set[int], start: int, end: int) -> Word:
    first = start + (text[start] == " ")
    spaced = end < len(text) and text[end] == " " and end + 1 in starts
    return Word(sum(advances[start:first]), sum(advances[first:end]), advances[end] if spaced else 0.0)


def count_lines(words: Words, width: float, first: float = 0.0) -> int:
    """How many lines the words fill; `first` is how far the first line has been filled already (negative: hanging).

    A word wider than a line is broken anywhere (`overflow-wrap: anywhere`).
    """
    count, x, limit = 1, first, width + SLACK
    fresh = True  # nothing stands on this line yet, so the space before a word falls away
    for space, word, after, *_ in words:
        step = word if fresh else space + word
        if x + step <= limit:
            x += step
        elif word <= limit:
            count, x = count + 1, word
        else:
            count, x = _broken(count, x, step, width)
        count += x <= limit < x + after
        fresh = False
    return count


def count_extra(words: Words, width: float, line: float, first: float = 0.0) -> float:
    """By how many em the lines with drawings are higher than `line`, the height of one without."""
    rise = ASCENT + (line - ASCENT - DESCENT) / 2
    extras: dict[int, tuple[float, float]] = {}
    for index, word in enumerate(words):
        if word.rise or word.fall:
            number = count_lines((*words[:index], word._replace(after=0.0)), width, first)
            above, below = extras.get(number, (0.0, 0.0))
            extras[number] = max(above, word.rise - rise), max(below, word.fall - (line - rise))
    return sum(above + below for above, below in extras.values())


def _broken(count: int, x: float, word: float, width: float) -> tuple[int, float]:
    """A word wider than a line starts where it stands and goes on over as many lines as it needs."""
    if x > 0:
        count, x = count + 1, 0.0
    whole, rest = divmod(max(word, 0.0) + max(x, 0.0), max(width, 1.0))
    return count + int(whole), rest


def natural_width(words: Words) -> float:
    """The width of the text on one line."""
    return sum(word.space + word.width for word in words)


def widest_word(texts: Sequence[Words]) -> float:
    """The widest word of several texts."""
    return max((word.width for text in texts for word in text), default=0.0)
