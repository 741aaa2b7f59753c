"""YAML text -> texts, lists and mappings that know their places.

The file is read as nodes: nothing is constructed and every scalar stays text, so `NO`, `1.10` and `12:30` are what
the author wrote and the schema alone decides about types. What YAML can do beyond that is refused with a place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import yaml

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import Place, Text

LARGEST = 16 * 1024 * 1024  # bytes
DEEPEST = 20  # levels of lists and mappings
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029]")
TAGS = {yaml.ScalarNode: "tag:yaml.org,2002:str", yaml.SequenceNode: "tag:yaml.org,2002:seq",
        yaml.MappingNode: "tag:yaml.org,2002:map"}  # fmt: skip
CORE_TAGS = frozenset(TAGS.values())


class Branch(dict[str, object]):
    """A mapping that knows where it begins and where its keys stand."""

    def __init__(self, place: Place) -> None:
        """An empty mapping at `place`."""
        super().__init__()
        self.place = place
        self.keys_at: dict[str, Place] = {}


class Items(list[object]):
    """A list that knows where it begins."""

    def __init__(self, place: Place) -> None:
        """An empty list at `place`."""
        super().__init__()
        self.place = place


Tree = Text | Branch | Items


@dataclass(slots=True)
class Grown:
    """What became of a YAML text: the tree, unless it could not be read at all, and the problems."""

    tree: Tree | None
    problems: list[Diagnostic] = field(default_factory=list)


def decode(raw: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file: UTF-8, without BOM, with LF line ends, in Unicode form NFC."""
    start = Place(file)
    if len(raw) > LARGEST:
        return "", [
            Diagnostic(start, "E003", "the file is larger than 16 MB", "split the study, or look what is in it")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace")
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        shown = "\n".join(raw.decode("utf-8-sig", errors="replace").splitlines())
        return shown, [Diagnostic(place, "E002", "the file is not UTF-8 here", "save the file as UTF-8")]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, [_forbidden(text, found, file) for found in FORBIDDEN.finditer(text)]


def _forbidden(text: str, found: re.Match[str], file: str) -> Diagnostic:
    before = text[: found.start()]
    place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Diagnostic(place, "E004", f"control character U+{ord(found[0]):04X}", "delete it; it cannot be seen")


def grow(text: str, file: str) -> Grown:
    """The tree of the one document in `text`. Never raises: whatever YAML says becomes a diagnostic."""
    grower = _Grower(text, file)
    if too_deep := grower.flow_depth():
        return Grown(None, [too_deep])
    try:
        documents = list(_compose(text))
    except yaml.MarkedYAMLError as error:
        return Grown(None, [grower.broken(error)])
    except (yaml.YAMLError, RecursionError) as error:
        return Grown(None, [Diagnostic(Place(file), "E001", f"not YAML: {error}", "")])
    if not documents or documents[0] is None:
        return Grown(
            None, [Diagnostic(Place(file), "E005", "the file is empty", "see docs/writing.md for a first fact")]
        )
    tree = grower.tree(documents[0], 0)
    for extra in documents[1:]:
        grower.complain(extra, "E006", "a second YAML document", "one file holds one study: delete the '---' line")
    return Grown(tree, grower.problems)


def _compose(text: str) -> Sequence[yaml.Node]:
    return list(yaml.compose_all(text, Loader=_loader()))


@cache
def _loader() -> type[yaml.SafeLoader]:
    """The C parser where there is one, without the guessing of types, which nobody asks for here."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def resolve(self, kind: type[yaml.Node], _value: object, _implicit: object) -> str:
            return TAGS[kind]

        def descend_resolver(self, _parent: object, _index: object) -> None:
            pass

        def ascend_resolver(self) -> None:
            pass

    return Loader


class _Grower:
    """Turns nodes into a tree and gathers what is refused."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = text.split("\n")
        self.text = text
        self.file = file
        self.problems: list[Diagnostic] = []
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Place:
        """Where a node begins."""
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def complain(self, node: yaml.Node, code: str, message: str, hint: str) -> None:
        """A problem at a node."""
        self.problems.append(Diagnostic(self.place(node), code, message, hint))

    def flow_depth(self) -> Diagnostic | None:
        """Thousands of brackets would end the C parser, so they are counted before it runs."""
        depth = 0
        for found in re.finditer(r"[\[{]|[\]}]|\n(?=\S)", self.text):
            depth = 0 if found[0] == "\n" else depth + (1 if found[0] in "[{" else -1)
            if depth > 400:
                line, before = self.text.count("\n", 0, found.start()) + 1, self.text.rfind("\n", 0, found.start())
                return Diagnostic(
                    Place(self.file, line, found.start() - before),
                    "E007",
                    "nested too deep",
                    f"at most {DEEPEST} levels",
                )
        return None

    def broken(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        """YAML's complaint, with what most often causes it."""
        mark = error.problem_mark or error.context_mark
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        line = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        problem = error.problem or error.context or "it cannot be read"
        if "undefined alias" in problem:
            return Diagnostic(
                place, "E008", "an alias ('*name')", "write the value out, or quote a text that begins with *"
            )
        if re.search(r"""[:-]\s+[^\s"'|>].*(: |\{\{|^`)|:\s+([`@%]|\{\{)""", line):
            return Diagnostic(place, "E001", f"not YAML: {problem}", "quote this text, or write it as a '|-' block")
        return Diagnostic(place, "E001", f"not YAML: {problem}", "check indentation, quotes and brackets up to here")

    def tree(self, node: yaml.Node, depth: int) -> Tree:
        """The node as text, items or branch."""
        place = self.place(node)
        if id(node) in self.seen:
            self._complain_of_alias(node)
            return Text("", place)
        self.seen.add(id(node))
        if depth > DEEPEST:
            self.complain(node, "E007", "nested too deep", f"at most {DEEPEST} levels")
            return Text("", place)
        self._check_decoration(node)
        if isinstance(node, yaml.SequenceNode):
            items = Items(place)
            items.extend(self.tree(child, depth + 1) for child in node.value)
            return items
        if isinstance(node, yaml.MappingNode):
            return self._branch(node, depth)
        assert isinstance(node, yaml.ScalarNode)  # YAML has no fourth kind
        if not node.style:  # "" from the C parser, None from the other
            self._check_cut(node)
        return self._text(node)

    def _check_decoration(self, node: yaml.Node) -> None:
        """Anchors and tags: what stands in the file just before the node."""
        line, column = node.start_mark.line, node.start_mark.column
        head = self.lines[line][column : column + 1] if line < len(self.lines) else ""
        if head == "&":
            self.complain(node, "E008", "an anchor ('&name')", "delete it; values are written out")
        elif head == "!" or (node.tag not in CORE_TAGS and node.tag.startswith(("!", "tag:yaml.org,2002:python"))):
            self.complain(node, "E009", "a YAML tag ('!name')", "delete it; the schema knows the types")

    def _complain_of_alias(self, node: yaml.Node) -> None:
        """At the alias itself, of which YAML's nodes only tell what it stands for."""
        start = node.start_mark
        anchor = re.match(r"&([^\s,\[\]{}]+)", self.lines[start.line][start.column :])
        hint = "write the value out where it is used"
        for number, line in enumerate(self.lines[start.line :] if anchor else (), start.line + 1):
            if anchor and (found := re.search(rf"(?<![\w*])\*{re.escape(anchor[1])}(?!\w)", line)):
                place, shown = Place(self.file, number, found.start() + 1), found[0]
                self.problems.append(Diagnostic(place, "E008", f"an alias ('{shown}')", hint, len(shown)))
                return
        self.complain(node, "E008", "an alias to this place", hint)

    def _branch(self, node: yaml.MappingNode, depth: int) -> Branch:
        branch = Branch(self.place(node))
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.complain(key, "E010", "a key that is a list or a mapping", "a text with '{{' must be quoted")
            elif key.value == "<<":
                self.complain(key, "E008", "a merge key ('<<')", "write the keys out")
            elif key.value in branch:
                first = branch.keys_at[key.value].line
                message = f"the key '{key.value}' is given twice; first in line {first}"
                self.complain(key, "E011", message, "delete one of them")
            else:
                name = self._text(key)
                branch.keys_at[name] = name.place
                branch[name] = self.tree(value, depth + 1)
        return branch

    def _check_cut(self, node: yaml.ScalarNode) -> None:
        """A plain scalar ends silently at ` #`: what was meant as text would be lost."""
        line = self.lines[node.end_mark.line] if node.end_mark.line < len(self.lines) else ""
        rest = line[node.end_mark.column :]
        if " " in node.value and re.match(r"\s*#\S", rest):
            message = f"YAML cuts this text at '#': what follows '{node.value[-20:]}' would be lost"
            self.complain(node, "E012", message, "quote the text; before a comment write '# ' with a space")

    def _text(self, node: yaml.ScalarNode) -> Text:
        """The scalar with the place of its first character, exact where offsets can be counted on from it."""
        start, value = node.start_mark, node.value
        if found := FORBIDDEN.search(value):
            self.complain(node, "E004", f"control character U+{ord(found[0]):04X}", "delete the escape")
        if node.style == "|":
            return self._block_text(node)
        one_line = start.line == node.end_mark.line
        quoted = 1 if node.style in ("'", '"') else 0
        exact = one_line and len(value) + 2 * quoted == node.end_mark.column - start.column
        return Text(value, Place(self.file, start.line + 1, start.column + 1 + quoted), exact=exact)

    def _block_text(self, node: yaml.ScalarNode) -> Text:
        first = node.value.split("\n", 1)[0]
        line = node.start_mark.line + 1
        written = self.lines[line] if line < len(self.lines) else ""
        indent = len(written) - len(first)
        return Text(node.value, Place(self.file, line + 1, indent + 1), exact=bool(first) and written.endswith(first))
