"""Studies whose every text tries to be something else than text, as far as `check` lets them."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import yaml

from dea_export.model.study import Study
from dea_export.reading import load

MINI, TREE = (Path(__file__).parents[1] / name for name in ("mini.yaml", "tree.yaml"))
EVIL = "evil.example"  # what no address may lead to
STRINGS = (
    "</style></title></script><script>alert(1)</script>", f"<img src=//{EVIL} onerror=alert(1)>", '" onmouseover="alert(1)',
    "'><svg onload=alert(1)>", "<!-- ", "-->", "]]>", "&lt;script&gt;alert(1)&lt;/script&gt;", "[x](javascript:alert(1))",
    "[x](data:text/html,x)", "[sound:evil.mp3]", "[anki:tts lang=en_US]x[/anki:tts]", "[latex]x[/latex]", "{{Foo}}", "}}{{",
    "{{=<% %>=}}", r"\(\href{javascript:alert(1)}{x}\)", r"\[x\]", "~~~", "```", "| a | b |", "=HYPERLINK(1)", "+1+1",
    "-1-1", "@SUM(1)", "::error title=x::y", "%0A::error::y", "${{ github.token }}", "$(id)", "`id`", "../../x", "\\", "'",
    'url("//evil.example")', "}*{background:url(//evil.example)}", "\u00a0=1+1", "*", "_", "#", "> ", "1. ", "- ",
)  # fmt: skip
KEYS = {
    "title", "exam", "deck", "edition", "disclaimer", "license", "name", "short", "formerly", "text", "why", "prompt", "answer",
    "loses", "things", "cells", "steps", "intro", "scenario", "deciding", "reason", "stem", "question", "skills", "sheet",
    "if", "then",
}  # fmt: skip


def hostile_study(seed: int) -> tuple[Study, int]:
    """A study of all kinds with a string of ours behind or in front of each text that may have one; how many have."""
    random = Random(seed)
    made, plain = _all_kinds(), _all_kinds()
    _spoil(made, "", random)
    while True:
        lines: list[str] = []
        places: dict[int, tuple[object, ...]] = {}
        _emit(made, "", (), lines, places)
        loaded = load("\n".join(lines).encode(), "mini.yaml")
        if loaded.study is not None:
            spoilt = sum(_at(made, path) != _at(plain, path) for path in places.values())
            return loaded.study, spoilt
        refused = [places[p.place.line] for p in loaded.problems if p.level == "error" and p.place.line in places]
        changed = [path for path in refused if _at(made, path) != _at(plain, path)] or list(places.values())
        for path in changed:
            _at(made, path[:-1])[path[-1]] = _at(plain, path)


def _all_kinds():
    """The mini study, and the trees that it lacks."""
    made = yaml.safe_load(MINI.read_text("utf-8"))
    facts = made["domains"][0]["topics"][0]["facts"]
    trees = yaml.safe_load(TREE.read_text("utf-8"))["topics"][0]["facts"]
    facts += [{**fact, "skill": facts[0]["skill"]} for fact in trees]
    return made


def _spoil(value, key, random):
    for name, part in value.items() if isinstance(value, dict) else enumerate(value):
        known = name if isinstance(name, str) and key != "skills" else key
        if isinstance(part, dict | list):
            _spoil(part, known, random)
        elif isinstance(part, str) and known in KEYS:
            string = random.choice(STRINGS)
            value[name] = f"{part} {string}" if random.random() < 0.7 or "{{" in part else f"{string} {part}"


def emitted(made: object) -> str:
    """A content as JSON that is YAML; a part that holds itself is cut at its thirtieth level."""
    lines: list[str] = []
    _emit(made, "", (), lines, {})
    return "\n".join(lines)


def _emit(value, prefix, path, lines, places):
    """As JSON that is YAML, a text a line, so that a problem's line says which text it is of."""
    end = "," if path else ""
    if len(path) > 30:
        value = "deep"
    if isinstance(value, dict | list):
        lines.append(prefix + ("{" if isinstance(value, dict) else "["))
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            _emit(part, f"{json.dumps(name)}: " if isinstance(value, dict) else "", (*path, name), lines, places)
        lines.append(("}" if isinstance(value, dict) else "]") + end)
        return
    lines.append(prefix + json.dumps(value, ensure_ascii=False, default=str) + end)
    places[len(lines)] = path


def _at(made, path):
    for name in path:
        made = made[name]
    return made


class Sifter(HTMLParser):
    """What of an HTML text is live: `found` are tags, handlers and addresses that no text of a study may make."""

    def __init__(self, allowed: set[str]) -> None:
        super().__init__()
        self.allowed = allowed
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.allowed:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or (value and EVIL in value and name in {"src", "href", "style"}):
                self.found.append(f"{name}={value}")
            if name in {"src", "href", "action"} and (value or "").strip().lower().startswith(
                ("javascript:", "data:text")
            ):
                self.found.append(f"{name}={value}")


def live_parts(html: str, allowed: str) -> list[str]:
    """Tags beside the allowed, handlers, and addresses that do something."""
    sifter = Sifter(set(allowed.split()))
    sifter.feed(html)
    sifter.close()
    return sifter.found
