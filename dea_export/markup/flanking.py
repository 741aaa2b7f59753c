"""Where stars are emphasis: by the characters beside them, and by nothing else.

Narrower than CommonMark within Latin words (`2*3*4`, `s3:Get*`), wider beside brackets (`これは**「直角」**です`).
"""

from __future__ import annotations

NOT_AFTER_OPENING = frozenset(",;:!?)]}>”’»」』）")  # signs that emphasis does not begin with
NOT_BEFORE_CLOSING = frozenset(",;([{</“‘«「『（")  # … and does not end with
QUOTES = frozenset("\"'")


def opens_emphasis(before: str, after: str) -> bool:
    """Whether stars between these characters can begin emphasis ("" is the beginning or end of the text)."""
    if not after or after.isspace() or after in NOT_AFTER_OPENING or (after in QUOTES and before == after):
        return False
    return not (before.isascii() and before.isalnum())


def closes_emphasis(before: str, after: str) -> bool:
    """Whether stars between these characters can end emphasis."""
    return bool(before) and not (
        before.isspace() or before in NOT_BEFORE_CLOSING or (before in QUOTES and before == after)
    )
