"""Clozes: `{{c1::answer::hint}}`, as an inline rule of the Markdown parser and inside code.

In prose the first `::` starts the hint and a second one is an error. In code and mathematics everything is literal
but the cloze's own opening, hint and closing: braces are balanced, and the *last* `::` starts the hint, so an answer
that has one of its own and no hint ends with `::` (`{{c1::AWS::Glue::Job::}}`).
Numbers go from 1 to 499 because Anki puts all higher ones on card 500.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dea_export.markup.nodes import Node

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

OPEN = re.compile(r"\{\{c([1-9]\d{0,5})::")
LOOKALIKE = re.compile(r"\{\{(?:[cC][\d, ]*|[\d, ]*\d)::|\{\{c\d+:(?!:)|(?<!\{)\{c\d+::")
LAST_NUMBER = 499
SQL_TYPES = frozenset(
    [
        "int",
        "integer",
        "bigint",
        "smallint",
        "numeric",
        "decimal",
        "float",
        "real",
        "double",
        "bool",
        "boolean",
        "text",
        "char",
        "varchar",
        "date",
        "time",
        "timestamp",
        "timestamptz",
        "interval",
        "json",
        "jsonb",
        "uuid",
        "bytea",
        "super",
    ]
)
DEEPEST = 2
# What is mark-up anywhere but in a hint.
MARKED = re.compile(
    r"`[^`]+`|(?<![\w*])\*{1,2}[^\s*](?:[^*]*[^\s*])?\*{1,2}(?![\w*])|\\[(\[]|\]\(https?:|(?<=\w)([~^])[\w+\-−]{1,12}\1(?!\d)"
)

Report = Callable[[int, str, str, str], None]  # offset, code, message, hint
IsHint = Callable[[str, str], bool]  # what follows `::`, the answer before it


def _nobody_asks(_offset: int) -> None:
    """Where each gap opens matters to one who looks for those that got lost."""


def lookalike(found: str) -> tuple[str, str, str] | None:
    """What is wrong with an opening that is nearly a cloze: code, message, hint. None for a real opening."""
    number = "".join(c for c in found if c.isdigit() or c == ",")
    if found.startswith("{c"):
        return "E302", f"'{found}' has one brace", "a cloze begins with two braces: {{c1::"
    if "," in number:
        return (
            "E304",
            f"'{found}' names two numbers",
            "give each gap one number; gaps with the same number hide together",
        )
    if not number:
        return (
            "E301",
            f"'{found}' has no cloze number",
            "write {{c1::answer}}; for literal braces write \\{{ or use backticks",
        )
    if int(number) == 0:
        return "E303", f"cloze number {number} makes no card", "numbers begin at 1"
    if int(number) > LAST_NUMBER:
        return "E303", f"cloze number {number} is above {LAST_NUMBER}", f"use a number from 1 to {LAST_NUMBER}"
    if not OPEN.fullmatch(found):
        return "E302", f"'{found}' is not how a cloze begins", f"write {{{{c{int(number)}::"
    return None


def check_opening(text: str, offset: int, report: Report) -> bool:
    """Whether a cloze opens at `offset`; reports an opening that is nearly one."""
    near = LOOKALIKE.match(text, offset)
    if near and (wrong := lookalike(near[0])):
        report(offset, *wrong)
        return False
    return OPEN.match(text, offset) is not None


# --- prose -------------------------------------------------------------------------------------------------------


def cloze_rule(state: StateInline, silent: bool) -> bool:
    """The inline rule: pushes `cloze_open` (meta: number, hint) and `cloze_close` around the answer's tokens."""
    start = state.pos
    if not state.src.startswith("{", start):
        return False
    report: Report = (lambda *_: None) if silent else state.env["report"]
    if not check_opening(state.src, start, report):
        return False
    opening = OPEN.match(state.src, start)
    assert opening is not None
    bounds = _prose_bounds(state, opening.end())
    if bounds is None:
        state.pos = start
        report(
            start, "E305", f"the cloze '{opening[0]}' is not closed", "close it with }} in the same paragraph or cell"
        )
        return False
    if not silent:
        _push(state, opening, bounds, report)
    state.pos = bounds[1] + 2
    return True


def _prose_bounds(state: StateInline, start: int) -> tuple[int | None, int] | None:
    """Where the hint's `::` and the closing `}}` stand; remembered, since every outer cloze asks for its inner ones."""
    known: dict[tuple[str, int, int], tuple[int | None, int] | None] = state.env.setdefault("bounds", {})
    key = state.src, start, state.posMax
    if key not in known:
        known[key] = _find_bounds(state, start, known)
    return known[key]


def _find_bounds(
    state: StateInline, start: int, known: Mapping[tuple[str, int, int], object]
) -> tuple[int | None, int] | None:
    """The same; steps over code, links and inner clozes as one piece. Around one that is not closed, none is."""
    depth, hint = 0, None
    state.pos = start
    end = None
    while state.pos < state.posMax:
        if depth == 0 and state.src.startswith("}}", state.pos):
            end = state.pos
            break
        if state.src.startswith("::", state.pos) and hint is None:
            hint = state.pos
            state.pos += 2
            continue
        char = state.src[state.pos]
        if char in "{}" and not OPEN.match(state.src, state.pos):
            depth = max(0, depth + (1 if char == "{" else -1))
            state.pos += 1
        elif hint is not None:
            state.pos += 1  # a hint is plain text
        else:
            inner = OPEN.match(state.src, state.pos) if char == "{" else None
            state.md.inline.skipToken(state)
            if inner and known.get((state.src, inner.end(), state.posMax), inner) is None:
                break
    state.pos = start
    return None if end is None else (hint, end)


