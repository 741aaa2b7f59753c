"""pydantic's errors -> diagnostics in the author's words, at the key or value that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.exams import ExamOption
from dea_export.model.facts import KINDS, Fact
from dea_export.model.place import Place
from dea_export.model.records import key_names
from dea_export.model.study import Study
from dea_export.model.suggestions import did_you_mean, nearest
from dea_export.model.targets import Bound
from dea_export.model.text import Text
from dea_export.reading.record_names import RECORD_OF
from dea_export.reading.yaml_tree import Branch, Items, Tree

UNKNOWN_KEY = {"unexpected_keyword_argument", "extra_forbidden"}
MAPPING = "write {key: value}, or one 'key: value' line each"
WANTED = (  # beginning of pydantic's error type, what was wanted, how to write it
    ("int", "a whole number", "write it in digits"),
    ("bool", "true or false", "write true, or leave the key out"),
    ("date", "a date", "write YYYY-MM-DD"),
    ("tuple_type", "a list", "write [a, b] or one '- ' line each"),
    ("dict_type", "a mapping of keys", MAPPING),
    ("dataclass", "a mapping of keys", MAPPING),
    ("string_type", "text", "a text with ': ' or '{{' stands in quotes"),
)
NUMBERS = {  # what the numbers of a key mean
    "rank": "1 nearly every exam asks it, 2 many do, 3 the rest",
    "weight": "per cent of the exam, 1 to 100",
}
Loc = tuple[str | int, ...]
RANGE = {"greater_than_equal": ("at least", "ge"), "less_than_equal": ("at most", "le")}


@dataclass(frozen=True, slots=True)
class _Spot:
    """What an error is about: the node that was found, where to point, and the mappings on the way to it."""

    found: Tree
    place: Place
    way: tuple[tuple[str, Branch], ...]  # name of the list or key that holds the mapping, and the mapping

    @property
    def owner(self) -> tuple[str, type]:
        """The innermost mapping in words, and its type in the model."""
        name, branch = self.way[-1]
        if len(self.way) > 2 and self.way[1][0] == "targets":
            return ("a bound", Bound)
        if name == "options" and self.way[1][0] == "exams":
            return ("an option", ExamOption)
        if name != "facts":
            return RECORD_OF.get(name, ("the file", Study))
        kind = KINDS.get(str(branch.get("kind", "")))
        return (f"a {branch['kind']}", kind) if kind else ("a fact", Fact)


def explain_all(errors: Sequence[dict[str, Any]], root: Branch) -> list[Diagnostic]:
    """Pydantic's errors as diagnostics. A key that is missing because it was misspelt is one problem, not two."""
    missing: dict[Loc, list[str]] = {}
    for error in errors:
        if error["type"] == "missing":
            missing.setdefault(tuple(error["loc"][:-1]), []).append(str(error["loc"][-1]))
    misspelt: set[tuple[Loc, str]] = set()
    for error in errors:
        if error["type"] in UNKNOWN_KEY:
            *owner, name = error["loc"]
            if near := nearest(str(name), missing.get(tuple(owner), [])):
                misspelt.add((tuple(owner), near))
    explained = [
        _misplaced(error, root) or explain(error, root)
        for error in errors
        if error["type"] != "missing" or (tuple(error["loc"][:-1]), str(error["loc"][-1])) not in misspelt
    ]
    return list(dict.fromkeys(explained))


def _misplaced(error: dict[str, Any], root: Branch) -> Diagnostic | None:
    """A fact that was pasted too far left, so that YAML reads it as a topic or domain."""
    name, branch = _find(root, error["loc"], key_itself=error["type"] in UNKNOWN_KEY).way[-1]
    if name not in {"domains", "tasks", "topics"} or "kind" not in branch:
        return None
    message = f"a fact stands where {RECORD_OF[name][0]} belongs"
    return Diagnostic(branch.place, "E106", message, "indent it: the '-' of every fact stands in the same column")


