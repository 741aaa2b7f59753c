"""A PDF as text with positions, for goldens that a person can review."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pypdfium2


def pdf_text(data: bytes) -> str:
    """One line per run of text: page, y and x from the top left corner in points to 0.1, the text in NFC."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(f"{line}\n" for number in range(len(document)) for line in _page(document, number))
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> Iterator[str]:
    page = document[number]
    width, height = page.get_size()
    yield f"# page {number + 1}: {width:.1f} × {height:.1f} pt"
    text = page.get_textpage()
    for i in range(text.count_rects()):
        left, _, _, top = box = text.get_rect(i)
        run = (
            unicodedata.normalize("NFC", text.get_text_bounded(*box))
            .replace("\u00a0", " ")
            .replace("\u2060", "")
            .strip()
        )
        if run:
            yield f"{number + 1} {height - top:.1f} {left:.1f} {run}"
    text.close()
    page.close()
