"""A layout -> the HTML of the sheet. What a part looks like is decided here and in the theme, where it stands in the layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from dea_export.exporters.pdf.metrics import Metrics
from dea_export.exporters.pdf.sheet.columns import Box
from dea_export.exporters.pdf.sheet.fitting import Layout
from dea_export.exporters.pdf.sheet.heights import MARKS, Ruler, Typesetting
from dea_export.exporters.pdf.sheet.items import Area, CodePart, Part, ProsePart, SheetItem, TablePart
from dea_export.exporters.pdf.styled_text import spans_to_html
from dea_export.exporters.pdf.themes import domain_colour


@dataclass(frozen=True, slots=True)
class SheetWriter:
    """What turns boxes into HTML."""

    areas: tuple[Area, ...]
    entries: Mapping[str, SheetItem]
    ruler: Ruler
    place: Typesetting

    def box(self, box: Box) -> str:
        """The HTML of a box."""
        area = self.areas[box.domain]
        name = f"d{domain_colour(area.number)}"
        match box.kind:
            case "domain":
                return self._domain(box, area, name)
            case "again":
                heading = f" · {box.name}" if box.name else ""
                title = self._fitted(
                    f"{area.number} · {area.title}{heading} – continued", "", self.ruler.measures.again
                )
                return f'<p class="again {name}">{title}</p>'
            case "heading":
                size = self.ruler.measures.heading
                return f'<h3 class="{name}"{_above(box, size)}>{self._fitted(box.name, "", size)}</h3>'
            case "fact":
                return self._fact(self.entries[box.name], name, box)

    def _domain(self, box: Box, area: Area, name: str) -> str:
        size = self.ruler.measures.domain
        title = self._fitted(f"{area.number} · {area.title} ", f"{area.weight} %", size)
        return f'<h2 class="{name}"{_above(box, size)}>{title}</h2>'

    def _fitted(self, name: str, after: str, size: float) -> str:
        """A heading of a column on one line."""
        return on_one_line(name, after, self.place.width / size - 0.8, self.ruler.metrics)

    def _fact(self, entry: SheetItem, name: str, box: Box) -> str:
        mark = f'<span class="m {name}">{MARKS[entry.priority]}</span> '
        names = "f w" if self.ruler.torn(entry, self.place) else "f"
        if len(entry.parts) == 1 and isinstance(entry.parts[0], ProsePart):
            return f'<p class="{names}" id="{entry.id}"{_above(box, 1)}>{mark}{spans_to_html(entry.parts[0].spans)}</p>'
        inside = "".join(
            self._part(entry, index, part, mark if index == 0 else "") for index, part in enumerate(entry.parts)
        )
        return f'<div class="{names} {name}" id="{entry.id}"{_above(box, 1)}>{inside}</div>'

    def _part(self, entry: SheetItem, index: int, part: Part, mark: str) -> str:
        match part:
            case ProsePart(found):
                return f'<p class="{"g" if mark else "g n"}">{mark}{spans_to_html(found)}</p>'
            case CodePart():
                return self._code(part, mark)
            case TablePart():
                return self._table(entry, index, part, mark)

    def _code(self, part: CodePart, mark: str) -> str:
        size, lines = self.ruler.code(part, self.place)
        standard = size == self.ruler.measures.block
        style = "" if standard else f' style="font-size:{size:.4f}em"'
        text = escape("\n".join(lines), quote=False)
        sign = f'<span class="s">{mark}</span>' if mark else ""
        return f"<pre{style}>{sign}{text}</pre>"

    def _table(self, entry: SheetItem, index: int, part: TablePart, mark: str) -> str:
        widths = self.ruler.columns(entry, index, self.place)
        head, *rows = part.rows
        cols = "".join(f'<col style="width:{width * 100:.2f}%">' for width in widths)
        corner = f"<td>{mark}{spans_to_html(head[0])}</td>"
        heads = "".join(f'<th scope="col">{spans_to_html(cell)}</th>' for cell in head[1:])
        body = "".join(
            f'<tr><th scope="row">{spans_to_html(row[0])}</th>{"".join(f"<td>{spans_to_html(cell)}</td>" for cell in row[1:])}</tr>'
            for row in rows
        )
        return f"<table><colgroup>{cols}</colgroup><thead><tr>{corner}{heads}</tr></thead><tbody>{body}</tbody></table>"


def on_one_line(name: str, after: str, room: float, metrics: Metrics) -> str:
    """Bold words and plain ones on one line of `room` em: smaller type instead of clipping."""
    wide = metrics.width("bold", name) + metrics.width("regular", after)
    html = escape(name, quote=False) + (f"<i>{after}</i>" if after else "")
    return html if wide <= room else f'<span class="fit" style="font-size:{room / wide * 0.995:.3f}em">{html}</span>'


def _above(box: Box, size: float) -> str:
    """The space above a box, in em of its own size."""
    return f' style="margin-top:{box.before / size:.3f}em"' if box.before >= 0.001 else ""


def render_columns(layout: Layout, printing: SheetWriter) -> list[list[dict[str, Any]]]:
    """For the template: pages of columns, each with its left edge in mm and its HTML."""
    step = layout.grid.width + layout.grid.gutter
    return [
        [
            {"left": round(index * step, 3), "html": "".join(map(printing.box, column.boxes))}
            for index, column in enumerate(page)
        ]
        for page in layout.pages
    ]