def explain(error: dict[str, Any], root: Branch) -> Diagnostic:
    """One pydantic error as a diagnostic."""
    loc = tuple(error["loc"])
    spot = _find(root, loc, key_itself=error["type"] in UNKNOWN_KEY)
    what, owner = spot.owner
    name = str(loc[-1]) if loc else ""
    if error["type"].startswith("union_tag") and not isinstance(spot.found, Branch):
        return _wrong_value({**error, "type": "dataclass"}, spot, "fact")
    match error["type"]:
        case "missing":
            return Diagnostic(spot.place, "E103", f"{what} needs '{name}'", f"add '{name}:'")
        case "unexpected_keyword_argument" | "extra_forbidden":
            hint = did_you_mean(name, key_names(owner))
            return Diagnostic(spot.place, "E104", f"unknown key '{name}' in {what}", hint, len(name))
        case "union_tag_not_found":
            return Diagnostic(spot.place, "E103", "a fact needs 'kind'", f"one of: {', '.join(KINDS)}")
        case "union_tag_invalid":
            kind = spot.way[-1][1]["kind"]
            place = kind.place if isinstance(kind, Text | Branch | Items) else spot.place
            if not isinstance(kind, Text):
                return Diagnostic(place, "E106", "'kind' must be text, not a list or a mapping")
            return Diagnostic(
                place, "E105", f"unknown kind '{kind}'", did_you_mean(str(kind), KINDS), len(str(kind)) or 1
            )
    return _wrong_value(error, spot, name)


def _wrong_value(error: dict[str, Any], spot: _Spot, name: str) -> Diagnostic:
    """A value of the wrong type or out of range."""
    kind, found, context = error["type"], spot.found, error.get("ctx", {})
    shown = f"'{found}'" if isinstance(found, Text) else ("a list" if isinstance(found, Items) else "a mapping")
    width = len(found) if isinstance(found, Text) and "\n" not in found and found else 1
    named = [part for part in error["loc"] if isinstance(part, str)]
    key = f"'{name}'" if not name.isdigit() else f"an entry of '{named[-1]}'" if named else "this"
    if kind == "literal_error":
        expected = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        if len(expected) == 1:
            message = f"'{name}' can only be '{expected[0]}', not {shown}"
            return Diagnostic(spot.place, "E105", message, "write it so, or leave the key out", width)
        return Diagnostic(spot.place, "E105", f"unknown {name} {shown}", did_you_mean(str(found), expected), width)
    if kind in RANGE:
        word, bound = RANGE[kind]
        return Diagnostic(
            spot.place, "E107", f"{key} must be {word} {context[bound]}, not {shown}", NUMBERS.get(name, ""), width
        )
    for prefix, wanted, hint in WANTED:
        if kind.startswith(prefix):
            message = f"{key} must be {wanted}, not {shown}"
            return Diagnostic(spot.place, "E106", message, NUMBERS.get(name, hint), width)
    return Diagnostic(spot.place, "E106", f"{key}: {error['msg'].lower()}", "", width)


def _find(root: Branch, loc: Sequence[str | int], *, key_itself: bool) -> _Spot:
    """What stands at a `loc`. Parts that are union tags or missing keys are not in the file and are skipped."""
    node: Tree = root
    place, name = root.place, ""
    way: list[tuple[str, Branch]] = [("", root)]
    for before, part in pairwise((None, *loc)):
        if name == "facts" and isinstance(before, int):
            continue  # the kind, which may be called like one of the fact's keys
        if isinstance(node, Items) and isinstance(part, int) and part < len(node):
            node = cast("Tree", node[part])
        elif isinstance(node, Branch) and part in node:
            name = str(part)
            place_of_key = node.key_at(name)
            node = cast("Tree", node[name])
            if key_itself and part == loc[-1]:
                return _Spot(node, place_of_key, tuple(way))
        else:
            continue
        place = node.place
        if isinstance(node, Branch):
            way.append((name, node))
    return _Spot(node, place, tuple(way))
