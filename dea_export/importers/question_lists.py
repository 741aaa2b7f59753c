"""Markdown lists of questions: `Q:` and `A:`, `term :: definition`, headings with answers below, lists of two levels.

What a file uses is seen from its lines. Headings above the questions are topics; the answers are Markdown already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from dea_export.importers.column_keys import GAP_OPENING, draft_row
from dea_export.importers.harvest import Draft, Harvest, Source, refuse
from dea_export.importers.list_lines import HEADING, ITEM, QUESTION, ListCard, ListLine, block_text, list_lines_of
from dea_export.importers.offered_options import TASK, Offer, Offered, is_ticked, read_offer, with_options
from dea_export.importers.read_texts import plain_words, read_text_as
from dea_export.importers.text_files import looks_like_text, read_text
from dea_export.importers.ticked_lists import by_ticks

ANSWER = re.compile(  # `A.` is an option
    r"\s*(?:[-*+]\s+)?(?:\*\*)?(?:(?:Answer|Antwort|Respuesta)\s*\d*\s*[:.]|[AR]\s*\d*\s*:)(?:\*\*)?\s+(.*)",
    re.IGNORECASE,
)
PAIR = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?!.*\{\{c\d)(.+?)\s+::\s+(.+)")
SUFFIXES = (".md", ".markdown")


class QuestionLists:
    """The importer."""

    help = "Markdown: Q: and A:, 'term :: definition', headings, lists of two levels."

    def knows(self, source: Source) -> bool:
        """By the name of the file."""
        return looks_like_text(source) and source.name.lower().endswith(SUFFIXES)

    def harvest(self, source: Source) -> Harvest:
        """A draft for each pair that is found."""
        lines = list(list_lines_of(read_text(source)))
        harvest = Harvest()
        words = source.wishes.words or "markdown"
        for card in _cards(lines):
            if isinstance(card, ListLine):
                if words_left := card.text.strip():
                    harvest.lose(f"{source.name}:{card.number}", f"'{words_left[:60]}', a line outside of any card")
                continue
            if offer := read_offer(card.asked.strip(), card.answer.strip()):
                _draft_offer(card, offer, f"{source.name}:{card.number}", harvest, words)
                continue
            row = {"prompt": card.asked.strip(), "answer": card.answer.strip(), "topic": plain_words(card.topic)}
            draft_row(row, f"{source.name}:{card.number}", words, harvest)
        if not harvest.drafts:
            hint = "write 'Q: …' and 'A: …', options to tick, 'term :: definition', a heading and its answer, or a list in a list"
            raise refuse(source.name, "no questions were found in this Markdown", hint)
        return harvest


def _draft_offer(card: ListCard, offer: Offer, where: str, harvest: Harvest, words: str) -> None:
    """A choice, each of its texts read as Markdown."""

    def read(text: str) -> str:
        found = read_text_as(words, text, clozes=False)
        harvest.lose(where, *found.left_behind)
        return found.markdown

    if not (asked := read(offer.asked)):
        texts = [*(f"{one.text} {one.reason}" for one in offer.options), offer.explanation]
        said = [words_left[:60] for text in texts if (words_left := plain_words(text))]
        harvest.lose(where, *(f"'{one}', which stands below no question" for one in said))
        return
    options = tuple(Offered(read(one.text), one.right, read(one.reason)) for one in offer.options)
    draft = Draft(where, asked, topic=" ".join(plain_words(card.topic).split()))
    harvest.drafts.append(with_options(draft, Offer(asked, options, read(offer.explanation)), harvest))


def _cards(lines: list[ListLine]) -> Iterator[ListCard | ListLine]:
    """The cards, and the lines that are in none."""
    texts = [line.text for line in lines if not line.code]
    if any(map(QUESTION.match, texts)) and any(map(ANSWER.match, texts)):
        yield from _by_marks(lines)
    elif any(is_ticked(TASK.match(text)) for text in texts):
        yield from by_ticks(lines)
    elif any(map(PAIR.match, texts)):
        yield from _by_pairs(lines)
    elif any(GAP_OPENING.search(text) for text in texts):
        yield from _by_gaps(lines)
    elif any(text.startswith(("  ", "\t")) and ITEM.match(text.strip()) for text in texts):
        yield from _by_lists(lines)
    else:
        yield from _by_headings(lines)


def _by_marks(lines: list[ListLine]) -> Iterator[ListCard | ListLine]:
    """`Q:` and `A:`, each going on until the next mark or heading."""
    topic, number = "", 0
    parts: list[list[str]] = []  # the question, then the answer
    for line in [*lines, ListLine(0, "# end", code=False)]:
        heading = None if line.code else HEADING.match(line.text)
        asks = None if line.code else QUESTION.match(line.text)
        answers = None if line.code or len(parts) != 1 else ANSWER.match(line.text)
        if heading or asks:
            if parts:
                yield ListCard(number, block_text(parts[0]), block_text(parts[1]) if len(parts) > 1 else "", topic)
            parts, number = ([[asks[1]]] if asks else []), line.number
            topic = heading[2] if heading else topic
        elif answers:
            parts.append([answers[1]])
        elif parts:
            parts[-1].append(line.text)
        else:
            yield line


def _by_pairs(lines: list[ListLine]) -> Iterator[ListCard | ListLine]:
    topic = ""
    for line in lines:
        heading = None if line.code else HEADING.match(line.text)
        pair = None if line.code else PAIR.match(line.text)
        if heading:
            topic = heading[2]
        elif pair:
            yield ListCard(line.number, pair[1], pair[2], topic)
        else:
            yield line


def _by_gaps(lines: list[ListLine]) -> Iterator[ListCard | ListLine]:
    """A paragraph or item with gaps."""
    topic = ""
    for first, *rest in _paragraphs(lines):
        if not first.code and (heading := HEADING.match(first.text)):
            topic = heading[2]
        elif any(GAP_OPENING.search(line.text) for line in (first, *rest) if not line.code):
            item = ITEM.match(first.text.strip())
            yield ListCard(
                first.number, block_text([item[1] if item else first.text, *(line.text for line in rest)]), "", topic
            )
        else:
            yield from (first, *rest)


def _paragraphs(lines: list[ListLine]) -> Iterator[list[ListLine]]:
    """Headings, items and what blank lines divide; code goes with what it stands below."""
    block: list[ListLine] = []
    for line in lines:
        heading, blank = (False, False) if line.code else (HEADING.match(line.text), not line.text.strip())
        if block and (heading or blank or (not line.code and ITEM.match(line.text.strip()))):
            yield block
            block = []
        if heading:
            yield [line]
        elif not blank:
            block.append(line)
    if block:
        yield block


def _by_lists(lines: list[ListLine]) -> Iterator[ListCard | ListLine]:
    """An item asks, what is indented below it answers."""
    topic, number, asked = "", 0, ""
    below: list[str] = []
    for line in [*lines, ListLine(0, "# end", code=False)]:
        heading = None if line.code else HEADING.match(line.text)
        item = None if line.code else ITEM.match(line.text)
        if heading or item:
            if asked:
                yield ListCard(number, asked, _only_item(block_text(["", *below])), topic)
            asked, number, below = (item[1] if item else ""), line.number, []
            topic = heading[2] if heading else topic
        elif asked:
            below.append(line.text)
        else:
            yield line


def _only_item(text: str) -> str:
    """A list of one item is its words."""
    items = [line for line in text.split("\n") if ITEM.match(line)]
    found = ITEM.match(text)
    return dedent(f"  {text[found.start(1) :]}").strip() if found and len(items) == 1 else text


def _by_headings(lines: list[ListLine]) -> Iterator[ListCard | ListLine]:
    """The headings that have a text below them ask it; those that have neither text nor headings have no answer."""
    topics: dict[int, str] = {}
    level, number, asked = 0, 0, ""
    below: list[str] = []
    for line in [*lines, ListLine(0, "# end", code=False)]:
        heading = None if line.code else HEADING.match(line.text)
        if heading is None and not asked:
            yield line
        elif heading is None:
            below.append(line.text)
        else:
            answer = block_text(["", *below])
            if asked and (answer or len(heading[1]) <= level):
                above = [title for depth, title in sorted(topics.items()) if depth < level]
                yield ListCard(number, asked, answer, above[-1] if above else "")
            level, asked, number, below = len(heading[1]), heading[2], line.number, []
            topics = {depth: title for depth, title in topics.items() if depth < level} | {level: asked}


importer = QuestionLists()
