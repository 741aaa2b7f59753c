"""A content file in its canonical form: key order, `|-` blocks for prose, short lists and mappings on one line.

Written from the tree that reading makes, not by a general YAML writer: one form for each value, and fast. Comments
stay with the key or entry they stand before or beside; those inside a one-line mapping keep it on several lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import yaml

from dea_export.model.exams import ExamOption
from dea_export.model.facts import (
    KINDS,
    fact_keys,
)
from dea_export.model.records import key_names, markdown_names, typed_names
from dea_export.model.study import Study
from dea_export.model.targets import Bound
from dea_export.model.text import Text
from dea_export.reading.comments import Comments, find_comments
from dea_export.reading.decoding import decode
from dea_export.reading.record_names import RECORD_OF
from dea_export.reading.yaml_tree import Branch, Items, Tree, read_tree

WIDTH = 120
RECORDS = (Study, Bound, ExamOption, *KINDS.values(), *(record for _, record in RECORD_OF.values()))
PROSE = {name for one in RECORDS for name in markdown_names(one)}
TYPED = {name for one in RECORDS for name in typed_names(one)}
ORDER: dict[str, Sequence[str]] = {
    "": key_names(Study),
    "facts": fact_keys(),
    **{name: key_names(record) for name, (_, record) in RECORD_OF.items()},
    "options": key_names(ExamOption),  # which has all keys of a choice's option in the same order
}
OPEN = {"study", "domains", "topics", "facts", "targets", "exams", "items"}  # never on one line
RISKY = re.compile(r"""^[\s\-?:,\[\]{}#&*!|>'"%@`=]|:[ ?]|:$| #|\{\{|[\[\]{},"\\]|\s$|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]""")  # fmt: skip


def canonical(text: str) -> str:
    """The canonical form of a content file that can be read; the study in it is the same."""
    clean, _ = decode(text.encode(), "")
    tree = read_tree(clean, "").tree
    assert isinstance(tree, Branch), "only what can be read has a canonical form"
    writer = _Writer(find_comments(clean))
    lines = [*writer.mapping(tree, "", "")]
    notes = writer.notes
    left = sorted([*notes.before.items(), *((spot, [note]) for spot, note in notes.beside.items())])
    lines += [*(note for _, found in left for note in found), *notes.last]  # no comment is ever lost
    return "\n".join(lines) + "\n"


class _Writer:
    """Lines of YAML for nodes, with their comments."""

    def __init__(self, notes: Comments) -> None:
        self.notes = notes

    def mapping(self, branch: Branch, name: str, indent: str) -> Iterator[str]:
        """The keys of a mapping, one after the other; `name` is the key under which it stands."""
        for key in _ordered(branch, name):
            spot = _spot(key)
            yield from (indent + note for note in self.notes.before.pop(spot, ()))
            head, *rest = self.value(f"{indent}{_scalar(key)}:", cast("Tree", branch[key]), str(key), indent)
            yield head + self.beside(spot)
            yield from rest

    def value(self, head: str, node: Tree, name: str, indent: str) -> Iterator[str]:
        """A key and its value."""
        if isinstance(node, Branch | Items):
            line = f"{head} {_flow(node, name)}"
            opened = name in OPEN and not (name == "facts" and not _has_records(node))  # a target, or ids
            if not node or (not opened and len(line) <= WIDTH and self.closed(node)):
                yield line
            elif isinstance(node, Branch):
                yield head
                yield from self.mapping(node, name, indent + "  ")
            else:
                yield head
                yield from self.entries(node, name, indent + "  ")
        elif ((name in PROSE and node) or "\n" in node) and (mark := _block(node)):
            yield f"{head} {mark}"
            yield from (f"{indent}  {line}" if line else "" for line in node.removesuffix("\n").split("\n"))
        else:
            yield f"{head} {_scalar(node, name)}" if node else f'{head} ""'

    def entries(self, items: Items, name: str, indent: str) -> Iterator[str]:
        """The entries of a list, a dash each."""
        for item in cast("list[Tree]", items):
            spot = _spot(item)
            yield from (indent + note for note in self.notes.before.pop(spot, ()))
            line = f"{indent}- {_flow(item, name)}"
            alone = name not in OPEN and len(line) <= WIDTH and self.closed(item)
            if not isinstance(item, Branch) or not item or alone:
                yield line + self.beside(spot)
                continue
            if spot not in set(map(_spot, item.names)) and (note := self.beside(spot)):
                yield indent + note.lstrip()  # it stood beside a mapping on one line, which now has several
            inner = list(self.mapping(item, name, indent + "  "))
            first = next(i for i, line in enumerate(inner) if not line.lstrip().startswith("#"))
            yield from inner[:first]
            yield f"{indent}- {inner[first].lstrip()}"
            yield from inner[first + 1 :]

    def beside(self, spot: tuple[int, int]) -> str:
        """The comment at the end of the line of a key or entry."""
        return f" {note}" if (note := self.notes.beside.pop(spot, "")) else ""

    def closed(self, node: Tree) -> bool:
        """Whether nothing inside needs lines of its own: comments, texts of several lines, deep nesting."""
        spots = {*self.notes.before, *self.notes.beside}
        return not any("\n" in text for text in _texts(node)) and _depth(node) <= 2 and spots.isdisjoint(_spots(node))


def _ordered(branch: Branch, name: str) -> list[Text]:
    """The keys in their canonical order, unknown ones last; as written where there is none."""
    order = ORDER.get(name, ())
    return sorted(branch.names, key=lambda key: order.index(key) if key in order else len(order))


def _has_records(node: Tree) -> bool:
    return isinstance(node, Items) and any(isinstance(item, Branch) for item in node)


def _spot(node: Tree) -> tuple[int, int]:
    return node.place.line, node.place.column


def _spots(node: Tree) -> Iterator[tuple[int, int]]:
    if isinstance(node, Branch):
        for key in node.names:
            yield _spot(key)
            yield from _spots(cast("Tree", node[key]))
    elif isinstance(node, Items):
        for item in cast("list[Tree]", node):
            yield _spot(item)
            yield from _spots(item)


def _texts(node: Tree) -> Iterator[str]:
    if isinstance(node, Branch | Items):
        for child in cast("list[Tree]", list(node.values()) if isinstance(node, Mapping) else node):
            yield from _texts(child)
    else:
        yield node


def _depth(node: Tree) -> int:
    if not isinstance(node, Branch | Items):
        return 0
    children = cast("list[Tree]", list(node.values()) if isinstance(node, Mapping) else node)
    return 1 + max(map(_depth, children), default=0)


def _flow(node: Tree, name: str) -> str:
    """A node on one line."""
    if isinstance(node, Branch):
        pairs = ((key, cast("Tree", node[key])) for key in _ordered(node, name))
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(value, key)}" for key, value in pairs) + "}"
    if isinstance(node, Items):
        return "[" + ", ".join(_flow(item, name) for item in cast("list[Tree]", node)) + "]"
    return _scalar(node, name)


def _block(text: str) -> str:
    """The mark of a literal block that holds a text; empty when none can."""
    body = text.removesuffix("\n")
    odd = body.startswith((" ", "\n")) or body.endswith("\n") or any(line != line.rstrip() for line in body.split("\n"))
    return "" if odd or not body or "\t" in body else "|" if text.endswith("\n") else "|-"


def _scalar(text: str, name: str = "") -> str:
    """A text plain where every YAML reader takes it as this text, otherwise in double quotes."""
    plain = text != "" and not RISKY.search(text) and (name in TYPED or _is_text(text))
    return str(text) if plain else json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def _is_text(text: str) -> bool:
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag == "tag:yaml.org,2002:str"


_RESOLVER = yaml.resolver.Resolver()