def _push(state: StateInline, opening: re.Match[str], bounds: tuple[int | None, int], report: Report) -> None:
    """The tokens of one cloze; what cannot be right about it is reported."""
    hint_at, end = bounds
    answer_end = end if hint_at is None else hint_at
    hint = "" if hint_at is None else state.src[hint_at + 2 : end].strip()
    number, start = int(opening[1]), opening.start()
    if not state.src[opening.end() : answer_end].strip():
        report(start, "E306", f"cloze {number} hides nothing", "write the answer between '::' and '}}'")
    if "::" in hint and hint_at is not None:
        again = state.src.index("::", hint_at + 2)
        report(again, "E307", f"cloze {number} has a second '::'", "only a hint may follow '::'; put code in backticks")
    if (mark := MARKED.search(hint)) and hint_at is not None:
        where = state.src.index(mark[0], hint_at)
        report(
            where, "W337", f"a hint is plain text: '{mark[0]}' is shown as written", "write the hint without mark-up"
        )
    depth = state.env["depth"] = state.env.get("depth", 0) + 1
    if depth > DEEPEST:
        report(start, "E308", "clozes are nested three deep", "Anki's older versions read two levels; split the fact")
    last = state.posMax
    state.env["opened"](start)
    token = state.push("cloze_open", "span", 1)
    token.meta = {"number": number, "hint": hint}
    state.pos, state.posMax = opening.end(), answer_end
    state.md.inline.tokenize(state)
    state.push("cloze_close", "span", -1)
    state.posMax = last
    state.env["depth"] = depth - 1


# --- code and mathematics ----------------------------------------------------------------------------------------


def is_surely_hint(written: str, answer: str) -> bool:
    """Whether what follows `::` in code is a hint and no code: a space before it, a question, or words.

    One word is a hint after an answer of several words, unless it is a type that SQL casts to (`a + b::int`).
    """
    words = [word.replace("-", "").replace("'", "") for word in written.removesuffix("?").split()]
    prose = all(word.isalpha() and not word.isupper() for word in words)
    several = len(words) > 1 or (" " in answer.strip() and written.islower() and written not in SQL_TYPES)
    return not words or written.startswith(" ") or written.endswith("?") or (prose and several)


def is_hint_in_formula(written: str, answer: str) -> bool:
    """The same in mathematics, where a word is no code; a letter could be (`f::A`)."""
    return is_surely_hint(written, answer) or (len(written) > 1 and written.isalpha())


def unpadded(code: str) -> str:
    """The content of a code span: CommonMark takes one space off each side."""
    padded = code.startswith(" ") and code.endswith(" ") and code.strip()
    return code[1:-1] if padded else code


def code_nodes(
    code: str,
    report: Report,
    base: int = 0,
    depth: int = 0,
    opened: Callable[[int], None] = _nobody_asks,
    surely: IsHint = is_surely_hint,
) -> tuple[Node, ...]:
    """Literal text with clozes in it, as `text` and `cloze` nodes; `base` is the offset of `code` for reports.

    `opened` hears of the offset of each gap, `surely` tells a hint from code with `::` in it.
    """
    nodes: list[Node] = []
    pos = done = 0
    while (start := code.find("{", pos)) >= 0:
        if not check_opening(code, start, lambda o, *wrong: report(base + o, *wrong)):
            pos = start + 1
            continue
        opening = OPEN.match(code, start)
        end = gap_end(code, opening.end()) if opening else None
        if opening is None or end is None:
            report(
                base + start, "E305", "the cloze is not closed within the code", "close it with }} before the code ends"
            )
            pos = start + 2
            continue
        if start > done:
            nodes.append(Node("text", content=code[done:start]))
        opened(base + start)
        nodes.append(_code_cloze(opening, end, report, base, depth + 1, opened, surely))
        pos = done = end + 2
    if done < len(code):
        nodes.append(Node("text", content=code[done:]))
    return tuple(nodes)


def gap_end(code: str, start: int) -> int | None:
    """Where the `}}` of a cloze in code stands: the first one at which the answer's own braces are balanced."""
    depth, pos = 0, start
    while pos < len(code):
        if depth == 0 and code.startswith("}}", pos):
            return pos
        if code[pos] == "{":
            depth += 1
        elif code[pos] == "}":
            depth = max(0, depth - 1)
        pos += 1
    return None


def _code_cloze(
    opening: re.Match[str],
    end: int,
    report: Report,
    base: int,
    depth: int,
    opened: Callable[[int], None],
    surely: IsHint,
) -> Node:
    """One cloze in code; its last `::` outside inner clozes starts the hint."""
    start, number = opening.end(), int(opening[1])
    body = opening.string[start:end]
    inner_end = body.rfind("}}") if OPEN.search(body) else -1
    cut = body.rfind("::", max(0, inner_end))
    answer, hint = (body, "") if cut < 0 else (body[:cut], body[cut + 2 :].strip())
    if not answer.strip():
        report(
            base + opening.start(), "E306", f"cloze {number} hides nothing", "write the answer between '::' and '}}'"
        )
    if cut >= 0 and not surely(body[cut + 2 :], answer):
        message = f"in code '::' is ambiguous: '{hint}' is read as the hint of '{answer}'"
        repair = "if it belongs to the answer, end the gap with '::}}' or put the gap around the backticks; a hint gets a space before it"
        report(base + start + cut, "W335", message, repair)
    if depth > DEEPEST:
        report(base + opening.start(), "E308", "clozes are nested three deep", "split the fact")
    return Node("cloze", code_nodes(answer, report, base + start, depth, opened, surely), info=hint, number=number)
