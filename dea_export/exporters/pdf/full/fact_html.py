"""Facts -> HTML of the full edition: plain blocks, few elements, since WeasyPrint's time goes by their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from dea_export.cards import Aside, asked_body, asked_prompt, read_asides
from dea_export.exporters.pdf.full.places import anchor_of
from dea_export.exporters.pdf.paper_html import (
    PaperRenderer,
    has_blocks,
    paragraph_html,
    printed_picture,
    wrap,
)
from dea_export.markup import Node, parse, to_plain, tree
from dea_export.model.blocks import ClozeNote, NoteOption, Pair, QuestionNote
from dea_export.model.characters import NBSP
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text
from dea_export.typefaces import find_missing
from dea_export.words import words_in


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A paragraph of a class, or anything else as finished HTML."""

    html: str
    kind: str | None = None  # class of a paragraph, whose inside `html` then is


class FactWriter(PaperRenderer):
    """Renders facts; `lacking` gathers facts with characters that no font has, `pictures` what the HTML names."""

    def __init__(self, study: Study, media: Mapping[str, bytes]) -> None:
        self.study, self.media, self.words = study, media, words_in(study.study.language)
        self.onward = study.study.onward
        self.lacking: list[Fact] = []
        self.pictures: dict[str, bytes] = {}

    def fact(self, fact: Fact) -> str:
        """A fact: what it says, why, where that is written."""
        asides = read_asides(self.study, fact)
        media = [one for name in ("figure", "audio") if name in asides for one in asides[name].lines]
        about = (*(self._block(one, "y") for one in media), *self._about(fact, asides), *self._mentions(asides))
        html = _joined([*self._body(fact), *about], anchor_of(fact.id))
        if find_missing(html):
            self.lacking.append(fact)
        return html

    def pointer(self, fact: Fact) -> str:
        """In the place of a tree, which stands in front: what it asks, and its page."""
        asked, *_ = tree(fact.block()).children
        words = self.inside(asked) if asked.kind == "paragraph" else escape(to_plain(asked), quote=False)
        return f'<p class="see">{self.onward}{NBSP}{words} <a href="#{anchor_of(fact.id)}">{self.words.say("print.page")}{NBSP}</a></p>'

    # --- what is to be known, answers in bold

    def _body(self, fact: Fact) -> list[HtmlBlock]:
        match fact.note():
            case QuestionNote(prompt, answer, ()) | ClozeNote(Pair(prompt, answer)):
                return [*self._blocks(asked_prompt(fact, prompt), "q"), *self._blocks(parse(answer).root, "a")]
            case QuestionNote(scenario, deciding, options):
                return [*self._blocks(asked_prompt(fact, scenario), "q"), *self._options(deciding, options)]
            case _:
                return self._blocks(asked_body(fact, fact.block()), "")

    def _options(self, deciding: Text, options: tuple[NoteOption, ...]) -> Iterator[HtmlBlock]:
        """What to pick, then what loses."""
        for number, line in enumerate(self.verdicts(deciding, options)):
            kind = "x" if number else "a"
            yield HtmlBlock(wrap(line, kind)) if has_blocks(line) else HtmlBlock(line, kind)

    # --- what a fact says about itself

    def _about(self, fact: Fact, asides: Mapping[str, Aside]) -> list[HtmlBlock]:
        """Its own words, then where that is written: in one paragraph where that is possible, for lines cost time."""
        blocks = [block for name in fact.asides() for block in self._own_words(asides[name])]
        source = self.source_link(fact.source, fact.checked)
        if source and blocks and blocks[-1].kind:
            blocks[-1] = HtmlBlock(f"{blocks[-1].html} {source}", "y")
        elif source:
            blocks.append(HtmlBlock(source, "y"))
        return blocks

    def _own_words(self, aside: Aside) -> Iterator[HtmlBlock]:
        """The reason goes without saying that it is one."""
        for line in aside.lines:
            for number, block in enumerate(self._blocks(line, "y")):
                labelled = number == 0 and block.kind and aside.name != "why"
                yield HtmlBlock(self._labelled(aside.label, block.html), "y") if labelled else block

    def _mentions(self, asides: Mapping[str, Aside]) -> Iterator[HtmlBlock]:
        """On what it rests and what else comes to mind, with links, and for paper the topics under which those stand."""
        for aside in filter(None, map(asides.get, ("grounds", "confused"))):
            links = "; ".join(f'<a href="#{anchor_of(line.info)}">{self.inside(line)}</a>' for line in aside.lines)
            yield HtmlBlock(self._labelled(aside.label, links), "y")

    def _labelled(self, label: str, html: str) -> str:
        return self.words.say("list.colon", label=escape(label)) + html

    # --- blocks

    def _blocks(self, root: Node, kind: str) -> list[HtmlBlock]:
        """The children as blocks; paragraphs, and steps in a line, get the class `kind`."""
        return [self._block(node, kind) for node in root.children]

    def _block(self, node: Node, kind: str) -> HtmlBlock:
        match node.kind:
            case "paragraph":
                return HtmlBlock(self.inside(node), kind)
            case "chain":
                return HtmlBlock(self.chain(node), kind)
            case "picture":
                return HtmlBlock(self.picture(node), "z" if node.info in self.media else "y")
            case "sound":
                return HtmlBlock(self.sound(node), "y")
            case _:
                return HtmlBlock(self.render(node))

    # --- what is otherwise on paper

    def picture(self, node: Node) -> str:
        """The picture; its words where the picture itself is not at hand."""
        if node.info not in self.media:
            return self._labelled(self.words.say("about.figure"), self.inside(node))
        return printed_picture(node, self.media, self.pictures)

    def sound(self, node: Node) -> str:
        """Its words, and that they are heard."""
        return self._labelled(self.words.say("about.audio"), self.inside(node))

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """An answer, in bold."""
        del cloze
        return f"<b>{self.bold_answer(inside)}</b>"

    def cell(self, cell: Node) -> str:
        """A cell; one that is bold as a whole by its class, which is one box less."""
        if cell.kind == "cell" and len(cell.children) == 1 and cell.children[0].kind in {"cloze", "strong"}:
            return f"<td class=b{self.aligned(cell)}>{self.bold_answer(lambda: self.inside(cell.children[0]))}</td>"
        return super().cell(cell)


def _joined(blocks: list[HtmlBlock], anchor: str) -> str:
    """The blocks of a fact. Paragraphs alone go without a box around them, for speed."""
    if any(block.kind is None for block in blocks):
        inside = "".join(
            block.html if block.kind is None else paragraph_html(block.html, block.kind) for block in blocks
        )
        return f'<div class="f" id="{anchor}">{inside}</div>'
    html = "".join(
        paragraph_html(block.html, f"{'g' if i else 'f'} {block.kind}".rstrip()) for i, block in enumerate(blocks)
    )
    return html.replace("<p", f'<p id="{anchor}"', 1)
