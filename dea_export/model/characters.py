"""The characters that the fonts of the PDFs have: Latin, Greek, Cyrillic, and the signs that notes use.

`fonts/make.py` makes the fonts of exactly these; a test looks whether they have them all.
"""

from __future__ import annotations

PRINTED = frozenset(
    map(
        chr,
        (
            *range(0x20, 0x7F), *range(0xA0, 0x180), 0x2BC, 0x2C6, 0x2DA, 0x2DC,
            *map(ord, "–—‘’‚“”„†‡•…‰‹›€™−√∞∫≈≠≤≥←↑→↓↔↕×÷·Ωμπ∆Δ∂∏∑◊◆◇○●✓✗✔✘⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"),
            *range(0x391, 0x3A2), *range(0x3A3, 0x3CA), *range(0x410, 0x450),
        ),
    )
)  # fmt: skip
