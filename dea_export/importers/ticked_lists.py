"""Markdown with options to tick, `- [ ]` and `- [x]`, below what asks: a paragraph, an item or a heading."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.importers.list_lines import HEADING, ITEM, QUESTION, ListCard, ListLine, block_text
from dea_export.importers.offered_options import EXPLAINS, TASK


def by_ticks(lines: list[ListLine]) -> Iterator[ListCard | ListLine]:
    """The cards, and the lines that are in none."""
    topic = ""
    before: list[list[ListLine]] = []
    at = 0
    while at < len(lines):
        if lines[at].code or not TASK.match(lines[at].text):
            _gather(before, lines[at])
            at += 1
            continue
        end = _end(lines, at)
        *others, asked = [block for block in before if block] or [[]]
        yield from (line for block in others for line in block if not HEADING.match(line.text))
        topic = next((head[2] for block in reversed(others) if (head := HEADING.match(block[0].text))), topic)
        text = "\n".join(line.text for line in lines[at:end])
        yield ListCard((asked or lines[at:])[0].number, f"{_question(asked)}\n{text}".strip("\n"), "", topic)
        before, at = [], end
    yield from (line for block in before for line in block)


def _gather(blocks: list[list[ListLine]], line: ListLine) -> None:
    """A line goes on with the block before it, unless it is a heading, an item or after a blank one."""
    begins = not line.code and (HEADING.match(line.text) or ITEM.match(line.text.strip()))
    if not line.code and not line.text.strip():
        blocks.append([])
    elif begins or not blocks or (blocks[-1] and HEADING.match(blocks[-1][0].text)):
        blocks.append([line])
    else:
        blocks[-1].append(line)


def _end(lines: list[ListLine], start: int) -> int:
    """Where the options that begin at `start` end, with the blank lines between them."""
    end = start
    for at in range(start, len(lines)):
        if not lines[at].text.strip():
            continue
        if not _belongs(lines[at].text):
            break
        end = at + 1
    return end


def _belongs(text: str) -> bool:
    """Whether a line goes with the options before it: one of them, further in, quoted, or said to explain."""
    return text.startswith((" ", "\t", ">")) or TASK.match(text) is not None or EXPLAINS.match(text) is not None


def _question(lines: list[ListLine]) -> str:
    """What asks, without the mark of its heading, item or question."""
    if not lines:
        return ""
    first, *rest = (line.text for line in lines)
    for mark in (HEADING, QUESTION, ITEM):
        if found := mark.match(first.strip()):
            first = found[found.lastindex or 1]
    return block_text([first, *rest])
