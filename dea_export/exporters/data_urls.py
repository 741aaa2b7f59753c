"""Pictures within a page: the file itself as an address."""

from __future__ import annotations

from base64 import b64encode

TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif",
         "svg": "image/svg+xml"}  # fmt: skip


def data_url(name: str, data: bytes) -> str:
    """A picture as `data:image/png;base64,…`, by the ending of its name."""
    kind = TYPES.get(name.rpartition(".")[2].lower(), "image/png")
    return f"data:{kind};base64,{b64encode(data).decode()}"
