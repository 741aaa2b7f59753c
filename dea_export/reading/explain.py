"""pydantic's errors -> diagnostics in the author's words, at the key or value that is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import KINDS, Aspect, Change, ChoiceOption, Figure, Retired, Sheet
from dea_export.model.place import Place, Text
from dea_export.model.study import Domain, Meta, Service, Study, Task, Topic
from dea_export.reading.tree import Branch, Items, Tree

WHAT: dict[str, tuple[str, type]] = {
    "study": ("the study", Meta), "services": ("a service", Service), "domains": ("a domain", Domain),
    "tasks": ("a task", Task), "topics": ("a topic", Topic), "sheet": ("a sheet entry", Sheet),
    "figure": ("a figure", Figure), "change": ("a change", Change), "retired": ("a retirement", Retired),
    "aspects": ("an aspect", Aspect), "options": ("an option", ChoiceOption),
}  # fmt: skip
WHOLE = {"int_parsing", "int_type", "int_from_float"}
RANGE = {"greater_than_equal": ("at least", "ge"), "less_than_equal": ("at most", "le")}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or the known words when none is near."""
    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known: {', '.join(known)}" if len(known) <= 40 else ""


def explain(error: dict[str, Any], root: Tree) -> Diagnostic:
    """One pydantic error as a diagnostic."""
    kind, loc = error["type"], tuple(error["loc"])
    found, place, path = _walk(root, loc)
    what, owner = _owner(path, found)
    name = str(loc[-1]) if loc else ""
    match kind:
        case "missing":
            article = "an" if what[0] in "aeiou" else ""
            del article
            return Diagnostic(place, "E103", f"{what} needs '{name}'", f"add '{name}:'")
        case "unexpected_keyword_argument" | "extra_forbidden":
            known = _known(owner)
            return Diagnostic(place, "E104", f"unknown key '{name}' in {what}", did_you_mean(name, known), len(name))
        case "union_tag_not_found":
            return Diagnostic(place, "E103", "a fact needs 'kind'", f"one of: {', '.join(KINDS)}")
        case "union_tag_invalid":
            written = str(found.get("kind", "")) if isinstance(found, Branch) else ""
            at = found["kind"].place if isinstance(found, Branch) and isinstance(found.get("kind"), Text) else place
            return Diagnostic(at, "E105", f"unknown kind '{written}'", did_you_mean(written, KINDS), len(written) or 1)
    return _wrong_value(kind, error, found, place, name)


def _wrong_value(kind: str, error: dict[str, Any], found: Tree, place: Place, name: str) -> Diagnostic:
    """A value of the wrong type or out of range."""
    shown = f"'{found}'" if isinstance(found, Text) else ("a list" if isinstance(found, Items) else "a mapping")
    width = len(found) if isinstance(found, Text) and "\n" not in found and found else 1
    context = error.get("ctx", {})
    key = f"'{name}'" if not name.isdigit() else "this"
    if kind in WHOLE:
        return Diagnostic(place, "E106", f"{key} must be a whole number, not {shown}", "", width)
    if kind in RANGE:
        word, bound = RANGE[kind]
        return Diagnostic(place, "E107", f"{key} must be {word} {context[bound]}, not {shown}", "", width)
    if kind.startswith("bool"):
        return Diagnostic(place, "E106", f"{key} must be true or false, not {shown}", "", width)
    if kind.startswith("date"):
        return Diagnostic(place, "E106", f"{key} must be a date, not {shown}", "write YYYY-MM-DD", width)
    if kind == "literal_error":
        written = str(found)
        expected = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        return Diagnostic(place, "E105", f"unknown {name} {shown}", did_you_mean(written, expected), width)
    if kind in {"tuple_type", "list_type"}:
        return Diagnostic(place, "E106", f"{key} must be a list, not {shown}", "write [a, b] or one '- ' line each", width)
    if kind in {"dict_type", "dataclass_type", "dataclass_exact_type", "model_attributes_type"}:
        return Diagnostic(place, "E106", f"{key} must be a mapping of keys, not {shown}", "", width)
    if kind == "string_type":
        return Diagnostic(place, "E106", f"{key} must be text, not {shown}", "quote it", width)
    return Diagnostic(place, "E106", f"{key}: {error['msg'].lower()}", "", width)


def _walk(root: Tree, loc: Sequence[str | int]) -> tuple[Tree, Place, list[tuple[str | int, Tree]]]:
    """What stands at a `loc`, its place, and the way there; parts that are union tags or missing are not in the file."""
    node, place, path = root, root.place, [("", root)]
    for part in loc:
        if isinstance(node, Items) and isinstance(part, int) and part < len(node):
            node = node[part]  # type: ignore[assignment]
        elif isinstance(node, Branch) and part in node:
            place = node.keys_at[str(part)]
            node = node[str(part)]  # type: ignore[assignment]
            path.append((part, node))
            if isinstance(node, Text):
                place = node.place if loc[-1] == part and not _unknown_key(path) else place
            continue
        else:
            continue
        place = node.place
        path.append((part, node))
    return node, place, path  # type: ignore[return-value]


def _unknown_key(path: Sequence[tuple[str | int, Tree]]) -> bool:
    """Whether the last key of the way is one that its owner does not know: then the key is meant, not the value."""
    _, owner = _owner(path[:-1], path[-1][1])
    return str(path[-1][0]) not in _known(owner)


def _owner(path: Sequence[tuple[str | int, Tree]], found: Tree) -> tuple[str, type]:
    """What the nearest mapping on the way is, in words and as a type."""
    branches = [i for i, (_, node) in enumerate(path) if isinstance(node, Branch)]
    del found
    if not branches:
        return "the file", Study
    at = branches[-1]
    node = path[at][1]
    name = next((str(part) for part, _ in reversed(path[: at + 1]) if isinstance(part, str)), "")
    if name == "facts" and isinstance(node, Branch):
        kind = KINDS.get(str(node.get("kind", "")))
        return (f"a {node['kind']}", kind) if kind else ("a fact", next(iter(KINDS.values())))
    return WHAT.get(name, ("the file", Study))


def _known(owner: type) -> list[str]:
    return [field.name.rstrip("_") for field in fields(owner)] if is_dataclass(owner) else []
