"""The study page in a form that a person can review: its frame, and its data as JSON."""

import json
import re


def page_data(page):
    """What the page knows."""
    (found,) = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def page_text(page):
    """The frame without styles, scripts and their hashes, then the data."""
    data = json.dumps(page_data(page), indent=1, ensure_ascii=False)
    frame = re.sub(r"(<(style|script)\b[^>]*>).*?(</\2>)", r"\1…\3", page, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+", "sha256-…", frame) + data + "\n"
