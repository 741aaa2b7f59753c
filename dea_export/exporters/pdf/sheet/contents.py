"""What each sheet of the family is filled with: the author's sheet lines, figures, or what is decided and confused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dea_export.cards import is_tree
from dea_export.cards.sheet_words import own_words, read_sheet_words
from dea_export.cards.signals import read_signals
from dea_export.exporters.pdf.sheet.items import Area, SheetItem, make_item, sheet_areas, sheet_items
from dea_export.markup import Node, parse, to_plain, tree, walk
from dea_export.model.blocks import Table
from dea_export.model.characters import NBSP
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.typefaces import as_printed
from dea_export.words import Words, words_in

FIGURE = re.compile(r"(?<![\w.-])\d")  # a number, and not that of a name: S3, x86-64, v1.2
AREAS = {  # what is on a sheet of decisions: its word, and its share of the paper where there is more than fits
    "trees": ("print.trees", 2.0),
    "pairs": ("print.pairs", 4.0),
    "signals": ("print.signals", 2.0),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """The items of a sheet by area, and what the sheet is called; nothing for the cheat sheet, which the author fills."""

    items: tuple[SheetItem, ...]
    areas: tuple[Area, ...]
    title: str = ""
    own: bool = False  # whether it is what a learner needs most, and not what the author marked


def find_contents(study: Study, what: str, needed: Sequence[str] = ()) -> Contents:
    """The contents of a sheet by the name of its file; none where the study has nothing of the kind.

    `needed`: the facts of a cheat sheet that is a learner's own.
    """
    words = words_in(study.study.language)
    match what:
        case "numbers":
            return _numbers(study, words)
        case "pairs-trees":
            return _decisions(study, words)
        case _:
            return Contents(sheet_items(study, needed), sheet_areas(study), own=bool(needed))


def _area(number: int, name: str, share: float) -> Area:
    return Area(number, name, as_printed(name), None, share)


# --- figures


def _numbers(study: Study, words: Words) -> Contents:
    """Facts with a figure in a gap, by service in the order of the alphabet."""
    title = words.say("print.numbers")
    found = ((fact, nodes) for fact in study.living if (nodes := tuple(_figures(fact))))
    items = [make_item(study, fact, nodes, 0, 0, fact.rank - 1) for fact, nodes in found]
    items.sort(key=lambda item: item.heading.casefold())
    ordered = (replace(item, order=order) for order, item in enumerate(items))
    return Contents(tuple(ordered), (_area(1, title, 1.0),), title)


def _figures(fact: Fact) -> Iterator[Node]:
    """The words of a fact, of a table only the rows with figures in their gaps; nothing where there is none."""
    if is_tree(fact) or not any(map(_has_figure, tree(fact.block()).children)):
        return
    for node in own_words(fact):
        if node.kind == "table":
            head, *rows = node.children
            yield node._replace(children=(head, *filter(_has_figure, rows)))
        else:
            yield node


def _has_figure(node: Node) -> bool:
    return any(one.kind == "cloze" and FIGURE.search(to_plain(one)) for one in walk(node))


# --- decisions


def _decisions(study: Study, words: Words) -> Contents:
    """Trees, what is confused side by side, and signals."""
    parts = {"trees": list(_trees(study)), "pairs": list(_pairs(study)), "signals": list(_signals(study))}
    used = [name for name, items in parts.items() if items]
    areas = tuple(_area(n, words.say(word), share) for n, (word, share) in enumerate((AREAS[name] for name in used), 1))
    items = (replace(item, domain=n) for n, name in enumerate(used) for item in parts[name])
    return Contents(tuple(items), areas, words.say("print.pairs_trees"))


def _trees(study: Study) -> Iterator[SheetItem]:
    for order, fact in enumerate(filter(is_tree, study.living)):
        nodes = tuple(map(_with_bold_answers, read_sheet_words(fact, study.study.onward)))
        yield replace(make_item(study, fact, nodes, 0, order, 0), heading="")


def _with_bold_answers(node: Node) -> Node:
    kind = "strong" if node.kind == "cloze" else node.kind
    return node._replace(kind=kind, children=tuple(map(_with_bold_answers, node.children)))


def _pairs(study: Study) -> Iterator[SheetItem]:
    """Tables that compare, and facts that are confused, each with the others below it.

    A fact that has a line of its own on the sheet, as a table, tree or signal, stands below others alone, a table nowhere.
    """
    tables = {fact.id for fact in study.living if isinstance(fact.block(), Table)}
    elsewhere = {fact.id for fact in study.living if is_tree(fact)} | {
        one.fact.id for one in read_signals(study.living)
    }
    confused: dict[str, dict[str, None]] = {}
    for fact in study.living:
        for word in (word for word in fact.confuse_with if _is_living(study, word)):
            confused.setdefault(fact.id, {})[word] = confused.setdefault(word, {})[fact.id] = None
    shown: set[frozenset[str]] = set()
    for order, fact in enumerate(study.living):
        others = [word for word in confused.get(fact.id, ()) if frozenset((fact.id, word)) not in shown]
        if fact.id in tables:
            yield make_item(study, fact, own_words(fact), 0, order, fact.rank - 1)
        elif others and fact.id not in elsewhere:
            shown |= {frozenset((fact.id, word)) for word in others}
            nodes = tuple(_paragraphs(study, (fact, *(study.by_id[word] for word in others if word not in tables))))
            yield make_item(study, fact, nodes, 0, order, fact.rank - 1)


def _is_living(study: Study, word: str) -> bool:
    return word in study.by_id and study.by_id[word].retired is None


def _paragraphs(study: Study, facts: Iterable[Fact]) -> Iterator[Node]:
    """What the sheet says of each, parted where it is the inside of a paragraph."""
    for fact in facts:
        yield from read_sheet_words(fact, study.study.onward)
        yield Node("break")


def _signals(study: Study) -> Iterator[SheetItem]:
    """The deciding words of a choice and what they point to, in one line."""
    picks: dict[str, list[Node]] = {}
    arrow = Node("text", content=f" {study.study.onward}{NBSP}")
    for fact, deciding, pick in read_signals(study.living):
        line = picks.setdefault(fact.id, list(_inside(parse(deciding).root)))
        line += (arrow, Node("strong", tuple(_inside(parse(pick).root))))
    for order, (word, nodes) in enumerate(picks.items()):
        fact = study.by_id[word]
        yield replace(make_item(study, fact, tuple(nodes), 0, order, fact.rank - 1), heading="")


def _inside(root: Node) -> tuple[Node, ...]:
    """The inside of the only paragraph, or the blocks."""
    return root.children[0].children if [node.kind for node in root.children] == ["paragraph"] else root.children
