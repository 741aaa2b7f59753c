"""What the sheet may print: the facts that have a `sheet`, all if none has one, or a learner's own, as parts whose size can be predicted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dea_export.cards.sheet_words import facts_for_sheet, read_sheet_words
from dea_export.exporters.pdf.styled_text import Span, StyledText, style_nodes, unstyled
from dea_export.markup import ONWARD, Node, to_plain
from dea_export.markup.formula_drawings import COLUMN
from dea_export.model.characters import MISSING, NBSP
from dea_export.model.facts import PRIORITIES, Fact
from dea_export.model.place import Place
from dea_export.model.study import Study
from dea_export.typefaces import as_printed

EQUAL = PRIORITIES.index("should")  # of what a learner needs: no fact is a must
INDENT = "\u00a0\u00a0"  # before the sign of an item, for each list around its own


@dataclass(frozen=True, slots=True)
class ProsePart:
    """Lines of prose."""

    spans: StyledText


@dataclass(frozen=True, slots=True)
class CodePart:
    """Lines of code, printed as they are."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table: the first row is the header, the first cell of each row heads it."""

    rows: tuple[tuple[StyledText, ...], ...]
    sides: tuple[str, ...] = ()  # to which each column is aligned; "" is the left


Part = ProsePart | CodePart | TablePart


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One fact on the sheet: printed whole or not at all."""

    id: str
    domain: int  # index into the areas of the sheet
    heading: str  # the service it stands under, or the topic; "" for what the area itself is about
    priority: int  # 0 must, 1 should, 2 could
    rank: int  # of equal priority the lower one goes first
    order: int  # reading order in the study
    parts: tuple[Part, ...]
    place: Place
    missing: bool = False  # whether the fonts lack one of its characters


@dataclass(frozen=True, slots=True)
class Area:
    """A domain as the sheet shows it, or a topic of a study without domains."""

    number: int  # which decides the colour
    name: str  # `1`, or the title of the topic
    title: str  # with the number of a domain: `1 · Ingestion`
    weight: int | None  # per cent of the exam; None where the author gives none
    share: float  # of the paper, as compared with the other areas

    @property
    def said(self) -> str:
        """What it is called in a message."""
        return f"domain {self.name}" if self.name == str(self.number) else f"'{self.name}'"


def sheet_areas(study: Study) -> tuple[Area, ...]:
    """The sections of the study, in order. Without weights each has room by the number of its facts."""
    return tuple(
        Area(
            section.number,
            section.name,
            section.numbered(as_printed(section.label), " · "),
            section.weight,
            float(section.weight or max(1, len(section.living))),
        )
        for section in study.sections
    )


def sheet_items(study: Study, needed: Sequence[str] = ()) -> tuple[SheetItem, ...]:
    """The items of all living facts that have a `sheet`, in reading order; of all when none has one.

    `needed`: of these facts and no others, ranked by this order: what a learner needs most.
    """
    where = {section.number: index for index, section in enumerate(study.sections)}
    places = {id_: place for place, id_ in enumerate(needed)}
    facts = [fact for fact in study.living if fact.id in places] if places else facts_for_sheet(study)
    items = (
        make_item(
            study,
            fact,
            read_sheet_words(fact, study.study.onward),
            where[study.section_of[fact.id].number],
            order,
            _priority(fact),
        )
        for order, fact in enumerate(facts)
    )
    return tuple(replace(item, priority=EQUAL, rank=places[item.id]) if places else item for item in items)


def make_item(
    study: Study, fact: Fact, nodes: tuple[Node, ...], area: int, order: int, priority: int
) -> SheetItem:  # fmt: skip
    """A fact by what is to be printed of it."""
    parts = tuple(_parts(nodes, arrow=study.study.onward))
    missing = MISSING in text_of_parts(parts)
    topic = study.topic_of[fact.id].title if study.section_of[fact.id].is_domain else ""
    heading = study.service[fact.services[0]].label if fact.services else topic
    return SheetItem(fact.id, area, as_printed(heading), priority, fact.rank, order, parts, fact.id.place, missing)


def _priority(fact: Fact) -> int:
    return PRIORITIES.index(fact.sheet.priority if fact.sheet else "should")


def _parts(nodes: tuple[Node, ...], level: int = 0, arrow: str = ONWARD) -> Iterator[Part]:
    """The blocks of a document as parts; inline nodes at the top are one paragraph, a chain joins its introduction.

    `level` is that of the lists in it, `arrow` stands between the steps of a chain.
    """
    waiting: list[Node] = []
    for node in nodes:
        if node.kind == "paragraph":
            yield from _flush(waiting)
            *lines, waiting = _lines(node.children)
            for line in lines:
                yield from _flush(line)
        elif node.kind == "chain":
            yield ProsePart(_join_chain(style_nodes(waiting), node, arrow))
            waiting = []
        elif node.kind in {"fence", "table", "bullets", "numbers"}:
            yield from _flush(waiting)
            waiting = []
            yield from _block_parts(node, level)
        elif node.kind == "break":
            yield from _flush(waiting)
            waiting = []
        else:
            waiting.append(node)
    yield from _flush(waiting)


def _flush(waiting: list[Node]) -> Iterator[Part]:
    if spans := style_nodes(waiting):
        yield ProsePart(spans)


def _lines(nodes: tuple[Node, ...]) -> list[list[Node]]:
    """The lines into which the author broke a paragraph."""
    lines: list[list[Node]] = [[]]
    for node in nodes:
        if node.kind == "break":
            lines.append([])
        else:
            lines[-1].append(node)
    return lines


def _block_parts(node: Node, level: int) -> Iterator[Part]:
    if node.kind == "fence":
        yield CodePart(tuple(as_printed(to_plain(node)).expandtabs(4).split("\n")))
    elif node.kind == "table":
        sides = tuple(cell.info for cell in node.children[0].children)
        room = COLUMN / len(sides)
        rows = tuple(tuple(style_nodes(cell.children, room) for cell in row.children) for row in node.children)
        yield TablePart(rows, sides if any(sides) else ())
    else:
        for number, item in enumerate(node.children, node.number + 1):
            mark = f"{number}. " if node.kind == "numbers" else "– "
            yield from _item_parts(Span("regular", INDENT * level + mark), item, level)


def _item_parts(sign: Span, item: Node, level: int) -> Iterator[Part]:
    """An item of a list, its sign before its first line."""
    first, *others = list(_parts(item.children, level + 1)) or [ProsePart(())]
    if isinstance(first, ProsePart):
        yield ProsePart((sign, *first.spans))
    else:
        yield from (ProsePart((sign,)), first)
    yield from others


def _join_chain(intro: StyledText, chain: Node, arrow: str) -> StyledText:
    joined = [*intro, Span("regular", " ")] if intro else []
    for index, item in enumerate(chain.children):
        joined += ([Span("regular", f" {arrow}{NBSP}")] if index else []) + list(style_nodes(item.children))
    return tuple(joined)


def text_of_parts(parts: Iterable[Part]) -> str:
    """The text of an item as a reader sees it."""
    return "\n".join(map(_text, parts))


def _text(part: Part) -> str:
    """The text of a part as a reader sees it, lines joined by line ends."""
    match part:
        case ProsePart(spans):
            return unstyled(spans)
        case CodePart(lines):
            return "\n".join(lines)
        case TablePart(rows):
            return "\n".join(unstyled(cell) for row in rows for cell in row)
