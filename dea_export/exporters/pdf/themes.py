"""A theme of the PDFs: a folder with style sheets, page skeletons, and the measures that prediction and style share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib.resources.abc import Traversable

from dea_export.model.diagnostic import DeaExportError

PAPER = {"a4": (297.0, 210.0), "letter": (279.4, 215.9)}  # mm, landscape

COLOURS = 8  # in the colours.css of a theme


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
    """A theme by name, and where its files are."""

    name: str
    root: Traversable
    fallback: Traversable  # where files are looked for that this theme does not have
    measures: Measures


def read_theme(templates: Traversable, name: str) -> Theme:
    """The theme `name` below `templates / "pdf"`; raises DeaExportError when there is none or its numbers are wrong."""
    root = templates / "pdf" / name
    if not (root / "theme.toml").is_file():
        known = ", ".join(theme_names(templates)) or "none"
        raise DeaExportError(f"there is no PDF theme '{name}'", f"themes in this folder: {known}")
    read = tomllib.loads((root / "theme.toml").read_text(encoding="utf-8"))
    names = {field.name for field in fields(Measures)}
    if wrong := sorted(names ^ read.keys()):
        raise DeaExportError(
            f"the PDF theme '{name}' lacks or has too much: {', '.join(wrong)}", "compare its theme.toml with 'default'"
        )
    return Theme(name, root, templates / "pdf" / "default", Measures(**read))


def theme_names(templates: Traversable) -> tuple[str, ...]:
    """The names of the themes, sorted."""
    folder = templates / "pdf"
    if not folder.is_dir():
        return ()
    return tuple(sorted(child.name for child in folder.iterdir() if (child / "theme.toml").is_file()))


def domain_colour(number: int) -> int:
    """Which of the colours, from 1, a domain has by its number; the ninth domain begins again."""
    return (number - 1) % COLOURS + 1
