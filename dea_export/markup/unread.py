"""What a text holds that no reader would see or that we do not read: found in markdown-it's tokens and in the source.

Headings, quotes, rules, indented code, references, footnotes, titles of links, cells beyond the header, blocks in a cell
or step, marks of lists that are rather signs, and gaps that stand in any of them or anywhere else where no gap can be.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from dea_export.markup.cloze import OPEN, gap_end
from dea_export.markup.nodes import Problem

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# stands for a `|` inside a gap until the table rule has split the row; a noncharacter, so never in text
PIPE = "\ufdd0"
UNREAD = {  # type of the token -> what it is, what to do instead
    "heading_open": ("a heading", "write **bold** words; for a sign at the beginning of a line write '\\#', '\\=' or '\\-'"),
    "blockquote_open": ("a quote", "use quotation marks, or write '\\>' for the sign"),
    "hr": ("a rule", "leave an empty line, or write '\\---' for the signs"),
    "code_block": ("code by indentation", "put it between lines of ```, or begin the lines further left"),
}  # fmt: skip
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
# What lines of a list or table begin with that is none to us.
ITEM = re.compile(
    r"(?P<sign>[•‣◦▪●○■□☐–—·])\s*\S|(?P<hyphen>-)(?:[^\W\d]|\{\{c)|(?P<any>[\u2460-\u24ff])|\(?(?P<count>\d{1,3}|[A-Za-z])[.)]\s|(?P<row>\|).*\|$"
)
REFERENCE = re.compile(r"""\[[^\]]+\]:[ \t]*\S+[ \t]*(["'(].*)?$""")


def hide_pipes(text: str) -> str:
    """The text with `|` inside gaps of one line replaced, because tables are split before inline rules run."""
    if "|" not in text or "{{c" not in text:
        return text
    return "\n".join(map(_hide_in_line, text.split("\n")))


def _hide_in_line(line: str) -> str:
    hidden, done = "", 0
    while opening := OPEN.search(line, done):
        end = gap_end(line, opening.end())
        if end is None:
            break
        hidden += line[done : opening.start()] + re.sub(r"(?<!\\)\|", PIPE, line[opening.start() : end])
        done = end
    return hidden + line[done:]


def unread_blocks(tokens: Sequence[Token], starts: Sequence[int], lines: Sequence[str]) -> Iterator[Problem]:
    """The blocks that are not read, each at its first sign, and the cells that no column has."""
    for index, token in enumerate(tokens):
        if token.map and token.type in UNREAD:
            what, hint = UNREAD[token.type]
            yield Problem(_first_sign(token.map[0], starts, lines), "E330", f"{what} is not read", hint)
        elif token.map and token.type == "fence":
            yield from _beyond_language(token, starts, lines)
            yield from _left_open(token, starts, lines)
        elif token.map and token.type == "table_open":
            columns = 0
            for one in tokens[index:]:
                columns += one.type == "th_open"
                if one.type == "thead_close":
                    break
            for line in range(token.map[0] + 2, token.map[1]):
                yield from _beyond_header(lines[line], starts[line], columns)
                yield from _row_without_cells(line, starts, lines)


def _beyond_language(fence: Token, starts: Sequence[int], lines: Sequence[str]) -> Iterator[Problem]:
    """What stands behind the language of a block of code; a gap there is said as a gap."""
    language, _, more = fence.info.strip().partition(" ")
    if fence.map and more.strip() and not OPEN.search(fence.info):
        line = fence.map[0]
        where = starts[line] + max(lines[line].rfind(more.strip()), 0)
        message = f"what stands behind the language '{language}' of a block of code is not read"
        yield Problem(where, "E330", message, "say it in a line above the code")


def _left_open(fence: Token, starts: Sequence[int], lines: Sequence[str]) -> Iterator[Problem]:
    first, end = fence.map or (0, 0)
    if end - 1 == first or not re.fullmatch(f"{fence.markup}{fence.markup[0]}*", lines[end - 1].strip()):
        message = f"nothing closes the code that '{fence.markup}' begins: all that follows is shown as code"
        yield Problem(_first_sign(first, starts, lines), "W338", message, f"write '{fence.markup}' on a line below it")


def _row_without_cells(line: int, starts: Sequence[int], lines: Sequence[str]) -> Iterator[Problem]:
    if "|" not in lines[line] and PIPE not in lines[line]:
        message = f"'{_beginning(lines[line])}' is shown as a row of the table above"
        yield Problem(_first_sign(line, starts, lines), "W338", message, "leave an empty line between table and text")


def _beginning(line: str) -> str:
    words = line.replace(PIPE, "|").split()
    return " ".join(words[:3]) + (" …" if len(words) > 3 else "")


def _beyond_header(line: str, start: int, columns: int) -> Iterator[Problem]:
    row = line.strip().removeprefix("|")
    column = len(line) - len(line.lstrip()) + line.lstrip().startswith("|")
    for number, cell in enumerate(re.split(r"(?<!\\)\|", row)):
        if number >= columns and cell.strip():
            where = start + column + len(cell) - len(cell.lstrip())
            message = f"the header has {columns} columns, so nobody sees '{cell.strip().replace(PIPE, '|')}'"
            yield Problem(where, "E332", message, "give the header as many cells; for the sign write '\\|'")
            return
        column += len(cell) + 1


def doubtful_marks(tokens: Sequence[Token], starts: Sequence[int], lines: Sequence[str]) -> Iterator[Problem]:
    """Numbers that a list shows as others, and lists of one item that are rather a line with a sign."""
    for opening, items in _lists(tokens):
        if opening.type == "ordered_list_open":
            yield from _other_numbers(items, starts, lines)
        elif len(items) == 1 and items[0].map:
            line = items[0].map[0]
            written = lines[line].strip()
            if re.match(r"[-+*]\s+[.,]?\d", written) or (opening.level == 0 and items[0].markup in "+*"):
                message = f"'{' '.join(written.split()[:2])}' is shown as a list of one item, without its sign"
                hint = f"for the sign write '\\{items[0].markup}'; a list has more items, or begins with '- '"
                yield Problem(_first_sign(line, starts, lines), "W336", message, hint)


def joined_lines(tokens: Sequence[Token], starts: Sequence[int], lines: Sequence[str]) -> Iterator[Problem]:
    """Lines of a paragraph that look like items or rows, of which Markdown makes one line."""
    for token in tokens:
        if token.type != "inline" or not token.map:
            continue
        for line in range(token.map[0] + 1, token.map[1]):
            before, written = lines[line - 1].strip(), lines[line].strip()
            if not before.endswith("\\") and not lines[line - 1].endswith("  ") and _is_next_item(before, written):
                message = f"'{_beginning(written)}' is shown behind '{_beginning(before)}', in one line with it"
                hint = "end each line with a backslash, or begin it with '- ' (or '1. ' after an empty line) for a list"
                if written.startswith("|"):
                    hint = "a table has a line of dashes below its header, with as many cells: '| --- | --- |'"
                yield Problem(_first_sign(line, starts, lines), "W338", message, hint)
                break


def _is_next_item(one: str, other: str) -> bool:
    """Whether both begin with the same sign of a list or table, or with numbers or letters that follow each other."""
    first, second = ITEM.match(one), ITEM.match(other)
    if not first or not second or first.lastgroup != second.lastgroup:
        return False
    if first.lastgroup == "count":
        return _after(first["count"]) == second["count"]
    return first.lastgroup == "any" or first[0][0] == second[0][0]


def _after(count: str) -> str:
    return str(int(count) + 1) if count.isdecimal() else chr(ord(count) + 1)


def _lists(tokens: Sequence[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Each list with the openings of its own items."""
    around: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            around.append((token, []))
        elif token.type == "list_item_open":
            around[-1][1].append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            yield around.pop()


def _other_numbers(items: Sequence[Token], starts: Sequence[int], lines: Sequence[str]) -> Iterator[Problem]:
    """The first number that is not the next one, or has a zero before it; where all are 1, the list may count."""
    if {item.info for item in items} == {"1"}:
        return
    for shown, item in enumerate(items, int(items[0].info)):
        if item.info != str(shown) and item.map:
            mark = item.info + item.markup
            message = f"'{mark}' is shown as '{shown}{item.markup}': a list counts on from its first number"
            hint = f"write '{item.info}\\{item.markup}' for a number of the text, or a sentence between two lists"
            yield Problem(_first_sign(item.map[0], starts, lines), "W336", message, hint)
            return


def _first_sign(line: int, starts: Sequence[int], lines: Sequence[str]) -> int:
    return starts[line] + len(lines[line]) - len(lines[line].lstrip())


def reference(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """The block rule for `[label]: address` and footnotes: text, and a problem."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not silent and (FOOTNOTE.match(line) or REFERENCE.match(line)):
        what = "a footnote" if line.startswith("[^") else "the definition of a link"
        hint = "say it in the text or in 'why'; a link is [words](https://…)"
        state.env["problems"].append(
            Problem(state.bMarks[start] + state.tShift[start], "E330", f"{what} is not read", hint)
        )
    return False


def blocks_in_a_line(tokens: Sequence[Token], starts: Sequence[int], lines: Sequence[str]) -> Iterator[Problem]:
    """What a cell or step holds beyond one paragraph."""
    tops = [token for token in tokens if token.level == 0 and token.map and token.nesting >= 0]
    odd = [token for token in tops if token.type != "paragraph_open"] or tops[1:]
    if odd:
        line = odd[0].map[0] if odd[0].map else 0
        message = "a cell or step is one paragraph: lists, tables and empty lines are not read in it"
        yield Problem(
            _first_sign(line, starts, lines),
            "E334",
            message,
            "make it a step or a row of its own; a line ends with '\\'",
        )


def lost_gaps(source: str, seen: Collection[int]) -> Iterator[Problem]:
    """The gaps of a text that are neither in its tree nor in a problem: `seen` holds the offsets of those."""
    for opening in OPEN.finditer(source):
        before = source[: opening.start()]
        escaped = (len(before) - len(before.rstrip("\\"))) % 2
        if not escaped and opening.start() not in seen:
            message = f"nobody would see the gap '{opening[0]}' here"
            yield Problem(
                opening.start(),
                "E331",
                message,
                "put the gap into the text that is shown, around the words or their mark-up",
            )
