"""Pages of HTML that need nothing from anywhere: what they may load, and the frame of those without a script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from dea_export.exporters.templates import Templates
from dea_export.model.study import Meta


def fill_plain_page(templates: Templates, name: str, style: str, meta: Meta, values: Mapping[str, object]) -> str:
    """The page `html/<name>.html`, which extends `html/frame.html`, with the style sheet `html/<style>.css` in it."""
    from markupsafe import Markup

    rules = templates.read(f"html/{style}.css").strip()
    framed = {"meta": meta, "policy": name_policy(rules, ""), "style": Markup(rules)}  # noqa: S704  our own file
    return templates.fill(f"html/{name}.html", {**framed, **values}, meta.language)


def name_policy(style: str, script: str, *, sounds: bool = False) -> str:
    """The Content-Security-Policy: this style, this script, pictures and sounds within the page, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        f"img-src data:; {'media-src data:; ' if sounds else ''}base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
