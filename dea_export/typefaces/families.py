"""The families that an extra of this package installs, and the blocks of Unicode for which each is there."""

from __future__ import annotations

from typing import NamedTuple


class Family(NamedTuple):
    """One family of a package."""

    name: str  # as PDFs name it
    extra: str
    package: str
    regular: str  # its file
    bold: str  # the same one where weight is an axis of it
    blocks: str  # of code points, hexadecimal: what the extra is named for; fonts have a little more
    faces: tuple[str, ...] = ("",)  # of a collection, the beginnings of the languages that each is for

    def has(self, char: str) -> bool:
        """Whether a character is of its blocks."""
        ends = ([int(end, 16) for end in block.split("-")] for block in self.blocks.split())
        return any(first <= ord(char) <= last for first, last in ends)

    def face_for(self, language: str) -> int:
        """Which face of a collection has the shapes of a language: the longest beginning that fits, else the first."""
        fits = (
            (len(start), index)
            for index, starts in enumerate(self.faces)
            for start in starts.split(" ")
            if start and f"{language.lower()}-".startswith(f"{start}-")
        )
        return max(fits, default=(0, 0))[1]


def _plex(script: str, blocks: str) -> Family:
    regular, bold = (f"files/IBMPlexSans{script}-{style}.ttf" for style in ("Regular", "Bold"))
    return Family(script, "fonts", f"fontpkg-ibm-plex-sans-{script.lower()}", regular, bold, blocks)


def _noto(script: str, blocks: str) -> Family:
    file = f"NotoSans{script}[wght].ttf"
    return Family(script or "World", "fonts", "manimgx-fonts", file, file, blocks)


_EMOJI = "NotoEmoji[wght].ttf"
_CJK = "NotoSansCJK-VF.otf.ttc"
# A character is printed by the first one that has it, so that a whole script is of one font.
FAMILIES = (
    _plex("Arabic", "600-61c 61e-6a1 6a3-6ff 750-77f fe70-fefc"),  # Noto parts letters and points: copied text is none
    _noto("Armenian", "530-58f"),
    _noto("Bengali", "980-9fb"),
    _noto("Devanagari", "900-97f"),
    _noto("Ethiopic", "1200-137f"),
    _noto("Georgian", "10a0-10ff"),
    _noto("Gujarati", "a80-af1"),
    _noto("Gurmukhi", "a00-a75"),
    _noto("Hebrew", "591-5af"),
    _noto("Kannada", "c80-cf2"),
    _noto("Khmer", "1780-17f9"),
    _noto("Lao", "e80-edf"),
    _noto("Malayalam", "d00-d7f"),
    _noto("Myanmar", "1000-109f"),
    _noto("Oriya", "b00-b77"),
    _noto("Sinhala", "d80-df4"),
    _noto("Tamil", "b80-bfa"),
    _noto("Telugu", "c00-c6f"),
    _noto("Thai", "e00-e5b"),
    _noto("", "250-2af 1f00-1fff"),
    _noto("Symbols", "2600-2604 2669-266f"),
    Family(
        "Emoji",
        "fonts",
        "manimgx-fonts",
        _EMOJI,
        _EMOJI,
        "1f300-1f321 1f324-1f393 1f39e-1f3f0 1f3f7-1f4fd 1f5fa-1f64f 1f680-1f6c5 1f90c-1f93a 1f947-1f9ff",
    ),
    Family(
        "CJK",
        "fonts-cjk",
        "manimgx-fonts-cjk",
        _CJK,
        _CJK,
        "3000-30ff 3105-312f 31f0-31ff 3400-4db5 4e00-9fef ac00-d7a3 ff01-ff9f",
        ("ja", "ko", "zh", "zh-tw zh-hant zh-mo", "zh-hk"),
    ),
)
