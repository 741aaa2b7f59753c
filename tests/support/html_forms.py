"""The study page in a form that a person can review: its frame, and its data as JSON."""

import json
import re


def page_data(page):
    """What the page knows; None of a page without data."""
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else None


def page_text(page):
    """The frame without styles, scripts and their hashes and sizes of files, then the data but for our own words."""
    frame = re.sub(r"(<(style|script)\b[^>]*>).*?(</\2>)", r"\1…\3", page, flags=re.DOTALL)
    frame = re.sub(r'(<span class="size">)[^<]*', r"\1…", re.sub(r"sha256-[\w+/=]+", "sha256-…", frame))
    data = page_data(page) or {}
    data.pop("words", None)
    return f"{frame}\n" + (json.dumps(data, indent=1, ensure_ascii=False) + "\n" if data else "")
