"""Generated studies: as many facts as asked for, of the lengths that sheet texts have, from a seed."""

import json
import random

from dea_export.model.study import Study
from dea_export.reading.loader import load

WORDS = [
    "shard", "stream", "buffer", "replay", "job", "bookmark", "crawler", "partition", "table", "key", "policy",
    "role", "grant", "column", "row", "file", "prefix", "retention", "order", "window", "checkpoint",
    "snapshot", "cluster", "node", "query", "plan", "cache", "index", "schema", "format", "event", "rule",
    "target", "queue", "topic", "lag", "commit", "merge", "vacuum", "sort", "distribution", "slice", "catalog",
    "connection", "endpoint", "subnet", "audit", "trail", "token",
]  # fmt: skip
TAILS = (
    "24 h default",
    "≤ 10 MB",
    "1–128 MiB or 0–900 s",
    "`job.commit()`",
    "→ retry with back-off",
    "only in the same Region",
)
WEIGHTS = {1: (100,), 4: (34, 26, 22, 18), 9: (20, 18, 14, 12, 10, 8, 7, 6, 5)}


def study(facts: list[dict], domains: int = 4) -> Study:
    """A study of the facts given; a fact's `domain` (from 1) says where it stands."""
    made = {
        "format": 1,
        "study": {
            "id": "made",
            "title": "A made-up study",
            "exam": "MADE-01 guide 1.0",
            "language": "en",
            "edition": "2026.01",
        },
        "services": [{"id": f"s{n}", "name": f"Amazon Service {n}", "short": f"Service {n}"} for n in range(40)],
        "domains": [
            {
                "id": f"domain-{n}",
                "number": n,
                "title": f"Domain number {n}",
                "weight": WEIGHTS[domains][n - 1],
                "tasks": [{"id": f"{n}.1", "title": f"Task of {n}", "skills": {f"{n}.1.1": f"Skill of {n}"}}],
                "topics": [{"title": f"Topic {n}", "facts": [_fact(fact) for fact in facts if fact["domain"] == n]}],
            }
            for n in range(1, domains + 1)
        ],
    }
    loaded = load(json.dumps(made, ensure_ascii=False).encode(), "made.yaml")
    assert loaded.study is not None, loaded.problems
    return loaded.study


def _fact(fact: dict) -> dict:
    return {key: value for key, value in fact.items() if key != "domain"}


def facts(seed: int, count: int, domains: int = 4, tables: float = 0.08) -> list[dict]:
    """Facts like real ones: mostly lines, some tables, every priority."""
    chance = random.Random(seed)
    return [_made(chance, number, domains, tables) for number in range(count)]


def _made(chance: random.Random, number: int, domains: int, tables: float) -> dict:
    domain = chance.randint(1, domains)
    fact = {
        "id": f"fact-{number}",
        "domain": domain,
        "skill": f"{domain}.1.1",
        "services": [f"s{chance.randint(0, 39)}"],
        "rank": chance.randint(1, 3),
    }
    priority = chance.choices(("must", "should", "could"), (2, 5, 3))[0]
    if chance.random() < tables:
        aspects = [
            {"name": _words(chance, 1, 2), "cells": [_words(chance, 1, 5), f"{{{{c1::{_words(chance, 1, 5)}}}}}"]}
            for _ in range(chance.randint(2, 6))
        ]
        things = [_words(chance, 1, 3), _words(chance, 1, 3)]
        return fact | {
            "kind": "compare",
            "things": things,
            "aspects": aspects,
            "sheet": {"as": "table", "priority": priority},
        }
    text = f"**{_words(chance, 1, 2)}**: {_words(chance, 3, 10)} {chance.choice(TAILS)}"
    sheet = {"text": text, "priority": priority}
    return fact | {
        "kind": "statement",
        "text": f"{{{{c1::{_words(chance, 1, 3)}}}}} {_words(chance, 5, 18)}.",
        "why": f"{_words(chance, 5, 14)}.",
        "source": "https://docs.aws.amazon.com/service/latest/guide/page.html",
        "sheet": sheet,
    }


def _words(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))
