"""The strip on top of every page of the sheet: title, legend and origin at the left, the bar of the domains at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from dea_export.cards.sheet_words import has_entries
from dea_export.exporters.api import Json
from dea_export.exporters.pdf.metrics import MM_PER_POINT, Metrics
from dea_export.exporters.pdf.sheet.contents import Contents
from dea_export.exporters.pdf.sheet.heights import MARKS
from dea_export.exporters.pdf.sheet.items import Area
from dea_export.exporters.pdf.sheet.layout import Layout
from dea_export.exporters.pdf.sheet.selection import share_area
from dea_export.exporters.pdf.sheet.sheet_html import fit_line
from dea_export.exporters.pdf.themes import domain_colour
from dea_export.model.facts import PRIORITIES
from dea_export.model.study import Study
from dea_export.typefaces import as_printed
from dea_export.words import Words, words_in

TITLE_TYPE, TEXT_TYPE = 14.5, 6.0  # pt at most
LEAST_BAR, MOST_BAR = 0.5, 0.62  # of the width of the strip
BESIDE_BAR = 4  # mm
SEGMENT_TYPE, SEGMENT_PAD = 6.4, 2.6  # pt and mm: of a domain in the bar, as sheet.css has it, and some air
SEGMENT_HIGH, SEGMENT_LINE = 17.3, 1.14  # pt and em: what is high enough for text, and a line of it
LEAST_TYPE, NARROW_PAD = 4.4, 1.2  # pt, smaller can hardly be read; mm beside such a text
LEGEND_GAP = 0.8  # em after the name of each sign


@dataclass(frozen=True, slots=True)
class TitleStrip:
    """What the strip says, in sizes that leave the bar at least half of it."""

    exam: str  # its code, and of all but the cheat sheet what the sheet is called
    legend: tuple[tuple[str, str], ...]  # signs of the priorities that are on the sheet, and their names
    text: str
    title: float  # pt
    sub: float  # pt, of legend and text
    bar: float  # mm


def make_title_strip(study: Study, layout: Layout, contents: Contents, width: float, metrics: Metrics) -> TitleStrip:
    """The strip of a sheet, `width` mm wide."""
    words = words_in(study.study.language)
    exam = as_printed(" · ".join(filter(None, (_code(study.study.exam or ""), contents.title))))
    legend = tuple(_legend(layout, words)) if has_entries(study) and not contents.own else ()
    least = LEAST_BAR if any(area.weight for area in contents.areas) else 0
    whose = [words.say("standing.weakest")] if contents.own else []
    text = as_printed(" · ".join((*whose, *_origin(study, layout, words))))
    signs = "".join(f"{mark} {name} " for mark, name in legend)
    title_em = metrics.width("bold", as_printed(study.study.title)) + metrics.width("regular", f" {exam}")
    sub_em = metrics.width("regular", signs + text) + LEGEND_GAP * len(legend) + 1.5
    most = (width * (1 - least) - BESIDE_BAR) / MM_PER_POINT
    title, sub = min(TITLE_TYPE, most / title_em), min(TEXT_TYPE, most / sub_em)
    used = max(title * title_em, sub * sub_em) * MM_PER_POINT
    bar = min(width * MOST_BAR, width - used - BESIDE_BAR) if least else 0.0
    return TitleStrip(exam, legend, text, round(title, 2), round(sub, 2), round(bar, 2))


def segments(areas: Sequence[Area], bar: float, metrics: Metrics, words: Words) -> list[dict[str, Json]]:
    """The bar of all domains, `bar` mm wide: where each begins and its width in per cent.

    By weight, where every number can be read; without weights there is none.
    """
    if not bar:
        return []
    found: list[dict[str, Json]] = []
    left = 0.0
    for area, width in zip(areas, _widths(areas, bar, metrics, words), strict=True):
        html, style = _segment(area, bar * width / 100, metrics, words)
        colour = domain_colour(area.number)
        found.append({"html": html, "style": style, "left": left, "width": width, "colour": colour})
        left += width
    return found


def _widths(areas: Sequence[Area], bar: float, metrics: Metrics, words: Words) -> list[float]:
    """Per cent of the bar: by weight, but nobody gets less than its number and weight take, if there is so much."""
    total = sum(area.share for area in areas) or 1
    by_weight = [area.share * 100 / total for area in areas]
    least = [
        (_wide(lines, metrics) * LEAST_TYPE * 1.02 * MM_PER_POINT + NARROW_PAD) * 100 / bar
        for lines in (_numbers(area, words) for area in areas)
    ]
    if sum(least) > 100:
        return [100 / len(areas)] * len(areas)
    if all(width >= small for width, small in zip(by_weight, least, strict=True)):
        return by_weight
    return share_area(100.0, by_weight, least, [100.0] * len(areas))


def _segment(area: Area, width: float, metrics: Metrics, words: Words) -> tuple[str, str]:
    """What a segment of `width` mm says, and its style: as much as can be read, nothing where nothing can."""
    short = words.say("list.percent", n=area.weight)
    title, share = area.title, as_printed(words.say("print.of_exam", percent=short))
    room = (width - SEGMENT_PAD) / MM_PER_POINT
    if metrics.width("regular", share) * SEGMENT_TYPE <= room and _size([title], room, metrics) >= LEAST_TYPE:
        return f"<b>{fit_line(title, '', room / SEGMENT_TYPE, metrics)}</b><br>{share}", ""
    room = (width - NARROW_PAD) / MM_PER_POINT
    for lines in (
        [title, share],
        [title, short],
        [*_halves(title), share],
        [*_halves(title), short],
        _numbers(area, words),
        [str(area.number), ""],
    ):
        if (size := _size(lines, room, metrics)) >= LEAST_TYPE:
            *names, last = (escape(line, quote=False) for line in lines)
            return f"<b>{'<br>'.join(names)}</b><br>{last}", f"padding:.9mm {NARROW_PAD / 2}mm 0;font-size:{size:.2f}pt"
    return "", ""


def _numbers(area: Area, words: Words) -> list[str]:
    return [str(area.number), words.say("list.percent", n=area.weight)]


def _halves(title: str) -> list[str]:
    """A title on two lines of nearly the same length."""
    words = title.split(" ")
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return list(min(cuts, key=lambda lines: max(map(len, lines)), default=(title,)))


def _size(lines: Sequence[str], room: float, metrics: Metrics) -> float:
    """The largest size in which the lines, all but a last one bold, stand in a segment, `room` pt wide."""
    return min(SEGMENT_TYPE, room / max(_wide(lines, metrics), 0.01), SEGMENT_HIGH / len(lines) / SEGMENT_LINE)


def _wide(lines: Sequence[str], metrics: Metrics) -> float:
    """Em of the widest."""
    return max(metrics.width("bold", line) for line in lines) * 1.01


def _legend(layout: Layout, words: Words) -> Iterator[tuple[str, str]]:
    used = {item.priority for item in layout.chosen}
    return (
        (MARKS[number], as_printed(words.say(f"priority.{name}")))
        for number, name in enumerate(PRIORITIES)
        if number in used
    )


def _code(exam: str) -> str:
    """The code that exams are searched by, `DEA-C01` of `DEA-C01 guide 1.1`; the whole name stands in the text below."""
    first = exam.split(maxsplit=1)[0] if exam.strip() else ""
    return first if any(sign.isdigit() for sign in first) else ""


def _origin(study: Study, layout: Layout, words: Words) -> Iterator[str]:
    """How much of what it is, of which edition, how old the oldest check is, and whose it is not."""
    meta = study.study
    facts = words.say("count.facts", n=len(layout.chosen))
    yield words.say("print.for_exam", facts=facts, exam=meta.exam) if meta.exam else facts
    if meta.edition:
        yield words.say("edition.small", edition=meta.edition)
    days = [day for item in layout.chosen if (day := study.by_id[item.id].checked) is not None]
    if days:
        yield words.say("print.checked_since", day=min(days))
    if meta.disclaimer:
        yield meta.disclaimer
