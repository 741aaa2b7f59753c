"""What Pango, which lays out the lines of PDFs, knows of text; by its public interface in C."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

LIBRARIES = {  # as Linux, macOS and Windows name them
    "pango": ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "glib": ("libglib-2.0.so.0", "libglib-2.0.0.dylib", "libglib-2.0.dylib", "libglib-2.0-0.dll"),
}


def find_levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of every character of a line, by the Unicode Bidirectional Algorithm; odd ones go leftward.

    Raises OSError when Pango is not there.
    """
    data, base = text.encode(), ctypes.c_int(int(rtl))
    ask = _library("pango").pango_log2vis_get_embedding_levels
    ask.restype, ask.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int))
    found = ask(data, len(data), ctypes.byref(base))
    try:
        return list(ctypes.string_at(found, len(text)))
    finally:
        free = _library("glib").g_free
        free.argtypes = (ctypes.c_void_p,)
        free(found)


@cache
def _library(name: str) -> Any:  # noqa: ANN401
    for file in LIBRARIES[name]:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    raise OSError(f"cannot load library '{LIBRARIES[name][0]}'")
