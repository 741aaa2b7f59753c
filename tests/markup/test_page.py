"""Every line of docs/markdown.md: what is read, what is a sign, what is refused."""

import re
from pathlib import Path

import pytest

from dea_export.markup import parse, to_anki, to_plain

PAGE = (Path(__file__).parents[2] / "docs" / "markdown.md").read_text(encoding="utf-8")


def rows(heading):
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][2:]
    assert lines
    return [[cell(text) for text in re.split(r"(?<!\\) \| ", line[2:-2])] for line in lines]


def cell(text):
    """What a cell of the page shows; in code the backslash goes only before a pipe."""
    text = text.replace(r"\|", "|")
    code = re.fullmatch(r"(`+) ?(.*?) ?\1", text)
    return (code[2] if code else re.sub(r"\\([*_])", r"\1", text)).replace("⏎", "\n")


@pytest.mark.parametrize("row", rows("What is read"), ids=lambda row: row[0])
def test_what_is_read(row):
    written, plain, card = row
    parsed = parse(written)
    assert parsed.problems == ()
    assert (to_plain(parsed.root), to_anki(parsed.root)) == (plain, card)


@pytest.mark.parametrize("row", rows("What is a sign and nothing else"), ids=lambda row: row[0])
def test_what_is_a_sign(row):
    written, shown, _why = row
    parsed = parse(written)
    assert parsed.problems == ()
    assert to_plain(parsed.root) == shown
    assert to_plain(parse(written, inline=True).root) == shown


@pytest.mark.parametrize("row", rows("What is not read"), ids=lambda row: row[0])
def test_what_is_not_read(row):
    written, code = row
    assert [problem.code for problem in parse(written).problems][:1] == [code]
