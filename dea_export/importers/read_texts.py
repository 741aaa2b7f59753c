"""The texts of other programs' cards -> our Markdown: plain words, HTML, Markdown; and what stays behind."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

from dea_export.importers.author_markdown import write_author_markdown
from dea_export.importers.harvest import Picture
from dea_export.importers.tree_grower import TreeGrower
from dea_export.markup import Node, parse
from dea_export.markup.nodes import Kind
from dea_export.reading.decoding import FORBIDDEN

KINDS: dict[str, Kind] = {
    "p": "paragraph", "ul": "bullets", "ol": "numbers", "li": "item", "pre": "fence", "table": "table", "tr": "row",
    "th": "head", "td": "cell", "b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup",
    "code": "code", "kbd": "code", "tt": "code", "samp": "code", "summary": "paragraph", "caption": "paragraph",
    "h1": "paragraph", "h2": "paragraph", "h3": "paragraph", "h4": "paragraph", "h5": "paragraph", "h6": "paragraph",
}  # fmt: skip
LINES = {"div", "section", "article", "details", "figure", "figcaption", "blockquote", "center", "dl", "dt", "dd", "hr"}
SILENT = {"span", "font", "wbr", "html", "body", "tbody", "thead", "tfoot", "colgroup", "col", "small", "big", "label",
          "a", "br", "img", "o:p", "u", "mark", "ins", "nobr"}  # fmt: skip
UNREAD = {"script", "style", "title", "head", "iframe", "svg", "audio", "video", "object"}
LONGEST = 100_000  # characters of a text that can be a card's
LIST_NUMBER = re.compile(r"\d{1,9}")  # longer ones count nothing
SOUND = re.compile(r"\[sound:([^\]]*)\]")
HTTPS = re.compile(r"https://[^\s<>\"]+")


class ReadText(NamedTuple):
    """A text in our Markdown, its pictures and sounds, and what it lost."""

    markdown: str
    pictures: tuple[Picture, ...] = ()
    lost: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()  # names of files

    @property
    def left_behind(self) -> tuple[str, ...]:
        """What it lost where its file holds words alone."""
        named = [f"the picture '{one.file}'" for one in self.pictures] + [f"the sound '{file}'" for file in self.sounds]
        return (*self.lost, *(f"{one}: only .apkg files hold pictures and sounds" for one in named))


def read_plain(text: str, *, clozes: bool) -> ReadText:
    """Words that mean themselves, save gaps and formulas."""
    grower = TreeGrower(clozes=clozes)
    words, sounds, lost = _take_sounds(clean(text))
    for index, line in enumerate(words.split("\n")):
        if index:
            grower.line_break()
        grower.words(line)
    read = _written(grower)
    return read._replace(sounds=sounds, lost=(*lost, *read.lost))


def read_html(text: str, *, clozes: bool) -> ReadText:
    """A field of Anki."""
    reader = _FieldReader(clozes=clozes)
    words, sounds, lost = _take_sounds(clean(text))
    reader.feed(words)
    reader.close()
    read = _written(reader.grower)
    return read._replace(pictures=tuple(reader.pictures), sounds=sounds, lost=(*lost, *reader.lost, *read.lost))


def read_markdown_text(text: str, *, clozes: bool) -> ReadText:
    """Markdown, as it stands where we read all of it; else what we read of it."""
    text = clean(text).strip()
    parsed = parse(text)
    wrong = [problem for problem in parsed.problems if problem.code.startswith("E")]
    if not wrong and (clozes or "{{c" not in text):
        return ReadText(text)
    markdown, lost = write_author_markdown(parsed.root)
    said = tuple(problem.message for problem in wrong if problem.code in {"E313", "E312", "E311"})
    return ReadText(markdown, (), (*said, *lost))


def read_text_as(words: str, text: str, *, clozes: bool) -> ReadText:
    """A text that is written as `words` says: plain, html, markdown. With `clozes`, gaps are gaps."""
    if len(text) > LONGEST:
        return ReadText("", (), (f"a text of {len(text)} characters; at most {LONGEST} are read",))
    match words:
        case "html":
            return read_html(text, clozes=clozes)
        case "markdown":
            return read_markdown_text(text, clozes=clozes)
        case _:
            return read_plain(text, clozes=clozes)


def clean(text: str) -> str:
    """Without signs that nobody sees, in the composed form of Unicode."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return FORBIDDEN.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))


