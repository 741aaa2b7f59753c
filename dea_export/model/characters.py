"""The characters that the PDFs print: every one that the two built-in families have, and what stands for a few others.

`fonts/make.py` makes the fonts of exactly these; a test looks whether they have them all, and no other. What extras print
beside them is known to `typefaces`.
"""

from __future__ import annotations

MISSING = "\ufffd"  # printed for a character that the fonts lack
# Ranges of code points, hexadecimal: Latin, Greek, Cyrillic, Hebrew, and the signs beside them.
FONTS = """
    20-7e a0-17f 18f 192 198 1a0-1a1 1af-1b0 1b8-1b9 1c7-1c9 1e6-1e7 1ea-1ed 1f0 1fa-21b 22a-22d 230-233 237 24d 259
    27b 298 29a 2b9-2bc 2be-2bf 2c6-2cc 2d8-2dd 2f3 300-304 306-30c 30f 311-312 31b 323-324 326-328 32e 331 335-336
    375 384-38a 38c 38e-3a1 3a3-3ce 3d1-3d2 3d6 400-486 488-513 5b0-5be 5c1-5c2 5c7 5d0-5ea 1e00-1e01 1e08-1e09
    1e0c-1e0f 1e14-1e17 1e1c-1e1d 1e20-1e21 1e24-1e25 1e2a-1e2b 1e2e-1e2f 1e36-1e37 1e3a-1e3b 1e3e-1e3f 1e42-1e49
    1e4c-1e53 1e5a-1e5b 1e5e-1e69 1e6c-1e6f 1e78-1e7b 1e80-1e85 1e8e-1e8f 1e92-1e93 1e97 1e9e 1ea0-1ef9 1f4d 1fde
    2000-200a 2010 2012-2015 2017-201e 2020-2022 2026 2030 2032-2033 2039-203a 203c 2044 2070 2074-208a 208c-208e
    2095-209c 20a1 20a3-20a4 20a6-20a7 20a9-20ad 20b1-20b2 20b5 20b9-20ba 20bc-20bd 2105 2113 2116 2120 2122 2124
    2126 212e 215b-215e 2190-2199 21e6-21ea 2202 2205-2206 2208 220f 2211-2212 2215 2217 2219-221a 221e 222b 2248
    2260 2264-2265 2295 2302 2318 2325-2327 232b 238b 23ce 2423 2500-259f 25c6-25c7 25ca-25cb 25cf 2639-263b 2660
    2663 2665-2666 2713-2715 2717-2718 2b05-2b07 2b95 2e12 a7b3-a7b5 ab53 fb00-fb04 fb2a-fb36 fb38-fb3c fb3e
    fb40-fb41 fb43-fb44 fb46-fb4b
"""
JOINER, NBSP = "\u2060", "\u00a0"
# Spaces and hyphens that the fonts lack: the same sign, breaking a line where they would.
ALIKE = {
    "\u2011": f"{JOINER}-{JOINER}",  # no-break hyphen, as word processors write it
    "\u202f": NBSP,  # narrow no-break space, before French signs and between digits
    "\u2007": NBSP,  # as wide as a digit
    "\u205f": "\u2005",
    "\u3000": "\u2003",
    "\u00ad": "",  # soft hyphen: no text of ours is hyphenated
    **dict.fromkeys(map(chr, (0x34F, *range(0x2061, 0x2065), *range(0xFE00, 0xFE10), 0xFEFF)), ""),  # draw nothing
}
# Seen by nobody, and left as they are: where a line may break, which letters join, which way a text runs.
INVISIBLE = frozenset(map(chr, (*range(0x200B, 0x2010), 0x2060, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def _of_fonts() -> frozenset[str]:
    ends = ([int(end, 16) for end in run.split("-")] for run in FONTS.split())
    return frozenset(chr(code) for first, *last in ends for code in range(first, (last or [first])[0] + 1))


PRINTED = _of_fonts()
