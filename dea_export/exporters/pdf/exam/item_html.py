"""Items -> HTML: the question as it is asked, and the answer with a reason for every option."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from dea_export.exporters.pdf.paper_html import PaperRenderer, paragraph_html
from dea_export.markup import parse
from dea_export.model.characters import NBSP
from dea_export.model.exams import ExamItem, ExamOption
from dea_export.model.text import Text
from dea_export.typefaces import find_missing
from dea_export.words import Words


class ItemWriter(PaperRenderer):
    """Renders items; `lacking` gathers those with characters that no font has, `pages` says where facts stand."""

    def __init__(self, words: Words, onward: str, pages: Mapping[str, int]) -> None:
        self.words, self.onward, self.pages = words, onward, pages
        self.lacking: list[ExamItem] = []

    def question(self, item: ExamItem) -> str:
        """Stem, question and options, without anything that tells the answer."""
        stem = "".join(
            paragraph_html(self.inside(node), "") if node.kind == "paragraph" else self.render(node)
            for node in parse(item.stem).root.children
        )
        options = "".join(f"<li>{letter}. {self.line(option.text)}</li>" for letter, option in item.lettered)
        asked = paragraph_html(self.line(item.question), "q")
        return self._noted(item, f'{stem}{asked}<ol class="o">{options}</ol>')

    def answer(self, item: ExamItem) -> dict[str, Any]:
        """Number by number: the letters, what decides, then why each option is right or wrong and what says so."""
        lines = [
            f"{self.words.say('key.decides', text=self.line(item.deciding))} {self._grounds(item.facts, item.source)}"
        ]
        lines += (self._option(letter, option) for letter, option in item.lettered)
        html = "".join(paragraph_html(line.rstrip(), "") for line in lines)
        return {
            "key": item.key,
            "skill": item.skill,
            "level": self.words.say(f"level.{item.level}"),
            "html": self._noted(item, html),
        }

    def _option(self, letter: str, option: ExamOption) -> str:
        """A pick with its words and why; of another one why not, which with its words would fill twice the pages."""
        grounds = self._grounds(option.facts, option.source)
        if option.pick:
            why = f" – {self.line(option.why)}" if option.why else ""
            return f"<b>✓ {letter} {self.line(option.text)}</b>{why} {grounds}"
        return f"✗ {letter} – {self.line(option.loses or Text(''))} {grounds}"

    def _grounds(self, facts: tuple[Text, ...], source: Text | None) -> str:
        """The ids of facts, the source, and on the right the pages of the facts."""
        named = (f"<code>{escape(word)}</code>" for word in facts)
        return " ".join(filter(None, (*named, self.source_link(source, None), self._pages(facts))))

    def _pages(self, facts: tuple[Text, ...]) -> str:
        """`p. 31, 44`: each once, in the order of the facts. A line of its own, in an element that `bidi` never parts."""
        pages = dict.fromkeys(f"{self.pages[word]}" for word in facts if word in self.pages)
        shown = f"{self.words.say('print.page')}{NBSP}{self.words.say('list.comma').join(pages)}"
        return f"<small class=at>{shown}</small>" if pages else ""

    def _noted(self, item: ExamItem, html: str) -> str:
        if find_missing(html):
            self.lacking.append(item)
        return html