def _take_sounds(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The text without Anki's marks for sounds, the names of their files, and those that are none."""
    named = [unicodedata.normalize("NFC", unescape(file).strip()) for file in SOUND.findall(text)]
    good = tuple(dict.fromkeys(file for file in named if _in_package(file)))
    lost = tuple(f"the sound '{file[:60]}', which is not in the package" for file in named if not _in_package(file))
    return SOUND.sub("", text), good, lost


def _in_package(file: str) -> bool:
    """Whether a name can be one of a package's files."""
    return bool(file) and "/" not in file and "\\" not in file and not file.startswith((".", "data:"))


def _written(grower: TreeGrower) -> ReadText:
    markdown, lost = write_author_markdown(grower.finish())
    return ReadText(markdown, (), lost)


class _FieldReader(HTMLParser):
    """HTML -> calls of the grower. Entities are words, never marks: so Anki reads them, too."""

    def __init__(self, *, clozes: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.grower = TreeGrower(clozes=clozes)
        self.pictures: list[Picture] = []
        self.lost: list[str] = []
        self.unread: list[str] = []
        self.links: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in UNREAD:
            self.lost += [] if tag in {"title", "head"} else [f"what stands in <{tag}>"]
            self.unread.append(tag)
        elif tag in KINDS:
            start = given.get("start", "")
            self.grower.begin(KINDS[tag], number=int(start) - 1 if tag == "ol" and LIST_NUMBER.fullmatch(start) else 0)
        elif tag == "a":
            self._link(given.get("href", ""))
        elif tag == "img":
            self._picture(given)
        elif tag == "br":
            self.grower.line_break()
        elif tag in LINES:
            self.grower.soft_break()
        elif tag not in SILENT:
            self.lost.append(f"the tag <{tag}>, whose words stay")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unread:
            del self.unread[self.unread.index(tag) :]
        elif tag in KINDS:
            self.grower.end(KINDS[tag])
        elif tag == "a" and self.links and self.links.pop():
            self.grower.end("link")
        elif tag in LINES:
            self.grower.soft_break()

    def handle_data(self, data: str) -> None:
        if not self.unread:
            lines = data.split("\n") if self._in_code_block() else [data]
            for index, line in enumerate(lines):
                if index:
                    self.grower.line_break()
                self.grower.words(line)

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name};")

    def _entity(self, written: str) -> None:
        if not self.unread:
            self.grower.literal(clean(unescape(written)))

    def _in_code_block(self) -> bool:
        return any(one.kind == "fence" for one in self.grower.stack)

    def _link(self, address: str) -> None:
        good = HTTPS.fullmatch(address) is not None and "{{" not in address
        self.links.append(good)
        if good:
            self.grower.begin("link", info=address)
        elif address:
            self.lost.append(f"the address '{address[:60]}', which is not https")

    def _picture(self, given: dict[str, str]) -> None:
        file = unicodedata.normalize("NFC", unquote(given.get("src", "")))
        if not _in_package(file):
            self.lost.append(f"the picture '{file[:60]}', which is not in the package")
        else:
            self.pictures.append(Picture(file, " ".join(given.get("alt", "").split())))


def plain_words(root: Node | str) -> str:
    """The words of a text, answers shown, on one line: to compare, to make ids of."""
    from dea_export.markup import to_plain

    return " ".join(to_plain(parse(root).root if isinstance(root, str) else root).split())
