"""A theme of the PDFs: a folder with style sheets, page skeletons, and the measures that prediction and style share."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from dea_export.exporters.api import Job, Option
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.templates import Templates
from dea_export.model.diagnostic import DeaExportError
from dea_export.model.suggestions import nearest

THEME = Option("theme", "A folder below templates/pdf.", default="default")  # of every exporter of PDFs
MARGIN = Option(
    "margin", "White around sheets and cards to cut, in mm; else 5 to 10, and home printers need 3 to 5, old ones 13."
)
COLOURS = 8  # in the colours.css of a theme
LARGEST = 1000  # of all measures
MAY_BE_ZERO = {
    "pages", "margin", "strip", "gutter", "gap", "indent", "domain_top", "domain_gap", "again_rule", "heading_top", "heading_gap",
    "heading_rule", "table_pad", "table_rule", "table_top", "table_gap", "block_top", "block_gap", "block_indent",
}  # fmt: skip
LEAST_ROOM = 20  # mm of each side of a page that margins and strip must leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The numbers of `theme.toml`; em of the body text unless a comment says otherwise."""

    target: float  # mm, height of an x that is aimed at
    floor: float  # mm, never less
    ceiling: float  # mm, never more, however little there is to print
    pages: int  # how many at most; 0: as many as needed
    margin: float  # mm
    strip: float  # mm, height of the strip on top of a page
    gutter: float  # mm between columns
    narrowest: float  # mm, of a column
    widest: float  # mm
    line: float  # line height
    gap: float  # below a paragraph
    indent: float  # of the lines of a fact after the first
    mark: float  # size of the sign of priority
    code: float  # size of code in a line
    domain: float  # size of a domain bar
    domain_top: float  # above it, unless it stands on top of a column
    domain_line: float  # em of the bar
    domain_gap: float  # below it, em of the bar
    again: float  # size of a continued bar
    again_line: float
    again_rule: float  # pt
    heading: float  # size of a service heading
    heading_line: float  # em of the heading
    heading_top: float
    heading_gap: float  # below it, em of the heading
    heading_rule: float  # pt
    table: float  # size of a table
    table_line: float  # em of the table
    table_pad: float  # right of a cell, em of the table
    table_rule: float  # pt a row, as laid out
    table_top: float  # em of the table
    table_gap: float  # em of the table
    block: float  # size of a code block
    block_line: float  # em of the block
    block_top: float  # em of the block
    block_gap: float  # em of the block
    block_indent: float  # em of the block
    smallest_block: float  # code is shrunk rather than clipped, down to here; then it wraps


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme by name, its files on top of those of the theme `default`."""

    name: str
    files: Templates
    measures: Measures


def theme_of(job: Job, name: str = "") -> Theme:
    """The theme `name`, or that which a job asks for; raises as `read_theme` does."""
    return read_theme(job.templates, name or str(job.options.get(THEME.name) or THEME.default))


def with_margin(theme: Theme, job: Job) -> Theme:
    """The theme with the margin that a job asks for; raises as `read_margin` does."""
    shortest = min(side for paper in PAPERS.values() for side in paper)
    most = (shortest - LEAST_ROOM - theme.measures.strip) // 2
    margin = read_margin(job, theme.measures.margin, most)
    return replace(theme, measures=replace(theme.measures, margin=margin))


def read_margin(job: Job, usual: float, most: float) -> float:
    """The margin in mm that a job asks for, else the usual one; raises DeaExportError where it is none, or too wide."""
    given = job.options.get(MARGIN.name)
    if given is None:
        return usual
    try:
        margin = float(str(given).removesuffix("mm"))
    except ValueError:
        margin = -1
    if not 0 <= margin <= LARGEST:
        raise DeaExportError(f"--margin {given}: this is no width in mm", "for example --margin 8")
    if margin > most:
        what = f"--margin {given}: a margin of {margin:g} mm leaves no room on the paper"
        raise DeaExportError(what, f"at most {most:g}; home printers need 3 to 5, old ones 13")
    return margin


def read_theme(templates: Templates, name: str) -> Theme:
    """The theme `name` below `pdf/`; raises DeaExportError when there is none or its numbers are wrong."""
    folder = templates / "pdf" / name
    if not (folder / "theme.toml").is_file():
        known = ", ".join(_theme_names(templates)) or "none"
        raise DeaExportError(f"there is no PDF theme '{name}'", f"themes in this folder: {known}")
    files = folder.over(templates / "pdf" / "default")
    return Theme(name, files, _read_measures(files))


def _theme_names(templates: Templates) -> Iterator[str]:
    folder = templates / "pdf"
    return (
        (child.name for child in folder.iterdir() if (child / "theme.toml").is_file()) if folder.is_dir() else iter(())
    )


def _read_measures(files: Templates) -> Measures:
    """What the theme's `theme.toml` says, and what it does not say as the next one has it, to that of `default`."""
    layers = [(path, _read_numbers(path, text)) for path, text in files.every("theme.toml")]
    measures = Measures(**{name: value for _, numbers in reversed(layers) for name, value in numbers.items()})  # type: ignore[arg-type]
    if wrong := _contradiction(measures):
        raise DeaExportError(f"{layers[0][0]}: {wrong}", "what it does not say is taken from the theme 'default'")
    return measures


def _read_numbers(path: Path, text: str) -> dict[str, float]:
    """The numbers of one file, each checked alone."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeaExportError(f"{path}: this is not TOML: {error}", "one line a measure: margin = 8.0") from error
    kinds = {field.name: field.type for field in fields(Measures)}
    for name, value in read.items():
        if name not in kinds:
            near = nearest(name, kinds)
            hint = f"did you mean '{near}'?" if near else "templates/pdf/default/theme.toml has all there are"
            raise DeaExportError(f"{path}: there is no measure '{name}'", hint)
        if wrong := _wrong(name, value, whole=kinds[name] == "int"):
            raise DeaExportError(f"{path}: '{name}' is {wrong}", f"it says {name} = {value!r}")
    return read


def _wrong(name: str, value: object, *, whole: bool) -> str:
    """What is not as it should be with one number."""
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        return "not a whole number" if whole else "not a number"
    if not 0 <= value <= LARGEST:
        return f"not between 0 and {LARGEST}"
    return "0, which prints nothing" if value == 0 and name not in MAY_BE_ZERO else ""


def _contradiction(m: Measures) -> str:
    """What no page can have."""
    if not m.floor <= m.target <= m.ceiling:
        return "'floor', 'target' and 'ceiling' must not fall"
    if m.narrowest > m.widest:
        return "'narrowest' is more than 'widest'"
    if m.smallest_block > m.block:
        return "'smallest_block' is more than 'block'"
    if min(side for paper in PAPERS.values() for side in paper) - 2 * m.margin - m.strip < LEAST_ROOM:
        return "'margin' and 'strip' leave no page"
    return ""


def domain_colour(number: int) -> int:
    """Which of the colours, from 1, a domain has by its number; the ninth domain begins again."""
    return (number - 1) % COLOURS + 1
