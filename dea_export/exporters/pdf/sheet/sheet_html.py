"""A layout -> the HTML of the sheet. What a part looks like is decided here and in the theme, where it stands in the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.sheet.columns import Box
from dea_export.exporters.pdf.sheet.heights import (
    MARKS,
    TypesetCode,
    TypesetItem,
    TypesetPart,
    TypesetProse,
    TypesetTable,
)
from dea_export.exporters.pdf.sheet.items import Area
from dea_export.exporters.pdf.sheet.layout import Layout
from dea_export.exporters.pdf.styled_text import spans_to_html
from dea_export.exporters.pdf.themes import Measures, domain_colour
from dea_export.words import Words

PAD = 0.8  # em that a heading has on its sides


@dataclass(frozen=True, slots=True)
class SheetWriter:
    """What turns the boxes of a layout into HTML."""

    layout: Layout
    areas: Sequence[Area]
    measures: Measures
    metrics: Metrics
    words: Words

    def columns(self) -> list[list[dict[str, Any]]]:
        """For the template: pages of columns, each with its left edge in mm and its HTML."""
        step = self.layout.grid.width + self.layout.grid.gutter
        return [
            [
                {"left": round(index * step, 3), "html": "".join(map(self._box, column.boxes))}
                for index, column in enumerate(page)
            ]
            for page in self.layout.pages
        ]

    def _box(self, box: Box) -> str:
        area, m = self.areas[box.domain], self.measures
        colour, title = f"d{domain_colour(area.number)}", area.title
        match box.kind:
            case "domain":
                shown = self._heading(
                    f"{title} ", m.domain, self.words.say("list.percent", n=area.weight) if area.weight else ""
                )
                return f'<h2 class="{colour}"{_above(box, m.domain)}>{shown}</h2>'
            case "again":
                service = f" · {box.name}" if box.name else ""
                return f'<p class="again {colour}">{self._heading(self.words.say("print.continued", title=f"{title}{service}"), m.again)}</p>'
            case "heading":
                return f'<h3 class="{colour}"{_above(box, m.heading)}>{self._heading(box.name, m.heading)}</h3>'
            case "fact":
                return self._fact(self.layout.typeset[box.name], colour, _above(box, 1))

    def _heading(self, name: str, size: float, after: str = "") -> str:
        """On one line of a column."""
        return fit_line(name, after, self.layout.typesetting.width / size - PAD, self.metrics)

    def _fact(self, typeset: TypesetItem, colour: str, above: str) -> str:
        item, parts = typeset.item, typeset.parts
        mark = f'<span class="m {colour}">{MARKS[item.priority]}</span> '
        classes = "f w" if typeset.breaks_words else "f"
        if len(parts) == 1 and isinstance(parts[0], TypesetProse):
            return f'<p class="{classes}" id="{item.id}"{above}>{mark}{spans_to_html(parts[0].spans)}</p>'
        inside = "".join(self._part(part, "" if index else mark) for index, part in enumerate(parts))
        return f'<div class="{classes} {colour}" id="{item.id}"{above}>{inside}</div>'

    def _part(self, part: TypesetPart, mark: str) -> str:
        match part:
            case TypesetProse():
                return f'<p class="{"g" if mark else "g n"}">{mark}{spans_to_html(part.spans)}</p>'
            case TypesetCode():
                return self._code(part, mark)
            case TypesetTable():
                return _table(part, mark)

    def _code(self, part: TypesetCode, mark: str) -> str:
        style = "" if part.size == self.measures.block else f' style="font-size:{part.size:.4f}em"'
        sign = f'<span class="s">{mark}</span>' if mark else ""
        text = escape("\n".join(part.lines), quote=False)
        return f"<pre{style}>{sign}{text}</pre>"


def _table(part: TypesetTable, mark: str) -> str:
    (head, *rows), (broken, *breaks) = part.rows, part.breaks
    sides = [f' style="text-align:{side}"' if side else "" for side in part.sides or [""] * len(head)]
    cols = "".join(f'<col style="width:{share * 100:.2f}%">' for share in part.shares)
    corner = f"<td{_anywhere(broken[0])}{sides[0]}>{mark}{spans_to_html(head[0])}</td>"
    heads = "".join(
        f'<th scope="col"{_anywhere(wide)}{side}>{spans_to_html(cell)}</th>'
        for cell, wide, side in zip(head[1:], broken[1:], sides[1:], strict=True)
    )
    body = ""
    for (first, *others), (wide, *wider) in zip(rows, breaks, strict=True):
        cells = "".join(
            f"<td{_anywhere(is_wide)}{side}>{spans_to_html(cell)}</td>"
            for cell, is_wide, side in zip(others, wider, sides[1:], strict=True)
        )
        body += f'<tr><th scope="row"{_anywhere(wide)}{sides[0]}>{spans_to_html(first)}</th>{cells}</tr>'
    return f"<table><colgroup>{cols}</colgroup><thead><tr>{corner}{heads}</tr></thead><tbody>{body}</tbody></table>"


def _anywhere(breaks: bool) -> str:
    """The class of a cell that may break a word anywhere."""
    return ' class="w"' if breaks else ""


def fit_line(name: str, after: str, width: float, metrics: Metrics) -> str:
    """Bold words and plain ones on one line of `width` em: smaller type instead of clipping."""
    wide = metrics.width("bold", name) + metrics.width("regular", after)
    html = escape(name, quote=False) + (f"<i>{after}</i>" if after else "")
    return html if wide <= width else f'<span class="fit" style="font-size:{width / wide * 0.995:.3f}em">{html}</span>'


def _above(box: Box, size: float) -> str:
    """The space above a box, in em of its own size."""
    return f' style="margin-top:{box.before / size:.3f}em"' if box.before >= 0.001 else ""
