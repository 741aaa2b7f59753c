"""Data, styles and scripts -> one HTML file that lets nothing else in: what may run and style it is named by its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dea_export.cards.signals import read_signals
from dea_export.exporters.api import Json
from dea_export.exporters.templates import Templates
from dea_export.exporters.web_pages import name_policy
from dea_export.model.study import Study

# In the order in which they stand in the page: each uses what stands before it, the last one starts.
SCRIPTS = (
    "elements", "words", "study", "progress", "sides", "read", "filled", "sheet", "signals", "search", "boxes", "learn",
    "test", "sitting", "clock", "exam", "result", "record", "start",
)  # fmt: skip


def render_page(study: Study, data: Mapping[str, Json], templates: Templates) -> str:
    """The whole file."""
    from markupsafe import Markup

    style = templates.read("html/style.css").strip()
    script = join_scripts(templates)
    encoded = encode_json(data)
    values = {
        "meta": study.study,
        "divided": "name.domain" if study.domains else "name.topic",
        "facts": len(study.living),
        "signals": any(True for _ in read_signals(study.living)),
        "policy": name_policy(style, script, sounds=r"\u003caudio" in encoded),
        "style": Markup(style),  # noqa: S704  our own file
        "script": Markup(script),  # noqa: S704  our own files
        "data": Markup(encoded),  # noqa: S704  without any `<`
    }
    return templates.fill("html/page.html", values, study.study.language)


def join_scripts(templates: Templates) -> str:
    """The modules as one strict script, of which nothing is seen from outside."""
    modules = "\n\n".join(templates.read(f"html/{name}.js").strip() for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n\n{modules}\n}})();'


def encode_json(data: Mapping[str, Json]) -> str:
    """JSON in which no text ends the element around it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
