"""What is the address of a web page: what browsers, Anki and PDFs can follow."""

from __future__ import annotations

import re

LABEL = r"[^\W_](?:[\w-]*[^\W_])?"  # of a host: letters of any script, digits, hyphens inside
ADDRESS = re.compile(rf"""https://{LABEL}(?:\.{LABEL})*\.?(?::\d{{1,4}}|:[1-5]\d{{4}})?(?:[/?#][^\s<>"{{}}|\\^`]*)?""")
CLONED = re.compile(
    rf"(?:(?:ssh|git|https?)://)?(?:[\w.-]+@)?({LABEL}(?:\.{LABEL})*)(?::\d+)?[:/]([^\s<>\"{{}}|\\^`:]+)"
)


def is_address(text: str) -> bool:
    """Whether a text is an https address with a host, and without characters that would end it early."""
    return ADDRESS.fullmatch(text) is not None


def is_repository(text: str) -> bool:
    """Whether `/issues/new` can be written behind a text."""
    return is_address(text) and not {"?", "#"} & set(text)


def web_address(text: str) -> str:
    """The address of the page of what `git clone` takes, `git@host:team/notes.git`; empty when nothing suggests itself."""
    found = CLONED.fullmatch(text.strip())
    address = f"https://{found[1]}/{found[2].removesuffix('.git')}" if found and "." in found[1] else ""
    return address if is_repository(address) else ""
