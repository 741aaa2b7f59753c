"""YAML text -> texts, lists and mappings that know their places.

The file is read as events: nothing is constructed and every scalar stays text, so `NO`, `1.10` and `12:30` are what
the author wrote and the schema alone decides about types. What YAML can do beyond that is refused with a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import Place
from dea_export.model.text import Text
from dea_export.reading.decoding import FORBIDDEN

DEEPEST = 20  # levels of lists and mappings
MOST_DIRECTIVES = 10  # libyaml compares each with all before it: 4 MB of them took half a minute
DIRECTIVE = re.compile(r"^%TAG\b", re.MULTILINE)
CUT = re.compile(r"\s*#\S")
QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
NOTHING = {"null", "Null", "NULL", "~"}  # what YAML takes for no value at all


class Branch(dict[str, object]):
    """A mapping that knows where it begins; its keys know where they stand."""

    __slots__ = ("place", "written")

    def __init__(self, place: Place) -> None:
        """An empty mapping at `place`."""
        super().__init__()
        self.place = place
        self.written: dict[str, Text] = {}

    @property
    def names(self) -> tuple[Text, ...]:
        """The keys as they were written, with their places."""
        return tuple(self.written.values())

    def key_at(self, name: str) -> Place:
        """Where a key stands."""
        return self.written[name].place


class Items(list[object]):
    """A list that knows where it begins."""

    __slots__ = ("place",)

    def __init__(self, place: Place) -> None:
        """An empty list at `place`."""
        super().__init__()
        self.place = place


Tree = Text | Branch | Items
Event = Any  # yaml.Event, whose stubs allow for events without marks


@dataclass(slots=True)
class ReadTree:
    """What became of a YAML text: the tree, unless it could not be read at all, and the problems."""

    tree: Tree | None
    problems: list[Diagnostic] = field(default_factory=list)


def read_tree(text: str, file: str) -> ReadTree:
    """The tree of the one document in `text`. Never raises: whatever YAML says becomes a diagnostic."""
    if len(named := list(islice(DIRECTIVE.finditer(text), MOST_DIRECTIVES + 1))) > MOST_DIRECTIVES:
        place = Place(file, text.count("\n", 0, named[-1].start()) + 1)
        return ReadTree(None, [Diagnostic(place, "E009", "one %TAG after the other", "delete them; no tag is read")])
    grower = _TreeReader(text, file)
    try:
        tree = grower.document()
    except _TooDeepError:
        tree = None
    except yaml.MarkedYAMLError as error:
        return ReadTree(None, [grower.broken(error)])
    except yaml.YAMLError as error:
        return ReadTree(None, [Diagnostic(Place(file), "E001", f"not YAML: {error}", "")])
    return ReadTree(tree, grower.problems)


class _TooDeepError(Exception):
    """Nobody means this, and reading on could take for ever."""


class _TreeReader:
    """Turns events into a tree and gathers what is refused."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = [*text.split("\n"), ""]  # YAML's last mark stands on the line after the end
        self.file = file
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self.events: Iterator[Event] = iter(loader.get_event, None)
        self.problems: list[Diagnostic] = []

    def place(self, event: Event) -> Place:
        """Where an event begins."""
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def complain(self, event: Event, code: str, message: str, hint: str, width: int = 1) -> None:
        """A problem at an event."""
        self.problems.append(Diagnostic(self.place(event), code, message, hint, width))

    def broken(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        """YAML's complaint, with what most often causes it."""
        mark = error.problem_mark or error.context_mark
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        line = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        problem = error.problem or error.context or "it cannot be read"
        if "nesting depth" in problem:  # of libyaml, which reads ahead of us
            return Diagnostic(place, "E007", "nested too deep", f"at most {DEEPEST} levels")
        if cut := self._cut_before(error, place):
            return cut
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return Diagnostic(place, "E001", f"not YAML: {problem}", "this line begins with a tab: indent with blanks")
        if "expected" in problem and re.match(r"\s*- [\w-]+:", line):
            hint = "indent this entry: the '-' of every fact stands in the same column"
            return Diagnostic(place, "E001", f"not YAML: {problem}", hint)
        if re.search(r"""[:-]\s+[^\s"'|>].*(: |\{\{|^`)|:\s+([`@%]|\{\{)""", line):
            return Diagnostic(place, "E001", f"not YAML: {problem}", "quote this text, or write it as a '|-' block")
        return Diagnostic(place, "E001", f"not YAML: {problem}", "check indentation, quotes and brackets up to here")

    def _cut_before(self, error: yaml.MarkedYAMLError, place: Place) -> Diagnostic | None:
        """What was cut at ` #` before YAML gave up: a list in brackets is not closed, a key has no colon."""
        start = error.context_mark.line if error.context_mark else place.line - 1
        for number, line in enumerate(self.lines[start : place.line], start + 1):
            bare = QUOTED.sub(lambda found: "_" * len(found[0]), line)
            if found := re.search(r"\S\s+(#\S)", bare):
                return _cut(Place(self.file, number, found.start(1) + 1), line[: found.start(1)])
        return None

    def document(self) -> Tree | None:
        """The first document; a second one is a problem, none too."""
        tree = None
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            root = next(self.events)
            if tree is None:
                tree = self.tree(root, 0)
            else:
                self.complain(root, "E006", "a second YAML document", "one file holds one study: delete the '---' line")
                self._skip(root)
        if tree is None:
            hint = "see docs/writing.md for a first fact"
            self.problems.append(Diagnostic(Place(self.file), "E005", "the file is empty", hint))
        return tree

    def tree(self, event: Event, depth: int) -> Tree:
        """What begins with this event, as text, items or branch."""
        if depth > DEEPEST:
            self.complain(event, "E007", "nested too deep", f"at most {DEEPEST} levels")
            raise _TooDeepError
        self._check_decoration(event)
        if isinstance(event, yaml.AliasEvent):
            return Text("", self.place(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._branch(event, depth)
        items = Items(self.place(event))
        for entry in self.events:
            if isinstance(entry, yaml.SequenceEndEvent):
                break
            items.append(self.tree(entry, depth + 1))
        return items

    def _check_decoration(self, event: Event) -> None:
        """Aliases, anchors and tags."""
        if isinstance(event, yaml.AliasEvent):
            name = f"*{event.anchor}"
            hint = "write the value out, or quote a text that begins with *"
            self.complain(event, "E008", f"an alias ('{name}')", hint, len(name))
        elif event.anchor is not None:
            self.complain(event, "E008", "an anchor ('&name')", "delete it; values are written out")
        elif event.tag is not None:
            self.complain(event, "E009", "a YAML tag ('!name')", "delete it; the schema knows the types")

    def _branch(self, start: Event, depth: int) -> Branch:
        branch = Branch(self.place(start))
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, branch)
            if key is None:
                self._skip(event)
                self._skip(next(self.events))
            else:
                branch.written[key] = key
                branch[key] = self.tree(next(self.events), depth + 1)
        return branch

    def _key(self, event: Event, branch: Branch) -> Text | None:
        """The key that begins here; None when it is refused."""
        self._check_decoration(event)
        if isinstance(event, yaml.AliasEvent):
            return None
        if not isinstance(event, yaml.ScalarEvent):
            self.complain(event, "E010", "a key that is a list or a mapping", "a text with '{{' must be quoted")
        elif event.value == "<<":
            self.complain(event, "E008", "a merge key ('<<')", "write the keys out")
        elif event.value in branch:
            message = f"the key '{event.value}' is given twice; first in line {branch.key_at(event.value).line}"
            listed = isinstance(branch[event.value], Items)
            hint = "put its entries under the first, and delete this line" if listed else "delete one of them"
            self.complain(event, "E011", message, hint)
        else:
            return self._text(event, is_key=True)
        return None

    def _skip(self, event: Event) -> None:
        """Passes over what begins with this event."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                return
            if depth > DEEPEST:
                raise _TooDeepError
            event = next(self.events)

    def _text(self, event: Event, *, is_key: bool = False) -> Text:
        """The scalar with the place of its first character, exact where offsets can be counted on from it."""
        style, value = event.style, event.value
        if style == "|":
            return self._block_text(event)
        if style == '"' and (found := FORBIDDEN.search(value)):
            self.complain(event, "E004", f"control character U+{ord(found[0]):04X}", "delete the escape")
            value = FORBIDDEN.sub("\ufffd", value)  # what reads texts need not know of them
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        if not style:  # "" from the C parser, None from the other
            if value in NOTHING and not is_key:
                message = f"'{value}' is YAML's word for nothing"
                self.complain(event, "E015", message, "delete the key, or quote the word", len(value))
            quoted = 0
        else:
            quoted = 0 if style == ">" else 1
        self._check_cut(event)
        exact = line == end.line and len(value) + 2 * quoted == end.column - column
        text = str.__new__(Text, value)  # what Text() does, in half the time: there are many
        text.place = Place(self.file, line + 1, column + 1 + quoted)
        text.exact = exact
        return text

    def _check_cut(self, event: Event) -> None:
        """A scalar on its line ends silently at ` #`: what was meant as text would be lost."""
        end = event.end_mark
        if CUT.match(self.lines[end.line], end.column):
            self.problems.append(_cut(self.place(event), event.value))

    def _block_text(self, event: Event) -> Text:
        if not event.value:
            return Text("", self.place(event))
        first = event.value.split("\n", 1)[0]
        line = event.start_mark.line + 1
        written = self.lines[line] if line < len(self.lines) else ""
        indent = len(written) - len(first)
        return Text(event.value, Place(self.file, line + 1, indent + 1), exact=bool(first) and written.endswith(first))


def _cut(place: Place, before: str) -> Diagnostic:
    lost = f"what follows '{shown}'" if (shown := before.strip()[-20:]) else "all of it"
    message = f"YAML cuts this text at '#': {lost} would be lost"
    return Diagnostic(place, "E012", message, "quote the text; before a comment write '# ' with a space")
